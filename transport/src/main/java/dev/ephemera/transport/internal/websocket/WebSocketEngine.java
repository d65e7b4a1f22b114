package dev.ephemera.transport.internal.websocket;

/** Opens WebSockets. Thread-safe. */
public interface WebSocketEngine {

    /**
     * Begins to open a WebSocket and returns at once; the listener learns the outcome.
     *
     * @param request where to and with which headers
     * @param listener who is told; see there for the order of the calls
     * @param outgoing what will be sent, from the moment that the connection is open
     * @return the connection, on which {@link WebSocketConnection#abort()} may be called before it is open
     */
    WebSocketConnection open(WebSocketRequest request, WebSocketListener listener, OutgoingMessages outgoing);
}
