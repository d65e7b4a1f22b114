package dev.ephemera.emulator.internal.record;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Makes expectations of what the client sends: the same, but media by their length, and no secrets. */
final class ClientSide {

    private static final int LONGEST_MEDIA = 64;

    private final Placeholders placeholders;

    ClientSide(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /**
     * Makes one.
     *
     * @param message a message, normalised if it can be
     */
    ObjectNode expectation(JsonNode message) {
        return message.isObject()
                ? (ObjectNode) any(message, Optional.of(Descriptors.message("LiveClientMessage")))
                : anything();
    }

    private static ObjectNode anything() {
        return Json.object().put("$any", true);
    }

    private JsonNode any(JsonNode value, Optional<MessageDescriptor> type) {
        if (value.isObject()) {
            return value.propertyNames().stream().anyMatch(name -> name.startsWith("$"))
                    ? exactly(value)
                    : members(value, type);
        }
        if (value.isArray()) {
            ArrayNode copy = Json.object().arrayNode(value.size());
            value.forEach(item -> copy.add(any(item, type)));
            return copy;
        }
        return value.isString() ? text(value.stringValue()) : value;
    }

    private ObjectNode members(JsonNode value, Optional<MessageDescriptor> type) {
        ObjectNode copy = Json.object();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            copy.set(member.getKey(), member(member.getValue(), type.flatMap(known -> known.field(member.getKey()))));
        }
        return copy;
    }

    private JsonNode member(JsonNode value, Optional<FieldDescriptor> field) {
        if (field.filter(FieldDescriptor::secret).isPresent()) {
            return placeholders
                    .known(value.asString(""))
                    .<JsonNode>map(StringNode::valueOf)
                    .orElseGet(ClientSide::anything);
        }
        boolean bytes = field.filter(known -> known.kind() == Kind.BYTES).isPresent();
        if (bytes && value.asString("").length() > LONGEST_MEDIA) {
            return Json.object().put("$bytes", Base64.getDecoder().decode(value.stringValue()).length);
        }
        return any(value, field.flatMap(FieldDescriptor::message));
    }

    /** What has a key with a dollar sign, such as a JSON Schema, would be taken for a matcher. */
    private ObjectNode exactly(JsonNode value) {
        return placeholders.in(value) ? anything() : Json.object().set("$equals", value);
    }

    private JsonNode text(String text) {
        return placeholders.scrub(text).equals(text) ? StringNode.valueOf(text) : anything();
    }
}
