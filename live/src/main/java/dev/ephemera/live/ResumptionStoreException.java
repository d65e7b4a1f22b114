package dev.ephemera.live;

import dev.ephemera.transport.GeminiException;
import org.jspecify.annotations.Nullable;

/** A {@link ResumptionStore} could not keep, read or remove a resumption. The message tells where, and nothing of the content. */
public final class ResumptionStoreException extends GeminiException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception, for stores.
     *
     * @param message what failed, where, and what can be done; without the handle
     * @param cause what was thrown below, if anything; without the handle
     */
    public ResumptionStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
