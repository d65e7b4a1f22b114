package dev.ephemera.live;

import dev.ephemera.types.LiveClientMessage;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * How a session ended. Every session that was opened has exactly one end, whatever ended it.
 *
 * <p>Immutable. Neither the handle nor a message shows in {@code toString()}.
 */
@Value.Immutable
@ValueStyle
public interface SessionEnd {

    /** Who ended a session. */
    enum By {
        /** {@code close()} was called, the client was closed, or the JVM shut down. */
        CLIENT,
        /** The service closed it: its lifetime was over, the token expired, or it refused something that was sent. */
        SERVER,
        /** The connection broke, was silent for too long, or carried what no WebSocket may. */
        NETWORK
    }

    /** How a session ended. More kinds may come with later versions. */
    enum Kind {
        /** {@code close()} was called. */
        CLOSED_HERE,
        /** The client was closed with the session open. */
        CLIENT_CLOSED,
        /** The JVM shut down with the session open. */
        JVM_SHUTDOWN,
        /** This side has closed, and the service did not answer within the client's {@code closeTimeout}. */
        CLOSE_UNANSWERED,
        /** The service closed, for the reason that it gives. */
        CLOSED_BY_SERVICE,
        /** The connection ended or was reset without a close frame. */
        CONNECTION_LOST,
        /** Nothing came any more, not even answers to pings, for {@link SessionOptions#livenessTimeout()}. */
        NO_SIGN_OF_LIFE,
        /**
         * What came was no WebSocket frame, longer than {@link SessionOptions#maxMessageBytes()}, or 1,000 frames in a row that hold no
         * message of the Live API. Fewer are only shown, as {@link LiveEvent.Unrecognized}.
         */
        PROTOCOL_VIOLATION,
        /**
         * Its connection was over, and {@link ReconnectPolicy} found no other: the attempts or the time were used up, one of them was
         * refused for good, no token could be had, or the hook said no. {@link #cause()} is what the last attempt failed with.
         */
        RECONNECT_FAILED,
        /** Of a connection only, in {@link LiveEvent.Reconnecting}: the session leaves it before the service cuts it. */
        MOVED,
        /** It was never open; {@code connect} has thrown. */
        NEVER_OPENED
    }

    /** The code of an end without a close frame (RFC 6455). */
    int NO_CLOSE_FRAME = 1006;

    /**
     * Who ended it.
     *
     * @return the side
     */
    By by();

    /**
     * How it ended.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * The close code.
     *
     * @return the peer's code, such as 1000 or 1011; 1005 if its close frame had none, {@link #NO_CLOSE_FRAME} if there came no
     *     close frame; the code sent to it, 1002, 1007 or 1009, if it had broken the protocol
     */
    int code();

    /**
     * The service's words, cut by it to 123 bytes, or what broke.
     *
     * @return the reason, perhaps empty
     */
    String reason();

    /**
     * What the code and the reason are known to mean, each with the way out.
     *
     * @return sentences for people; empty if nothing is known, or nothing went wrong
     */
    List<String> likelyCauses();

    /**
     * From where the conversation can be resumed, with the time of the end: {@link SessionOptions#resume(Resumption)} goes on there.
     *
     * @return the newest one that the service gave, or from which the session itself was resumed; empty if there is none, or the
     *     session was never open
     */
    Optional<Resumption> resumption();

    /**
     * The handle of {@link #resumption()}. A secret.
     *
     * @return the handle
     */
    default Optional<String> handle() {
        return resumption().map(Resumption::handle);
    }

    /**
     * Whether the conversation can be resumed by {@link #handle()}, as long as the service keeps it.
     *
     * @return true if there is a handle, and it still stood when the session ended
     */
    default boolean resumable() {
        return resumption().map(Resumption::resumable).orElse(false);
    }

    /**
     * What was handed over for sending while the session was open and had not begun to leave, in order, that which waited for room
     * in the queue included: none of it has reached the service, and it can be sent again in another session. What was sent before
     * is in {@link #leaving()}, or has left, and is not known to have been received.
     *
     * @return the messages, often none
     */
    @Value.Redacted
    List<LiveClientMessage> unsent();

    /**
     * What was being written when the session ended, in order: it may have reached the service, wholly or in part, or not at all. If
     * the session ended while it had no connection ({@link SessionState#RECONNECTING}), so may what was to be sent again over
     * another one, though its send has succeeded ({@link ReconnectPolicy}): it stands here too.
     * Short messages are written together, about 64 KiB at a time.
     *
     * @return the messages, often none; they stand before those of {@link #unsent()}
     */
    @Value.Redacted
    List<LiveClientMessage> leaving();

    /**
     * What was thrown below, if the connection broke.
     *
     * @return the cause; it holds no secret
     */
    Optional<Throwable> cause();

    /**
     * Starts with nothing set.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /** Sets the values one by one; not for use by several threads at once. */
    final class Builder extends ImmutableSessionEnd.Builder {

        Builder() {}
    }
}
