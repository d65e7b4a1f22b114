package dev.ephemera.transport.internal;

import java.lang.reflect.Type;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.filter.FilteringGeneratorDelegate;
import tools.jackson.core.filter.TokenFilter;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

/** The one JSON mapper: reads and writes the types; unknown fields and values never fail. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What a filter throws comes out as it is. */
    private static final ObjectWriter SHOWING = MAPPER.writer().without(SerializationFeature.WRAP_EXCEPTIONS);

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

    /** Makes ready what reads one type. */
    static ObjectReader reader(Type type) {
        return MAPPER.readerFor(MAPPER.constructType(type));
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

    /** Shows a filter a value as it would be written; nothing is. */
    static void show(Object value, TokenFilter filter) {
        try (JsonGenerator nowhere = new FilteringGeneratorDelegate(
                TokenBuffer.forGeneration(), filter, TokenFilter.Inclusion.ONLY_INCLUDE_ALL, true)) {
            SHOWING.writeValue(nowhere, value);
        }
    }

    /** Writes a value as compact JSON. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
