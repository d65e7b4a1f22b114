package dev.ephemera.transport.internal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of a message: one value, a list of them, or a map. A null is read as absent. Pure. */
final class Members {

    private Members() {}

    static <T> void single(JsonGenerator out, String name, T value, Codec<T> codec) {
        out.writeName(name);
        codec.write(value, out);
    }

    static <T> void list(JsonGenerator out, String name, List<T> values, Codec<T> codec) {
        out.writeName(name);
        out.writeStartArray();
        for (T value : values) {
            codec.write(value, out);
        }
        out.writeEndArray();
    }

    static <T> void map(JsonGenerator out, String name, Map<String, T> values, Codec<T> codec) {
        out.writeName(name);
        out.writeStartObject();
        for (Map.Entry<String, T> entry : values.entrySet()) {
            single(out, entry.getKey(), entry.getValue(), codec);
        }
        out.writeEndObject();
    }

    static <T> Optional<T> single(JsonParser in, Codec<T> codec) {
        return isNull(in) ? Optional.empty() : Optional.of(codec.read(in));
    }

    static <T> Optional<List<T>> list(JsonParser in, Codec<T> codec) {
        if (isNull(in)) {
            return Optional.empty();
        }
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw Codec.unexpected(in, "a list");
        }
        List<T> values = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            values.add(codec.read(in));
        }
        return Optional.of(values);
    }

    static <T> Optional<Map<String, T>> map(JsonParser in, Codec<T> codec) {
        if (isNull(in)) {
            return Optional.empty();
        }
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw Codec.unexpected(in, "a map");
        }
        Map<String, T> values = new LinkedHashMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            values.put(name, codec.read(in));
        }
        return Optional.of(values);
    }

    private static boolean isNull(JsonParser in) {
        return in.currentToken() == JsonToken.VALUE_NULL;
    }
}
