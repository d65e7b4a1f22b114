package dev.ephemera.transport.internal.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A 64-bit integer: a decimal string, as ProtoJSON writes them. */
final class Int64Codec implements Codec<Long> {

    static final Int64Codec INSTANCE = new Int64Codec();

    private Int64Codec() {}

    @Override
    public Long read(JsonParser in) {
        return Tokens.isNumber(in) ? in.getLongValue() : Long.valueOf(Tokens.quoted(in, "a 64-bit integer"));
    }

    @Override
    public void write(Long value, JsonGenerator out) {
        out.writeString(value.toString());
    }
}
