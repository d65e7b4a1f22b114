package dev.ephemera.transport.internal;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.ByteBufferBackedInputStream;

/** The one JSON mapper: reads and writes the types; unknown fields and values never fail. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /**
     * Reads a value.
     *
     * @param utf8 JSON text
     * @param type the type to read
     * @throws JacksonException if it is no JSON or no such value
     */
    public static <T> T read(byte[] utf8, Class<T> type) {
        return MAPPER.readValue(utf8, type);
    }

    /**
     * Reads a value.
     *
     * @param utf8 JSON text
     * @param type the type to read
     * @throws JacksonException if it is no JSON or no such value
     */
    static Object read(byte[] utf8, Type type) {
        return MAPPER.readValue(utf8, MAPPER.constructType(type));
    }

    /**
     * Reads a value from where a buffer stands to its limit.
     *
     * @param utf8 JSON text
     * @param type the type to read
     * @throws JacksonException if it is no JSON or no such value
     */
    public static <T> T read(ByteBuffer utf8, Class<T> type) {
        return MAPPER.readValue(new ByteBufferBackedInputStream(utf8), type);
    }

    /**
     * Reads a value.
     *
     * @param text JSON text
     * @param type the type to read
     * @throws JacksonException if it is no JSON or no such value
     */
    public static <T> T read(String text, Class<T> type) {
        return MAPPER.readValue(text, type);
    }

    /** Writes a value as compact JSON. */
    public static byte[] writeBytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Writes a value as compact JSON. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
