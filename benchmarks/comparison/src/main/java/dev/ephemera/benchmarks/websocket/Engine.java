package dev.ephemera.benchmarks.websocket;

import java.net.URI;
import java.time.Duration;

/** A way to speak WebSocket, as a client would use it that is written against it alone. */
interface Engine extends AutoCloseable {

    /** Longer messages of the server are not taken by those who can tell. */
    int MAX_MESSAGE_BYTES = 1 << 20;

    /** No pings. */
    Duration NEVER = Duration.ZERO;

    /**
     * Opens a WebSocket.
     *
     * @param uri where
     * @param inbox is told what comes
     * @param pings how often a ping is sent, or {@link #NEVER}
     * @return the open WebSocket
     */
    Link open(URI uri, Inbox inbox, Duration pings) throws Exception;

    /** Lets go of what it holds beside its WebSockets, which have ended. */
    @Override
    default void close() {}
}
