package dev.ephemera.benchmarks.websocket;

import java.util.concurrent.CompletableFuture;

/** One open WebSocket. */
interface Link {

    /**
     * Sends a message behind those before it.
     *
     * @param message what is sent
     * @param left is run when the engine says that it is done with the message; never by an engine that does not say so
     * @return whether the engine takes it
     */
    boolean send(Message message, Runnable left);

    default void send(Message message) {
        if (!send(message, () -> {})) {
            throw new IllegalStateException("the engine refused a message");
        }
    }

    /** Begins to close. */
    void close();

    /** Completes when the WebSocket is over, however it ended. */
    CompletableFuture<Void> ended();
}
