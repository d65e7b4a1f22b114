package dev.ephemera.transport.internal;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the types; unknown fields and values never fail. */
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
     * @param text JSON text
     * @param type the type to read
     * @throws JacksonException if it is no JSON or no such value
     */
    public static <T> T read(String text, Class<T> type) {
        return read(text.getBytes(StandardCharsets.UTF_8), type);
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
