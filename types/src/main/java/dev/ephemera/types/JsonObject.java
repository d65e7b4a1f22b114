package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON object that keeps the order of its members.
 *
 * <p>Two objects are equal when they have equal members, in any order. Instances may be shared between threads.
 */
public final class JsonObject {

    private static final JsonObject EMPTY = new JsonObject(Map.of());

    private final Map<String, JsonValue> members;

    private JsonObject(Map<String, JsonValue> members) {
        this.members = members;
    }

    /**
     * Returns the object without members.
     *
     * @return {@code {}}
     */
    public static JsonObject empty() {
        return EMPTY;
    }

    /**
     * Copies a map of plain Java values, as {@link JsonValue#of(Object)} takes them.
     *
     * @param members string keys and plain values, nested as deep as wanted
     * @return the immutable object
     * @throws IllegalArgumentException if a key is no string or a value has no JSON form
     */
    public static JsonObject of(Map<?, ?> members) {
        if (members.isEmpty()) {
            return EMPTY;
        }
        Map<String, JsonValue> copy = new LinkedHashMap<>();
        members.forEach((name, value) -> copy.put(memberName(name), JsonValue.of(value)));
        return new JsonObject(Collections.unmodifiableMap(copy));
    }

    private static String memberName(@Nullable Object name) {
        if (name instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("The name of a JSON member is a String, not "
                + (name == null ? "null" : "a " + name.getClass().getName()) + ".");
    }

    /**
     * Looks a member up.
     *
     * @param name the member's name
     * @return its value, {@link JsonValue#NULL} where null was written; empty if there is no such member
     */
    public Optional<JsonValue> get(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /**
     * Returns the names of the members, in their order.
     *
     * @return an immutable set
     */
    public Set<String> names() {
        return members.keySet();
    }

    /**
     * Tells whether there are no members.
     *
     * @return true for {@code {}}
     */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /**
     * Views the members as a map.
     *
     * @return an immutable map in the members' order
     */
    public Map<String, JsonValue> asMap() {
        return members;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static JsonObject ofWire(Map<String, @Nullable JsonValue> members) {
        return of(members);
    }

    @com.fasterxml.jackson.annotation.JsonValue
    private Map<String, JsonValue> onWire() {
        return members;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject object && members.equals(object.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /** Returns the JSON text, on one line. */
    @Override
    public String toString() {
        return JsonText.of(this);
    }
}
