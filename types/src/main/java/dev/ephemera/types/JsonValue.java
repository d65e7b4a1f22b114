package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON value of any kind: what a field holds that the description leaves open, such as the arguments of a
 * function call or a JSON Schema.
 *
 * <p>Numbers keep every digit and exponent that was written ({@code 0.10}, {@code 1e400}), nulls stay, and members keep
 * their order. Two values are equal when they are the same JSON, in which the order of members does not count; numbers
 * compare with their scale, so {@code 1.0} and {@code 1.00} differ.
 *
 * <p>Instances may be shared between threads.
 */
public final class JsonValue {

    /** The six kinds of JSON value. */
    public enum Kind {
        /** {@code null}. */
        NULL,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** A number. */
        NUMBER,
        /** A string. */
        STRING,
        /** An array. */
        ARRAY,
        /** An object. */
        OBJECT
    }

    /** The JSON null. */
    public static final JsonValue NULL = new JsonValue(Kind.NULL, null);

    private final Kind kind;
    private final @Nullable Object content;

    private JsonValue(Kind kind, @Nullable Object content) {
        this.kind = kind;
        this.content = content;
    }

    /**
     * Takes a plain Java value: a {@link String} (or other {@link CharSequence}), {@link Boolean}, {@link Number},
     * {@link Map} with string keys, {@link Iterable}, array of objects, {@link Enum} (its name), {@link JsonObject},
     * {@link JsonValue} or null, nested as deep as wanted.
     *
     * @param value the value to copy
     * @return the immutable JSON value
     * @throws IllegalArgumentException if something in it has no JSON form, as NaN or a map key that is no string; the
     *     message names its class
     */
    public static JsonValue of(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof JsonValue json) {
            return json;
        }
        if (value instanceof JsonObject object) {
            return new JsonValue(Kind.OBJECT, object);
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return new JsonValue(Kind.STRING, value.toString());
        }
        if (value instanceof OpenEnum constant) {
            return new JsonValue(Kind.STRING, constant.value());
        }
        if (value instanceof Enum<?> constant) {
            return new JsonValue(Kind.STRING, constant.name());
        }
        if (value instanceof Boolean) {
            return new JsonValue(Kind.BOOLEAN, value);
        }
        if (value instanceof Number number) {
            return new JsonValue(Kind.NUMBER, decimal(number));
        }
        if (value instanceof Map<?, ?> map) {
            return new JsonValue(Kind.OBJECT, JsonObject.of(map));
        }
        if (value instanceof Iterable<?> items) {
            return array(items);
        }
        if (value instanceof Object[] items) {
            return array(java.util.Arrays.asList(items));
        }
        throw new IllegalArgumentException("No JSON form for a "
                + value.getClass().getName() + ": give a String, Boolean, Number, Map, Iterable or null.");
    }

    /**
     * Tells which kind of JSON this is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Tells whether this is the JSON null.
     *
     * @return true for null
     */
    public boolean isNull() {
        return kind == Kind.NULL;
    }

    /**
     * Returns the string.
     *
     * @return the string, unquoted
     * @throws IllegalStateException if this is no string
     */
    public String asString() {
        return as(Kind.STRING, String.class);
    }

    /**
     * Returns the truth value.
     *
     * @return true or false
     * @throws IllegalStateException if this is no boolean
     */
    public boolean asBoolean() {
        return as(Kind.BOOLEAN, Boolean.class);
    }

    /**
     * Returns the number with all its digits.
     *
     * <p>An exponent may be huge ({@code 1e400}): check {@link BigDecimal#scale()} before expanding it.
     *
     * @return the number
     * @throws IllegalStateException if this is no number
     */
    public BigDecimal asNumber() {
        return as(Kind.NUMBER, BigDecimal.class);
    }

    /**
     * Returns the elements.
     *
     * @return an immutable list
     * @throws IllegalStateException if this is no array
     */
    @SuppressWarnings("unchecked")
    public List<JsonValue> asList() {
        return as(Kind.ARRAY, List.class);
    }

    /**
     * Returns the members.
     *
     * @return the object
     * @throws IllegalStateException if this is no object
     */
    public JsonObject asObject() {
        return as(Kind.OBJECT, JsonObject.class);
    }

    private <T> T as(Kind wanted, Class<T> type) {
        if (kind != wanted) {
            throw new IllegalStateException("This JSON value is of kind " + kind + ", not " + wanted + ".");
        }
        return type.cast(Objects.requireNonNull(content));
    }

    private static JsonValue array(Iterable<?> items) {
        List<JsonValue> values = new ArrayList<>();
        items.forEach(item -> values.add(of(item)));
        return new JsonValue(Kind.ARRAY, Collections.unmodifiableList(values));
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("JSON has no number " + number + ".", e);
        }
    }

    // How Jackson 2 and 3 build a value with annotations alone. A plain mapper makes a double of any
    // decimal and so loses 1e400. Only the reader for BigDecimal keeps the digits, and it is reached
    // through a delegate, which objects and numbers share: hence ObjectOrNumber.

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static JsonValue ofWire(String text) {
        return of(text);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static JsonValue ofWire(boolean truth) {
        return of(truth);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static JsonValue ofWire(List<JsonValue> items) {
        return array(items);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static JsonValue ofWire(ObjectOrNumber other) {
        return other.value();
    }

    @com.fasterxml.jackson.annotation.JsonValue
    private @Nullable Object onWire() {
        return content;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonValue value && kind == value.kind && Objects.equals(content, value.content);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(content);
    }

    /** Returns the JSON text, on one line. */
    @Override
    public String toString() {
        return JsonText.of(this);
    }

    private static final class ObjectOrNumber {

        /**
         * Names the parameter that the creator of an object must have; a member of that name is read like any other,
         * but for a null.
         */
        private static final String NO_MEMBER = "\0no member";

        private final Deque<Map.Entry<String, JsonValue>> membersFromTheLast = new ArrayDeque<>();
        private final @Nullable JsonValue number;

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        private ObjectOrNumber(@JsonProperty(NO_MEMBER) @Nullable JsonValue member) {
            number = null;
            if (member != null) {
                addMember(NO_MEMBER, member);
            }
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        private ObjectOrNumber(
                @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<BigDecimal> only) {
            number = of(only.get(0));
        }

        /** Both majors hand over what they held back for the creator from the last to the first. */
        @JsonAnySetter
        private void addMember(String name, @Nullable JsonValue value) {
            membersFromTheLast.addFirst(Map.entry(name, of(value)));
        }

        private JsonValue value() {
            if (number != null) {
                return number;
            }
            Map<String, JsonValue> members = new LinkedHashMap<>();
            membersFromTheLast.forEach(member -> members.put(member.getKey(), member.getValue()));
            return of(members);
        }
    }
}
