package dev.ephemera.transport;

import org.jspecify.annotations.Nullable;

/**
 * The call was given up on this side: its future was cancelled, its thread interrupted, or its client closed. Whether the service
 * acted on it is not known; there is no reason to try again.
 */
public final class CallCancelledException extends GeminiException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what was given up
     * @param cause what was thrown below, if anything
     */
    public CallCancelledException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
