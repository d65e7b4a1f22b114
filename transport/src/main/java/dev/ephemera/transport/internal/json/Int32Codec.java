package dev.ephemera.transport.internal.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A 32-bit integer. */
final class Int32Codec implements Codec<Integer> {

    static final Int32Codec INSTANCE = new Int32Codec();

    private Int32Codec() {}

    @Override
    public Integer read(JsonParser in) {
        return Tokens.isNumber(in) ? in.getIntValue() : Integer.valueOf(Tokens.quoted(in, "a 32-bit integer"));
    }

    @Override
    public void write(Integer value, JsonGenerator out) {
        out.writeNumber(value);
    }
}
