package dev.ephemera.transport.internal.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** True or false. */
final class BoolCodec implements Codec<Boolean> {

    static final BoolCodec INSTANCE = new BoolCodec();

    private BoolCodec() {}

    @Override
    public Boolean read(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> in.getIntValue() != 0;
            case VALUE_STRING -> ofText(in);
            default -> throw unexpected(in);
        };
    }

    private static boolean ofText(JsonParser in) {
        return switch (in.getString().strip()) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> throw unexpected(in);
        };
    }

    private static JacksonException unexpected(JsonParser in) {
        return Codec.unexpected(in, "true or false");
    }

    @Override
    public void write(Boolean value, JsonGenerator out) {
        out.writeBoolean(value);
    }
}
