package dev.ephemera.transport.internal.websocket;

import org.jspecify.annotations.Nullable;

/**
 * Holds what a listener was promised, on an engine that reads on one thread and may notice the end on another: one call at a
 * time, exactly one last call, and nothing after it.
 */
final class SerialListener {

    private final WebSocketListener listener;

    // Guarded by this.
    private boolean calling;
    private boolean over;
    private @Nullable Runnable last;

    SerialListener(WebSocketListener listener) {
        this.listener = listener;
    }

    void opened() {
        call(listener::onOpen);
    }

    void message(WebSocketMessage message) {
        call(() -> listener.onMessage(message));
    }

    void closing(int code, String reason) {
        call(() -> listener.onClosing(code, reason));
    }

    void closed(int code, String reason) {
        end(() -> listener.onClosed(code, reason));
    }

    void failed(WebSocketFailure failure) {
        end(() -> listener.onFailure(failure));
    }

    /** On the engine's reading thread only; throws if the listener did, for the engine to break the connection. */
    private void call(Runnable event) {
        synchronized (this) {
            if (over) {
                return;
            }
            calling = true;
        }
        try {
            event.run();
        } catch (Throwable thrown) { // also an Error, of which nobody would learn if it only ended the reading thread
            failed(WebSocketFailure.of(thrown));
            throw new IllegalStateException("The listener threw.", thrown);
        } finally {
            finished();
        }
    }

    private void finished() {
        Runnable event;
        synchronized (this) {
            calling = false;
            event = last;
            last = null;
        }
        if (event != null) {
            event.run();
        }
    }

    /** On any thread; if a call is under way, its thread makes the last call when it is back. */
    private void end(Runnable event) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            if (calling) {
                last = event;
                return;
            }
        }
        event.run();
    }
}
