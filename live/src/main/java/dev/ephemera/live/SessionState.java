package dev.ephemera.live;

/**
 * Where a session stands. It only moves on, in this order, and may skip {@link #CLOSING}; but for one that may reconnect
 * ({@link ReconnectPolicy}), which is OPEN again behind {@link #RECONNECTING}.
 */
public enum SessionState {
    /** The connection is being made, or the setup is not complete yet. */
    CONNECTING,
    /** Messages are sent and received. */
    OPEN,
    /** The session goes on over another connection, which is being made. What is sent waits, within the limits of its queue. */
    RECONNECTING,
    /** One side has begun to close; nothing more is sent. */
    CLOSING,
    /**
     * The session has ended: nothing is sent or received any more. Where a close frame had to be said or answered, the socket may live
     * for up to 2 seconds more, so that it arrives; it holds nothing of the session.
     */
    CLOSED
}
