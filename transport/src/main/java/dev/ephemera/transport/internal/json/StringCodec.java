package dev.ephemera.transport.internal.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A string. */
final class StringCodec implements Codec<String> {

    static final StringCodec INSTANCE = new StringCodec();

    private StringCodec() {}

    @Override
    public String read(JsonParser in) {
        return Tokens.text(in, "a string");
    }

    @Override
    public void write(String value, JsonGenerator out) {
        out.writeString(value);
    }
}
