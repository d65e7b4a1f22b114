package dev.ephemera.transport.internal.websocket;

/** One WebSocket. Thread-safe; frames leave in the order of the calls. No call blocks. */
public interface WebSocketConnection {

    /** What the queue holds, in bytes: 16 MiB. */
    long MAX_QUEUED_BYTES = 16L << 20;

    /**
     * Queues a text frame; before the connection is open too.
     *
     * @param text the frame's text
     * @return false if it was not accepted and will not be sent: the connection is closing or over, or the frame does not fit
     *     into the queue now, which holds {@link #MAX_QUEUED_BYTES}; a full queue does not end the connection
     */
    boolean send(String text);

    /** Returns the bytes that were accepted and have not left for the socket. */
    long queuedBytes();

    /**
     * Sends a close frame behind all queued frames and lets the peer answer; the listener is told when it has. Does nothing
     * if the connection is closing or over. A peer that never answers is the caller's to {@link #abort()}.
     *
     * @param code the close code, 1000 or another that may be sent
     * @param reason at most 123 bytes in UTF-8
     * @throws IllegalArgumentException if the code may not be sent, or the reason is too long
     */
    void close(int code, String reason);

    /**
     * Releases the socket at once, whatever the state; the listener's last call is then a failure. Does nothing if the
     * connection is over.
     */
    void abort();
}
