package dev.ephemera.live.internal;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** One Live session, from the first attempt to connect to its end. */
@Name("dev.ephemera.live.Session")
@Label("Live session")
@Category({"Ephemera", "Live"})
@Description("One Live session, from the first attempt to connect to its end.")
@StackTrace(false)
final class SessionJfrEvent extends Event {

    @Label("Session")
    @Description("A number that all events of one session share.")
    long session;

    @Label("Kind of End")
    @Nullable String kind;

    @Label("Ended By")
    @Nullable String by;

    @Label("Close Code")
    int code;

    @Label("Length")
    @Description("Measured by the client's own clock.")
    @Timespan(Timespan.NANOSECONDS)
    long length;

    @Label("Token Age")
    @Description("Since this session first presented its last token; -1 without one.")
    @Timespan(Timespan.NANOSECONDS)
    long tokenAge;

    @Label("Messages Sent")
    long messagesSent;

    @Label("Bytes Sent")
    @DataAmount
    long bytesSent;

    @Label("Messages Received")
    long messagesReceived;

    @Label("Bytes Received")
    @DataAmount
    long bytesReceived;

    @Label("Turns")
    long turns;

    @Label("Reconnects")
    long reconnects;

    @Label("Messages Dropped")
    long messagesDropped;

    @Label("Bytes Dropped")
    @DataAmount
    long bytesDropped;
}
