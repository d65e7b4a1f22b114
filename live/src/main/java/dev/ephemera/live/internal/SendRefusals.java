package dev.ephemera.live.internal;

import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionState;
import org.jspecify.annotations.Nullable;

/** Says why a message was not accepted for sending. Pure. */
final class SendRefusals {

    private SendRefusals() {}

    /** The session does not send at the moment, or not any more. */
    static LiveSendException notOpen(SessionState state, @Nullable SessionEnd end) {
        return new LiveSendException(
                "The message was not sent: the session is " + state + (end == null ? "." : by(end)), null);
    }

    private static String by(SessionEnd end) {
        return ", ended by " + end.by() + " with " + end.code() + (end.reason().isEmpty() ? "" : " " + end.reason())
                + (end.reason().endsWith(".") ? "" : ".");
    }

    /** The connection did not take the message. */
    static LiveSendException refused(int size, long queued) {
        long room = 0;
        return new LiveSendException(
                "The message of " + size + " bytes was not sent: "
                        + (size > room
                                ? "the outbound queue holds " + room + " bytes, so it never fits; send it in parts."
                                : "the connection is ending, or the outbound queue of " + room + " bytes has no room ("
                                        + queued + " wait); send again when the network has caught up."),
                null);
    }
}
