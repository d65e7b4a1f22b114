package dev.ephemera.transport.internal.websocket;

import org.jspecify.annotations.Nullable;

/** The messages that a connection is to send: the engine takes one after another, each when the socket has taken those before. */
public interface OutgoingMessages {

    /**
     * Takes the next message. Called by one thread at a time and not before the handshake has succeeded; must not block.
     *
     * @return the message; null if none waits, until {@link WebSocketConnection#wake()} is called again
     */
    @Nullable OutgoingMessage next();
}
