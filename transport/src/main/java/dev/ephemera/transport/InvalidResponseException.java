package dev.ephemera.transport;

import org.jspecify.annotations.Nullable;

/**
 * The service said that all is well, but its answer cannot be used: it is empty, no JSON, cut short, too long, or lacks what it
 * must have. Often a proxy has answered in its place.
 */
public final class InvalidResponseException extends GeminiException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what was wrong with the answer
     * @param cause what was thrown below, if anything
     */
    public InvalidResponseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
