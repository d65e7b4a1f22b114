package dev.ephemera.transport.internal.json;

import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A number with a point; what is none, as NaN, is a string. */
final class DoubleCodec implements Codec<Double> {

    static final DoubleCodec INSTANCE = new DoubleCodec();

    private DoubleCodec() {}

    @Override
    public Double read(JsonParser in) {
        return Tokens.isNumber(in) ? in.getDoubleValue() : ofText(Tokens.quoted(in, "a number"));
    }

    private static double ofText(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> new BigDecimal(text).doubleValue();
        };
    }

    @Override
    public void write(Double value, JsonGenerator out) {
        out.writeNumber(value);
    }
}
