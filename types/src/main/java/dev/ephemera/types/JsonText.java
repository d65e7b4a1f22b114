package dev.ephemera.types;

import java.util.Map;

/** Writes JSON values as text for {@code toString}; mappers and codecs do the real writing. */
final class JsonText {

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String of(JsonValue value) {
        JsonText text = new JsonText();
        text.write(value);
        return text.out.toString();
    }

    static String of(JsonObject object) {
        JsonText text = new JsonText();
        text.write(object);
        return text.out.toString();
    }

    private void write(JsonValue value) {
        switch (value.kind()) {
            case NULL -> out.append("null");
            case BOOLEAN -> out.append(value.asBoolean());
            case NUMBER -> out.append(value.asNumber());
            case STRING -> quote(value.asString());
            case OBJECT -> write(value.asObject());
            case ARRAY -> {
                out.append('[');
                String separator = "";
                for (JsonValue item : value.asList()) {
                    out.append(separator);
                    write(item);
                    separator = ",";
                }
                out.append(']');
            }
        }
    }

    private void write(JsonObject object) {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonValue> member : object.asMap().entrySet()) {
            out.append(separator);
            quote(member.getKey());
            out.append(':');
            write(member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void quote(String string) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
