package dev.ephemera.live.internal;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** From the loss of a connection to the next one, or to the end of the session. */
@Name("dev.ephemera.live.Reconnect")
@Label("Live reconnect")
@Category({"Ephemera", "Live"})
@Description("From the loss of a connection to the next one, or to the end of the session.")
@StackTrace(false)
final class ReconnectJfrEvent extends Event {

    @Label("Session")
    @Description("A number that all events of one session share.")
    long session;

    @Label("Why")
    @Nullable String why;

    @Label("Succeeded")
    boolean succeeded;

    @Label("Attempts")
    int attempts;

    @Label("Gap")
    @Description("Measured by the client's own clock.")
    @Timespan(Timespan.NANOSECONDS)
    long gap;
}
