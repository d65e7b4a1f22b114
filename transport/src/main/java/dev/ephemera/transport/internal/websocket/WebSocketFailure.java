package dev.ephemera.transport.internal.websocket;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Why a WebSocket could not be opened or broke. */
public final class WebSocketFailure {

    private final Throwable cause;
    private final @Nullable Integer httpStatus;
    private final String body;

    /**
     * Describes a failure.
     *
     * @param cause what was thrown
     * @param httpStatus the status, if the server answered the handshake with something else than 101
     * @param body the beginning of that answer's body, perhaps empty; it may echo a secret
     */
    public WebSocketFailure(Throwable cause, @Nullable Integer httpStatus, String body) {
        this.cause = cause;
        this.httpStatus = httpStatus;
        this.body = body;
    }

    /** What was thrown. */
    public Throwable cause() {
        return cause;
    }

    /** The status of a refused handshake. */
    public OptionalInt httpStatus() {
        return httpStatus == null ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /** The beginning of the body of a refused handshake; it may echo a secret. */
    public String body() {
        return body;
    }
}
