package dev.ephemera.live;

import dev.ephemera.types.LiveClientMessage;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * How a session ended. Every session that was opened has exactly one end, whatever ended it.
 *
 * <p>Immutable. Neither the handle nor what was not sent shows in {@code toString()}.
 */
@Value.Immutable
@ValueStyle
public interface SessionEnd {

    /** Who ended a session. */
    enum By {
        /** {@code close()} was called, or the client was closed. */
        CLIENT,
        /** The service closed it: its lifetime was over, the token expired, or it refused something that was sent. */
        SERVER,
        /** The connection broke, or a peer did not answer in time. */
        NETWORK
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
     * The close code.
     *
     * @return the peer's code, such as 1000 or 1011; 1005 if its close frame had none, {@link #NO_CLOSE_FRAME} if there came no
     *     close frame
     */
    int code();

    /**
     * The service's words, cut by it to 123 bytes, or what broke.
     *
     * @return the reason, perhaps empty
     */
    String reason();

    /**
     * The newest handle with which the conversation can be resumed, if the service gave one. A secret.
     *
     * @return the handle
     */
    @Value.Redacted
    Optional<String> handle();

    /**
     * Whether the conversation can be resumed by {@link #handle()}, as long as the service keeps it.
     *
     * @return true if there is a handle, and it still stood when the session ended
     */
    @Value.Default
    default boolean resumable() {
        return false;
    }

    /**
     * What was accepted for sending and never left for the socket, in order; the first may have left in part. What has left is
     * not known to have been received.
     *
     * @return the messages, often none
     */
    @Value.Redacted
    List<LiveClientMessage> unsent();

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
