package dev.ephemera.transport.internal.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads and writes one type, token by token. Thread-safe.
 *
 * @param <T> the type
 */
interface Codec<T> {

    /**
     * Reads a value.
     *
     * @param in stands at the value's first token, and is left at its last
     * @throws JacksonException if there is something else
     */
    T read(JsonParser in);

    /** Writes a value. */
    void write(T value, JsonGenerator out);

    /** Says what stands there instead; what it is must not be quoted, for it may be a secret. */
    static StreamReadException unexpected(JsonParser in, String wanted) {
        return new StreamReadException(in, "Expected " + wanted + ", not " + in.currentToken() + ".");
    }
}
