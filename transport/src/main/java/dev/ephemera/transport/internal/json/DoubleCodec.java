package dev.ephemera.transport.internal.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A number with a point; what is none, as NaN, is a string. */
final class DoubleCodec implements Codec<Double> {

    static final DoubleCodec INSTANCE = new DoubleCodec();

    private DoubleCodec() {}

    @Override
    public Double read(JsonParser in) {
        return Tokens.isNumber(in) ? in.getDoubleValue() : Double.valueOf(Tokens.quoted(in, "a number"));
    }

    @Override
    public void write(Double value, JsonGenerator out) {
        out.writeNumber(value);
    }
}
