package dev.ephemera.live.internal;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** One turn of the model, from its first output to its end. */
@Name("dev.ephemera.live.Turn")
@Label("Live turn")
@Category({"Ephemera", "Live"})
@Description("One turn of the model, from its first output to its end.")
@StackTrace(false)
final class TurnJfrEvent extends Event {

    @Label("Session")
    @Description("A number that all events of one session share.")
    long session;

    @Label("End")
    @Nullable String end;

    @Label("Input")
    @Description("What the latency is measured from; null if there was no input.")
    @Nullable String input;

    @Label("Length")
    @Description("Measured by the client's own clock.")
    @Timespan(Timespan.NANOSECONDS)
    long length;

    @Label("Latency")
    @Description("From the input to the first output; -1 if there was no input.")
    @Timespan(Timespan.NANOSECONDS)
    long latency;

    @Label("Time to First Audio")
    @Description("From the input to the first audio; -1 if there was none of either.")
    @Timespan(Timespan.NANOSECONDS)
    long timeToFirstAudio;
}
