package dev.ephemera.transport.internal.websocket;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Why a WebSocket could not be opened or broke.
 *
 * @param cause what was thrown; its messages may quote what the peer sent, and so a secret that it echoed
 * @param httpStatus the status, if the server answered the handshake with something else than a WebSocket
 * @param headers that answer's headers by lower-case name; none otherwise
 * @param body the beginning of that answer's body, perhaps empty; it may echo a secret
 */
public record WebSocketFailure(
        Throwable cause, OptionalInt httpStatus, Map<String, List<String>> headers, String body) {

    /** Copies the headers. */
    public WebSocketFailure {
        headers = Map.copyOf(headers);
    }

    /** A failure without an answer: nothing was reached, or an open connection broke or was aborted. */
    public static WebSocketFailure of(Throwable cause) {
        return new WebSocketFailure(cause, OptionalInt.empty(), Map.of(), "");
    }

    /** Shows nothing that the peer sent. */
    @Override
    public String toString() {
        return "WebSocketFailure[" + cause.getClass().getName() + ", HTTP status "
                + (httpStatus.isPresent() ? httpStatus.getAsInt() : "none") + "]";
    }
}
