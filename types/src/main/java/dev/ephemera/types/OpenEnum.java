package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A named constant of the API that may grow: a value that this version does not know is kept as it was sent and written
 * back unchanged.
 *
 * <p>Each subclass has its constants, {@code of(String)} for any other value, and {@code known()} for a {@code switch}.
 * Two instances of one subclass are equal when their values are.
 */
public abstract class OpenEnum {

    private final String value;

    OpenEnum(String value) {
        this.value = java.util.Objects.requireNonNull(value, "value");
    }

    /**
     * Returns the name on the wire.
     *
     * @return the value as it is sent
     */
    @JsonValue
    public final String value() {
        return value;
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // each subclass is final and a set of constants of its own
    public final boolean equals(@Nullable Object other) {
        return other != null && other.getClass() == getClass() && ((OpenEnum) other).value.equals(value);
    }

    @Override
    public final int hashCode() {
        return value.hashCode();
    }

    /** Returns the name on the wire. */
    @Override
    public final String toString() {
        return value;
    }
}
