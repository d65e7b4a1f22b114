package dev.ephemera.live;

import dev.ephemera.transport.GeminiException;
import org.jspecify.annotations.Nullable;

/** A message was not accepted for sending and will not be sent; the session itself may live on. */
public final class LiveSendException extends GeminiException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message why it was not sent and what can be done
     * @param cause what was thrown below, if anything
     */
    public LiveSendException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
