package dev.ephemera.transport.internal.websocket;

/** One WebSocket. Thread-safe. No call blocks. */
public interface WebSocketConnection {

    /**
     * Says that {@link OutgoingMessages#next()} has something, or may have. Before the connection is open it changes nothing: what
     * waits then is sent as soon as it is.
     */
    void wake();

    /** Sends a ping, before the messages that wait. Does nothing unless the connection is open. */
    void ping();

    /**
     * Counts the bytes that were read from the socket since the handshake, whatever they were. It stands still while the listener
     * blocks, or while nothing comes.
     *
     * @return the count, which only grows
     */
    long received();

    /**
     * Sends a close frame behind all messages that wait and lets the peer answer; the listener is told when it has. Does nothing
     * if the connection is closing or over. A peer that never answers, or does not even read, is the caller's to {@link #abort()}.
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
