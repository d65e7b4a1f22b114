package dev.ephemera.transport.internal.websocket;

import java.net.URI;
import java.util.Map;

/**
 * A WebSocket to be opened.
 *
 * @param uri {@code ws} or {@code wss}, without credentials in it
 * @param headers the headers of the handshake; they hold secrets
 */
public record WebSocketRequest(URI uri, Map<String, String> headers) {

    /** Copies the headers. */
    public WebSocketRequest {
        headers = Map.copyOf(headers);
    }

    /** Shows the names of the headers only. */
    @Override
    public String toString() {
        return "WebSocketRequest[" + uri + ", headers " + headers.keySet() + "]";
    }
}
