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
 * @param maxMessageBytes how long a message of the peer may be, all its fragments together; a longer one breaks the connection
 */
public record WebSocketRequest(URI uri, Map<String, String> headers, Duration connectTimeout, long maxMessageBytes) {

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
