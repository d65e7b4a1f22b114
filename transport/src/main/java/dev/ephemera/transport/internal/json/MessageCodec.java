package dev.ephemera.transport.internal.json;

import dev.ephemera.types.JsonValue;
import dev.ephemera.types.UnknownFields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads and writes a message; fields that these types do not know are kept.
 *
 * @param <T> the message
 * @param <B> its builder
 */
abstract class MessageCodec<T, B> implements Codec<T> {

    abstract B start();

    /**
     * Gives a field to the builder.
     *
     * @param in stands at the field's first token, and is left at its last
     * @return false if there is no such field
     */
    abstract boolean read(String name, JsonParser in, B value);

    abstract T build(B value, UnknownFields unknownFields);

    abstract void writeFields(T value, JsonGenerator out);

    abstract UnknownFields unknownFields(T value);

    /** Reads a bare string, which stands for some messages. */
    T ofText(String text, JsonParser in) {
        throw Codec.unexpected(in, "an object");
    }

    @Override
    public final T read(JsonParser in) {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return ofText(in.getString(), in);
        }
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw Codec.unexpected(in, "an object");
        }
        B value = start();
        Map<String, JsonValue> unknown = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            if (!read(name, in, value)) {
                unknown = with(unknown, name, JsonValueCodec.INSTANCE.read(in));
            }
        }
        return build(value, unknown == null ? UnknownFields.none() : UnknownFields.of(unknown));
    }

    private static Map<String, JsonValue> with(@Nullable Map<String, JsonValue> fields, String name, JsonValue value) {
        Map<String, JsonValue> all = fields == null ? new LinkedHashMap<>() : fields;
        all.put(name, value);
        return all;
    }

    @Override
    public final void write(T value, JsonGenerator out) {
        out.writeStartObject();
        writeFields(value, out);
        if (!unknownFields(value).isEmpty()) {
            JsonObjectCodec.writeMembers(unknownFields(value).asMap(), out);
        }
        out.writeEndObject();
    }
}
