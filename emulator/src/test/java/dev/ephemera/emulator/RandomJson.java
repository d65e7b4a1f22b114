package dev.ephemera.emulator;

import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.List;
import java.util.Random;

/** Makes messages up: good ones by the description, and ones with something wrong somewhere. */
public final class RandomJson {

    private static final List<String> ODD = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1.5",
            "1e400",
            "-1e-400",
            "99999999999999999999",
            "\"\"",
            "\"x\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"-_=\"",
            "[]",
            "[[]]",
            "{}",
            "{\"\":null}",
            "[1,\"a\",{}]",
            "nul",
            "{",
            "]",
            "\"",
            "");

    private final Random random;

    public RandomJson(Random random) {
        this.random = random;
    }

    /**
     * Makes a message of a type.
     *
     * @param good whether nothing is wrong with it
     */
    public String message(String type, boolean good) {
        return message(Descriptors.message(type), good, 5);
    }

    private String message(MessageDescriptor type, boolean good, int depth) {
        StringBuilder json = new StringBuilder("{");
        List<FieldDescriptor> fields = type.fields();
        int members = fields.isEmpty() ? 0 : random.nextInt(Math.min(4, fields.size()) + 1);
        for (int i = 0; i < members; i++) {
            FieldDescriptor field = fields.get(random.nextInt(fields.size()));
            String name = random.nextBoolean() ? field.jsonName() : field.snakeName();
            if (!good && random.nextInt(12) == 0) {
                name = name + random.nextInt(3);
            }
            json.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(name)
                    .append("\":")
                    .append(value(field, good, depth));
        }
        return json.append('}').toString();
    }

    private String value(FieldDescriptor field, boolean good, int depth) {
        if (!good && random.nextInt(10) == 0) {
            return ODD.get(random.nextInt(ODD.size()));
        }
        if (depth == 0 || random.nextInt(12) == 0) {
            return "null";
        }
        String single = single(field, good, depth - 1);
        return switch (field.cardinality()) {
            case SINGLE -> single;
            case LIST -> "[" + single + "]";
            case MAP -> "{\"k\":" + single + "}";
        };
    }

    private String single(FieldDescriptor field, boolean good, int depth) {
        return switch (field.kind()) {
            case MESSAGE -> message(field.message().orElseThrow(), good, depth);
            case ENUM -> {
                List<String> values = field.enumeration().orElseThrow().values();
                yield random.nextInt(5) == 0 ? "1" : "\"" + values.get(random.nextInt(values.size())) + "\"";
            }
            case STRING, FIELD_MASK -> pick("\"models/m\"", "\"model\"", "\"audio/pcm\"", "\"é…\"");
            case BOOL -> pick("true", "false");
            case INT32 -> pick("0", "-1", "40.0", "\"7\"", "2147483647");
            case INT64 -> pick("0", "\"9223372036854775807\"", "1e3");
            case FLOAT, DOUBLE -> pick("0", "0.5", "\"1.5\"", "\"NaN\"");
            case BYTES -> pick("\"\"", "\"AAAA\"", "\"__4A\"", "\"AA\"");
            case TIMESTAMP -> pick("\"2030-01-01T00:00:00Z\"", "\"2030-01-01T02:00:00.5+02:00\"");
            case DURATION -> pick("\"1s\"", "\"0.000000001s\"");
            case STRUCT -> pick("{}", "{\"a\":[1,null]}");
            case ANY -> pick("null", "[]", "{\"a\":1}", "\"x\"");
        };
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }
}
