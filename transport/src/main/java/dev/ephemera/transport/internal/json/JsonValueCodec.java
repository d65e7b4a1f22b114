package dev.ephemera.transport.internal.json;

import dev.ephemera.types.JsonValue;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads and writes JSON of any kind; numbers keep their digits, nulls stay. */
final class JsonValueCodec implements Codec<JsonValue> {

    static final JsonValueCodec INSTANCE = new JsonValueCodec();

    private JsonValueCodec() {}

    @Override
    public JsonValue read(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_NULL -> JsonValue.NULL;
            case VALUE_TRUE, VALUE_FALSE -> JsonValue.of(in.getBooleanValue());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonValue.of(in.getDecimalValue());
            case VALUE_STRING -> JsonValue.of(in.getString());
            case START_OBJECT -> JsonValue.of(JsonObjectCodec.INSTANCE.read(in));
            case START_ARRAY -> JsonValue.of(items(in));
            default -> throw Codec.unexpected(in, "a value");
        };
    }

    private List<JsonValue> items(JsonParser in) {
        List<JsonValue> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(in));
        }
        return items;
    }

    @Override
    public void write(JsonValue value, JsonGenerator out) {
        switch (value.kind()) {
            case NULL -> out.writeNull();
            case BOOLEAN -> out.writeBoolean(value.asBoolean());
            case NUMBER -> out.writeNumber(value.asNumber());
            case STRING -> out.writeString(value.asString());
            case OBJECT -> JsonObjectCodec.INSTANCE.write(value.asObject(), out);
            case ARRAY -> {
                out.writeStartArray();
                for (JsonValue item : value.asList()) {
                    write(item, out);
                }
                out.writeEndArray();
            }
        }
    }
}
