package dev.ephemera.transport;

import org.jspecify.annotations.Nullable;

/** The call did not end within its timeout; whether the service acted on it is not known. */
public final class RequestTimeoutException extends NetworkException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what was asked and how long it was waited for
     * @param cause what was thrown below, if anything
     */
    public RequestTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
