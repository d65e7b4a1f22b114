package dev.ephemera.live;

import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.math.BigDecimal;
import java.util.List;

/**
 * The arguments of a call, by the names of the function's parameters. The model may leave out what is required and mistake types:
 * each method throws an {@link IllegalArgumentException} that says which argument is wrong and how, and that the model can read
 * when the handler lets it pass.
 *
 * <p>Immutable.
 */
public final class ToolArguments {

    private final JsonObject json;

    private ToolArguments(JsonObject json) {
        this.json = json;
    }

    /**
     * Views a JSON object.
     *
     * @param json the arguments
     * @return the same by type
     */
    public static ToolArguments of(JsonObject json) {
        return new ToolArguments(json);
    }

    /**
     * All of them as they came.
     *
     * @return the object
     */
    public JsonObject json() {
        return json;
    }

    /**
     * Tells whether the model gave an argument.
     *
     * @param name its name
     * @return false if it is missing or null
     */
    public boolean has(String name) {
        return json.get(name).filter(value -> !value.isNull()).isPresent();
    }

    /**
     * An argument that is a string.
     *
     * @param name its name
     * @return the string
     * @throws IllegalArgumentException if it is missing, null or no string
     */
    public String string(String name) {
        return value(name, JsonValue.Kind.STRING).asString();
    }

    /**
     * An argument that is true or false.
     *
     * @param name its name
     * @return the truth value
     * @throws IllegalArgumentException if it is missing, null or neither
     */
    public boolean bool(String name) {
        return value(name, JsonValue.Kind.BOOLEAN).asBoolean();
    }

    /**
     * An argument that is a number.
     *
     * @param name its name
     * @return the number with all its digits
     * @throws IllegalArgumentException if it is missing, null or no number
     */
    public BigDecimal number(String name) {
        return value(name, JsonValue.Kind.NUMBER).asNumber();
    }

    /**
     * An argument that is a whole number; {@code 3.0} is one.
     *
     * @param name its name
     * @return the number
     * @throws IllegalArgumentException if it is missing, null, not whole, or outside of 64 bits
     */
    public long integer(String name) {
        BigDecimal number = number(name);
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "The argument " + name + " is " + number + "; it must be a whole number of 64 bits.", e);
        }
    }

    /**
     * An argument that is a list.
     *
     * @param name its name
     * @return the elements, immutable
     * @throws IllegalArgumentException if it is missing, null or no list
     */
    public List<JsonValue> list(String name) {
        return value(name, JsonValue.Kind.ARRAY).asList();
    }

    /**
     * An argument that is an object.
     *
     * @param name its name
     * @return its members, read as these are
     * @throws IllegalArgumentException if it is missing, null or no object
     */
    public ToolArguments object(String name) {
        return of(value(name, JsonValue.Kind.OBJECT).asObject());
    }

    private JsonValue value(String name, JsonValue.Kind wanted) {
        JsonValue value = json.get(name).orElse(JsonValue.NULL);
        if (value.isNull()) {
            throw new IllegalArgumentException("The argument " + name + " is missing; given are: "
                    + (json.isEmpty() ? "none" : String.join(", ", json.names())) + ".");
        }
        if (value.kind() != wanted) {
            throw new IllegalArgumentException(
                    "The argument " + name + " is of kind " + value.kind() + "; it must be " + wanted + ".");
        }
        return value;
    }

    /** Shows the names only, for what a user said may be private. */
    @Override
    public String toString() {
        return "ToolArguments" + json.names();
    }
}
