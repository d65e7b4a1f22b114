package dev.ephemera.transport.internal.json;

import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads and writes a JSON object of any members. */
final class JsonObjectCodec implements Codec<JsonObject> {

    static final JsonObjectCodec INSTANCE = new JsonObjectCodec();

    private JsonObjectCodec() {}

    @Override
    public JsonObject read(JsonParser in) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw Codec.unexpected(in, "an object");
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            members.put(name, JsonValueCodec.INSTANCE.read(in));
        }
        return JsonObject.of(members);
    }

    @Override
    public void write(JsonObject value, JsonGenerator out) {
        out.writeStartObject();
        writeMembers(value.asMap(), out);
        out.writeEndObject();
    }

    static void writeMembers(Map<String, JsonValue> members, JsonGenerator out) {
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            Members.single(out, member.getKey(), member.getValue(), JsonValueCodec.INSTANCE);
        }
    }
}
