package dev.ephemera.types;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message that this version of the types does not know, kept as they were read.
 *
 * <p>A newer service may send them; reading never fails on them and writing puts them back. {@link #toString()} shows
 * their names only, for their values may be anything, a secret too.
 */
public final class UnknownFields {

    private static final UnknownFields NONE = new UnknownFields(JsonObject.empty());

    private final JsonObject fields;

    private UnknownFields(JsonObject fields) {
        this.fields = fields;
    }

    /**
     * Returns no fields at all, the usual case.
     *
     * @return the empty instance
     */
    public static UnknownFields none() {
        return NONE;
    }

    /**
     * Takes the fields of a map.
     *
     * @param fields names and values, as {@link JsonValue#of(Object)} takes them
     * @return the fields
     * @throws IllegalArgumentException if a value has no JSON form
     */
    public static UnknownFields of(Map<String, ?> fields) {
        return fields.isEmpty() ? NONE : new UnknownFields(JsonObject.of(fields));
    }

    /** Adds one that was read to those before it, which are usually none. */
    static Map<String, JsonValue> gathered(
            @Nullable Map<String, JsonValue> fields, String name, @Nullable JsonValue value) {
        Map<String, JsonValue> all = fields == null ? new LinkedHashMap<>() : fields;
        all.put(name, JsonValue.of(value));
        return all;
    }

    static UnknownFields ofWire(@Nullable Map<String, JsonValue> fields) {
        return fields == null ? NONE : of(fields);
    }

    /**
     * Tells whether every field was known.
     *
     * @return true if there are none
     */
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /**
     * Returns the names, in the order in which they were read.
     *
     * @return an immutable set
     */
    public Set<String> names() {
        return fields.names();
    }

    /**
     * Looks a field up.
     *
     * @param name the name in JSON
     * @return its value, empty if there is no such field
     */
    public Optional<JsonValue> get(String name) {
        return fields.get(name);
    }

    /**
     * Views the fields as a map.
     *
     * @return an immutable map
     */
    public Map<String, JsonValue> asMap() {
        return fields.asMap();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UnknownFields unknown && fields.equals(unknown.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** Shows the names only. */
    @Override
    public String toString() {
        return names().toString();
    }
}
