package dev.ephemera.live;

/** Where a session stands. It only moves on, in this order, and may skip {@link #CLOSING}. */
public enum SessionState {
    /** The connection is being made, or the setup is not complete yet. */
    CONNECTING,
    /** Messages are sent and received. */
    OPEN,
    /** One side has begun to close; nothing more is sent. */
    CLOSING,
    /** The session has ended, and its socket is released. */
    CLOSED
}
