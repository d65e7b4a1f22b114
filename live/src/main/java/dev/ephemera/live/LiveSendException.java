package dev.ephemera.live;

import dev.ephemera.transport.GeminiException;
import org.jspecify.annotations.Nullable;

/** A message did not leave for the socket; the session itself may live on. */
public final class LiveSendException extends GeminiException {

    private static final long serialVersionUID = 1L;

    /** Why a message did not leave. */
    public enum Reason {
        /** The session has ended, or has begun to; what was accepted and had not begun to leave stands in {@link SessionEnd#unsent()}. */
        SESSION_OVER,
        /** The outbound queue was full, and {@link OutboundPolicy#FAIL} was chosen. */
        QUEUE_FULL,
        /** It waited longer than {@link SessionOptions#sendTimeout()} and was taken back. */
        TIMED_OUT,
        /**
         * It was audio, and newer audio took its room ({@link OutboundPolicy#DROP_OLDEST_AUDIO}); or an activity mark whose audio was
         * dropped; or the session went on over another connection, and it was not worth sending there ({@link ReconnectPolicy}).
         */
        DROPPED,
        /** The sending thread was interrupted, and the message taken back. */
        INTERRUPTED,
        /** It was leaving and could not be taken back when the time was over or the thread was interrupted: it may still arrive. */
        STUCK,
        /**
         * It was leaving when the session ended: it may have arrived. It stands in {@link SessionEnd#leaving()}. Or it was leaving when
         * the session went on over another connection, and was not kept to be sent again ({@link ReconnectPolicy#maxUnansweredBytes()}).
         */
        CUT_OFF,
        /**
         * It answered a call of a function that the service no longer knows, since the session has gone on over another connection
         * ({@link ReconnectPolicy}): if the model still wants the result, it calls again.
         */
        CALL_FORGOTTEN
    }

    /** Why it did not leave. */
    private final Reason reason;

    /**
     * Makes an exception.
     *
     * @param reason why it did not leave
     * @param message the same in words, and what can be done
     * @param cause what was thrown below, if anything
     */
    public LiveSendException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * Why the message did not leave.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Whether the message may arrive all the same.
     *
     * @return true for {@link Reason#STUCK} and {@link Reason#CUT_OFF}; whether something that has left arrives is never known
     */
    public boolean mayArrive() {
        return reason == Reason.STUCK || reason == Reason.CUT_OFF;
    }
}
