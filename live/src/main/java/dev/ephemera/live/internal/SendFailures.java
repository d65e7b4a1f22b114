package dev.ephemera.live.internal;

import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSendException.Reason;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says why a message was not sent. Pure. */
final class SendFailures {

    private SendFailures() {}

    /** The session does not send any more. */
    static LiveSendException notOpen(SessionState state, @Nullable SessionEnd end) {
        return new LiveSendException(
                Reason.SESSION_OVER,
                "The message was not sent: the session is " + state + (end == null ? "." : by(end)),
                null);
    }

    /** The connection changed, and the message is not worth sending over the new one. */
    static LiveSendException overtaken(OutboundMessage message) {
        boolean streams = !Unanswered.maySendAgain(message.content());
        if (streams) {
            return new LiveSendException(
                    Reason.DROPPED,
                    "The message was not sent, or cut off: the session has gone on over another connection, and the message was"
                            + " audio too old for it (ReconnectPolicy.maxAudioAge), or what streams and cannot be sent twice.",
                    null);
        }
        return message.hasBegun() && message.isWanted() ? notKept() : callForgotten();
    }

    private static LiveSendException notKept() {
        return new LiveSendException(
                Reason.CUT_OFF,
                "The message was leaving when its connection was over, so it may have arrived, and it is not sent again over the new"
                        + " one, for there was no room to keep it (ReconnectPolicy.maxUnansweredBytes).",
                null);
    }

    /** The service goes on from before the call that the message answers. */
    static LiveSendException callForgotten() {
        return new LiveSendException(
                Reason.CALL_FORGOTTEN,
                "The message was not sent: the service no longer knows the call that it answers, since the session has gone on over"
                        + " another connection; if the model still wants the result, it calls again under another id.",
                null);
    }

    /** The session began to close while the message waited for room. */
    static LiveSendException inLine() {
        return new LiveSendException(
                Reason.SESSION_OVER,
                "The message was not sent: it waited for room in the outbound queue (maxQueuedBytes) when the session began to"
                        + " close, and will stand in SessionEnd.unsent().",
                null);
    }

    /** The session ended while the message was leaving. */
    static LiveSendException cutOff(SessionEnd end) {
        return new LiveSendException(
                Reason.CUT_OFF,
                "The message was leaving when the session ended, so it may have arrived, and stands in"
                        + " SessionEnd.leaving(): the session is CLOSED" + by(end),
                null);
    }

    /** The session ended before the message had begun to leave. */
    static LiveSendException unsent(SessionEnd end) {
        return new LiveSendException(
                Reason.SESSION_OVER,
                "The message had not begun to leave when the session ended, and stands in SessionEnd.unsent(): the session is"
                        + " CLOSED" + by(end),
                null);
    }

    private static String by(SessionEnd end) {
        return ", ended by " + end.by() + " with " + end.code() + (end.reason().isEmpty() ? "" : " " + end.reason())
                + (end.reason().endsWith(".") ? "" : ".");
    }

    /** There is no room, and the policy is not to wait. */
    static LiveSendException full(int size, long maxBytes, long waiting) {
        return new LiveSendException(
                Reason.QUEUE_FULL,
                "The message of " + size + " bytes was not sent: the outbound queue of " + maxBytes
                        + " bytes (maxQueuedBytes) holds " + waiting
                        + " already; send it again when the network has caught up, or choose OutboundPolicy.WAIT.",
                null);
    }

    /** The message did not begin to leave in time. */
    static LiveSendException late(Duration timeout) {
        return new LiveSendException(
                Reason.TIMED_OUT,
                "The message was not sent: it waited for the network for " + timeout
                        + " (sendTimeout) and was taken back.",
                null);
    }

    /** The message began to leave and got stuck. */
    static LiveSendException stuck(Duration timeout) {
        return new LiveSendException(
                Reason.STUCK,
                "The message did not leave within " + timeout
                        + " (sendTimeout): a part of it is on its way and cannot be taken back, so it may still arrive.",
                null);
    }

    /** Newer audio took the room. */
    static LiveSendException dropped() {
        return new LiveSendException(
                Reason.DROPPED,
                "The audio was not sent: newer audio took its room in the outbound queue (DROP_OLDEST_AUDIO).",
                null);
    }

    /** The audio that it belongs to was dropped. */
    static LiveSendException bereft() {
        return new LiveSendException(
                Reason.DROPPED,
                "The activity mark was not sent: the audio that it belongs to was dropped or left over a connection that is over,"
                        + " and the service closes a session whose activityEnd comes without audio.",
                null);
    }

    /** Whether a message was given up although the session goes on: it had become old, or did not leave in time. */
    static boolean isDrop(LiveSendException failure) {
        return switch (failure.reason()) {
            case DROPPED, TIMED_OUT, STUCK -> true;
            default -> false;
        };
    }

    /** The sender's thread was interrupted. */
    static LiveSendException interrupted(boolean takenBack, InterruptedException cause) {
        return takenBack
                ? new LiveSendException(
                        Reason.INTERRUPTED, "Interrupted; the message was not sent, it was taken back.", cause)
                : new LiveSendException(
                        Reason.STUCK,
                        "Interrupted while the message was leaving; it cannot be taken back, so it may still arrive.",
                        cause);
    }
}
