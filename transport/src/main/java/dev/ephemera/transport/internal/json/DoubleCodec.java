package dev.ephemera.transport.internal.json;

import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A number with a point; what is none, as NaN, is a string. */
final class DoubleCodec implements Codec<Double> {

    static final DoubleCodec INSTANCE = new DoubleCodec();

    /** As long as a number without quotes may be; what is longer takes time that grows with the square. */
    private static final int LONGEST = 1_000;

    private DoubleCodec() {}

    @Override
    public Double read(JsonParser in) {
        return Tokens.isNumber(in) ? in.getDoubleValue() : ofText(in, Tokens.quoted(in, "a number"));
    }

    private static double ofText(JsonParser in, String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (text.length() > LONGEST) {
                    throw Codec.unexpected(in, "a number of at most " + LONGEST + " characters");
                }
                yield new BigDecimal(text).doubleValue();
            }
        };
    }

    @Override
    public void write(Double value, JsonGenerator out) {
        out.writeNumber(value);
    }
}
