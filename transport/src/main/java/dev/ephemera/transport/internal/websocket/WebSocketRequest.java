package dev.ephemera.transport.internal.websocket;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A WebSocket to be opened.
 *
 * @param uri {@code ws} or {@code wss}, without credentials in it
 * @param headers the headers of the handshake; they hold secrets
 * @param connectTimeout how long it may take until the handshake has succeeded or been refused, name resolution, TCP and TLS
 *     included
 */
public record WebSocketRequest(URI uri, Map<String, String> headers, Duration connectTimeout) {

    /** Copies the headers. */
    public WebSocketRequest {
        headers = Map.copyOf(headers);
    }

    /** Shows the names of the headers only. */
    @Override
    public String toString() {
        return "WebSocketRequest[" + uri + ", headers " + headers.keySet() + ", within " + connectTimeout + "]";
    }
}
