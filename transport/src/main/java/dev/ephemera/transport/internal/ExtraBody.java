package dev.ephemera.transport.internal;

import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts members into a body that the description does not know, beside and inside the known ones. Pure. */
public final class ExtraBody {

    private ExtraBody() {}

    /**
     * Merges.
     *
     * @param body one of the types
     * @param message its descriptor
     * @param extra the members
     * @return the JSON of both
     * @throws IllegalArgumentException if a member is known: the config sets those, and a lock must not be undone
     */
    public static JsonObject merge(Object body, MessageDescriptor message, JsonObject extra) {
        return merge(Json.read(Json.writeBytes(body), JsonObject.class), extra, message, "");
    }

    private static JsonObject merge(JsonObject body, JsonObject extra, MessageDescriptor message, String path) {
        Map<String, JsonValue> merged = new LinkedHashMap<>(body.asMap());
        extra.asMap().forEach((name, value) -> {
            FieldDescriptor known = message.field(name).orElse(null);
            if (known == null) {
                merged.put(name, value);
                return;
            }
            boolean inside = known.kind() == FieldDescriptor.Kind.MESSAGE
                    && known.cardinality() == FieldDescriptor.Cardinality.SINGLE
                    && value.kind() == JsonValue.Kind.OBJECT;
            if (!inside) {
                throw new IllegalArgumentException(
                        "extraBody cannot set " + path + name + ", which this version knows; set it in the config.");
            }
            JsonValue before = merged.get(known.jsonName()); // of the body, or of the same member in its other spelling
            JsonObject inner = before == null ? JsonObject.empty() : before.asObject();
            merged.put(
                    known.jsonName(),
                    JsonValue.of(merge(
                            inner, value.asObject(), known.message().orElseThrow(), path + known.jsonName() + ".")));
        });
        return JsonObject.of(merged);
    }
}
