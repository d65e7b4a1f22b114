package dev.ephemera.transport.internal.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What stands in one token. A number may stand in quotes, and a string without them. */
final class Tokens {

    private Tokens() {}

    static boolean isNumber(JsonParser in) {
        return in.currentToken() == JsonToken.VALUE_NUMBER_INT || in.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
    }

    /** Reads a string that stands in quotes. */
    static String quoted(JsonParser in, String wanted) {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw Codec.unexpected(in, wanted);
        }
        return in.getString();
    }

    /** Reads the text of a string, a number, true or false. */
    static String text(JsonParser in, String wanted) {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NULL || !token.isScalarValue()) {
            throw Codec.unexpected(in, wanted);
        }
        return in.getString();
    }
}
