package dev.ephemera.transport;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The root of everything that Ephemera raises when a call or a session fails. Its messages never hold a secret. */
public class GeminiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what failed and what can be done
     * @param cause what was thrown below, if anything
     */
    public GeminiException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Tells what failed and what can be done.
     *
     * @return the message, never null
     */
    @Override
    public final String getMessage() {
        return Objects.requireNonNull(super.getMessage(), "message");
    }
}
