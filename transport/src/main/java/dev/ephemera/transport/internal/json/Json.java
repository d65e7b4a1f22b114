package dev.ephemera.transport.internal.json;

import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.OpenEnum;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * Reads and writes the types, {@link JsonObject} and {@link JsonValue}; unknown fields and constants never fail. What a mapper would make
 * of their annotations, without the mapper: that is two megabytes of reflection, which nobody needs who only sends them.
 */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private static final Map<Class<?>, Codec<?>> CODECS = new ConcurrentHashMap<>();

    private Json() {}

    /**
     * Reads a value.
     *
     * @param utf8 JSON text
     * @param type the type to read
     * @throws JacksonException if it is no JSON or no such value; the JSON null is none
     */
    public static <T> T read(byte[] utf8, Class<T> type) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
            return all(in, type);
        }
    }

    /**
     * Reads a value.
     *
     * @param text JSON text
     * @param type the type to read
     * @throws JacksonException if it is no JSON or no such value; the JSON null is none
     */
    public static <T> T read(String text, Class<T> type) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return all(in, type);
        }
    }

    private static <T> T all(JsonParser in, Class<T> type) {
        if (in.nextToken() == null) {
            throw new StreamReadException(in, "There is no JSON.");
        }
        T value = value(in, type);
        if (in.nextToken() != null) {
            throw new StreamReadException(in, "Something follows the value.");
        }
        return value;
    }

    private static <T> T value(JsonParser in, Class<T> type) {
        Codec<?> codec = codec(type);
        try {
            return type.cast(codec.read(in));
        } catch (JacksonException e) {
            throw e;
        } catch (RuntimeException e) {
            // Of the type: a time that is none, a missing field. Not kept, for it may quote the value.
            throw new StreamReadException(
                    in,
                    "This is no " + type.getSimpleName() + ": " + e.getClass().getSimpleName() + " before here.");
        }
    }

    /** Writes a value as compact JSON. */
    public static byte[] writeBytes(Object value) {
        // As databind does: an array that grows is copied again and again.
        BufferRecycler blocks = FACTORY._getBufferRecycler();
        try (ByteArrayBuilder utf8 = new ByteArrayBuilder(blocks)) {
            try (JsonGenerator out = generator(utf8)) {
                write(value, out);
            }
            return utf8.getClearAndRelease();
        } finally {
            blocks.releaseToPool();
        }
    }

    /** Writes a value as compact JSON. */
    public static String write(Object value) {
        return new String(writeBytes(value), StandardCharsets.UTF_8);
    }

    /** Makes a generator of compact JSON. */
    static JsonGenerator generator(OutputStream utf8) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), utf8);
    }

    /** Writes a value among others. */
    @SuppressWarnings("unchecked") // a value's codec is that of its type
    static void write(Object value, JsonGenerator out) {
        ((Codec<Object>) codec(value.getClass())).write(value, out);
    }

    private static Codec<?> codec(Class<?> type) {
        Codec<?> known = CODECS.get(type);
        if (known != null) {
            return known;
        }
        Codec<?> found = find(type);
        CODECS.put(type, found);
        return found;
    }

    private static Codec<?> find(Class<?> type) {
        if (type.isInterface()) {
            return Codecs.of(type.getSimpleName());
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (implemented.getPackage().equals(JsonObject.class.getPackage())) {
                return Codecs.of(implemented.getSimpleName());
            }
        }
        if (type == JsonObject.class) {
            return JsonObjectCodec.INSTANCE;
        }
        if (type == JsonValue.class) {
            return JsonValueCodec.INSTANCE;
        }
        if (OpenEnum.class.isAssignableFrom(type)) {
            return Codecs.of(type.getSimpleName());
        }
        throw new IllegalArgumentException(type.getName() + " is none of the types that are read and written here.");
    }
}
