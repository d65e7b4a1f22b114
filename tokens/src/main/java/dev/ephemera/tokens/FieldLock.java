package dev.ephemera.tokens;

import dev.ephemera.tokens.internal.ShownValue;
import dev.ephemera.types.JsonValue;
import java.util.Optional;

/**
 * What a token does to one field of the setup.
 *
 * @param path where the field stands in the setup: one or two names in camelCase, such as {@code generationConfig.temperature}
 * @param reason why it is locked, or is not
 * @param forced the value that every session has, as it goes to the wire; empty for a field that is free, and for one that is
 *     locked to the service's default. It may hold a secret, such as a resumption handle
 */
public record FieldLock(String path, LockReason reason, Optional<JsonValue> forced) {

    /**
     * Tells whether a client's value is ignored.
     *
     * @return true if it is
     */
    public boolean locked() {
        return reason.locks();
    }

    /**
     * Tells whether the field keeps the service's default, whatever the client sends.
     *
     * @return true if it is locked and no value is forced
     */
    public boolean lockedToDefault() {
        return locked() && forced.isEmpty();
    }

    /** Shows the field without secrets, long values cut. */
    @Override
    public String toString() {
        return path + ": " + ShownValue.of(this) + " (" + reason.text() + ")";
    }
}
