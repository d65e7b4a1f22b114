package dev.ephemera.live.internal;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Audio that was dropped: {@link dev.ephemera.live.LiveEvent.AudioDropped}. */
@Name("dev.ephemera.live.Drop")
@Label("Live audio drop")
@Category({"Ephemera", "Live"})
@Description("Audio that was dropped, as LiveEvent.AudioDropped says it.")
@StackTrace(false)
final class DropJfrEvent extends Event {

    @Label("Session")
    @Description("A number that all events of one session share.")
    long session;

    @Label("Messages")
    long messages;

    @Label("Bytes")
    @DataAmount
    long bytes;
}
