package dev.ephemera.transport.internal;

import dev.ephemera.transport.NetworkException;
import org.jspecify.annotations.Nullable;

/** The call was cancelled, or its thread interrupted. */
final class CallCancelledException extends NetworkException {

    private static final long serialVersionUID = 1L;

    CallCancelledException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
