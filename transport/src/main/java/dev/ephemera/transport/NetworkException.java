package dev.ephemera.transport;

import org.jspecify.annotations.Nullable;

/** No answer came: the host is unknown, the connection was refused or broke, or TLS failed. */
public class NetworkException extends GeminiException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what failed and what can be done
     * @param cause what was thrown below, if anything
     */
    public NetworkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
