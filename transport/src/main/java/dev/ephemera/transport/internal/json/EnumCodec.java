package dev.ephemera.transport.internal.json;

import dev.ephemera.types.OpenEnum;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads and writes a constant by its name, known or not. */
abstract class EnumCodec<T extends OpenEnum> implements Codec<T> {

    abstract T of(String value);

    @Override
    public final T read(JsonParser in) {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw Codec.unexpected(in, "the name of a constant");
        }
        return of(in.getString());
    }

    @Override
    public final void write(T value, JsonGenerator out) {
        out.writeString(value.value());
    }
}
