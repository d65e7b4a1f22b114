package dev.ephemera.emulator.internal.protojson;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Takes out of messages what must not be shown: what the description marks as secret, and long media. Pure. */
public final class Redaction {

    private static final StringNode SECRET = StringNode.valueOf("(secret)");
    private static final String TOKEN = "auth_tokens/";
    private static final int LONGEST_MEDIA = 64;

    private Redaction() {}

    /**
     * Makes a copy that can be shown.
     *
     * @param typeName the message's name in the descriptor
     * @param message the message; names in either spelling, and names that nobody knows
     */
    public static JsonNode of(String typeName, JsonNode message) {
        return any(message, Optional.of(Descriptors.message(typeName)));
    }

    private static JsonNode any(JsonNode value, Optional<MessageDescriptor> type) {
        if (value.isObject()) {
            ObjectNode copy = Json.object();
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                Optional<FieldDescriptor> field = type.flatMap(known -> known.field(member.getKey()));
                copy.set(member.getKey(), member(member.getValue(), field));
            }
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = Json.object().arrayNode(value.size());
            value.forEach(item -> copy.add(any(item, type)));
            return copy;
        }
        return value.isString() && value.stringValue().startsWith(TOKEN) ? SECRET : value;
    }

    private static JsonNode member(JsonNode value, Optional<FieldDescriptor> field) {
        if (field.filter(FieldDescriptor::secret).isPresent()) {
            return SECRET;
        }
        boolean bytes = field.filter(known -> known.kind() == Kind.BYTES).isPresent();
        if (bytes && value.isString() && value.stringValue().length() > LONGEST_MEDIA) {
            return StringNode.valueOf("(" + value.stringValue().length() + " characters of base64)");
        }
        return any(value, field.flatMap(FieldDescriptor::message));
    }
}
