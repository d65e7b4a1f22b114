package dev.ephemera.transport.internal.websocket;

/** One WebSocket. Thread-safe; frames leave in the order of the calls. */
public interface WebSocketConnection {

    /**
     * Queues a text frame.
     *
     * @param text the frame's text
     * @return false if it was not accepted, because the connection is not open or its queue is full; it is then not sent
     */
    boolean send(String text);

    /**
     * Returns the bytes that were accepted and have not left for the socket.
     *
     * @return the length of the queue in bytes
     */
    long queuedBytes();

    /**
     * Sends a close frame behind all queued frames and lets the peer answer; the listener is told when it has. Does
     * nothing if the connection is closing already.
     *
     * @param code the close code, 1000 or 3000 to 4999
     * @param reason at most 123 bytes in UTF-8
     */
    void close(int code, String reason);

    /** Releases the socket at once, whatever the state; the listener's last call is then a failure. */
    void abort();
}
