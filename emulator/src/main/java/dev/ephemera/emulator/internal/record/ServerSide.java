package dev.ephemera.emulator.internal.record;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.live.ServerMessages;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Makes actions of what the service sends: the same again, with placeholders for secrets. */
final class ServerSide {

    private static final Map<ObjectNode, String> FLAGS = Map.of(
            ServerMessages.setupComplete(), "setupComplete",
            ServerMessages.generationComplete(), "generationComplete",
            ServerMessages.turnComplete(), "turnComplete",
            ServerMessages.interrupted(), "interrupted");

    private final Placeholders placeholders;

    ServerSide(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    ObjectNode action(ObjectNode message) {
        ObjectNode harmless = (ObjectNode) any(message, Optional.of(Descriptors.message("LiveServerMessage")));
        String flag = FLAGS.get(harmless);
        if (flag != null) {
            return Json.object().put(flag, true);
        }
        String text = harmless.at("/serverContent/modelTurn/parts/0/text").asString("");
        return harmless.equals(ServerMessages.text(text))
                ? Json.object().put("text", text)
                : Json.object().set("send", harmless);
    }

    private JsonNode any(JsonNode value, Optional<MessageDescriptor> type) {
        if (value.isObject()) {
            ObjectNode copy = Json.object();
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                Optional<FieldDescriptor> field = type.flatMap(known -> known.field(member.getKey()));
                boolean secret = field.filter(FieldDescriptor::secret).isPresent();
                copy.set(
                        member.getKey(),
                        secret
                                ? secret(member.getKey(), member.getValue())
                                : any(member.getValue(), field.flatMap(FieldDescriptor::message)));
            }
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = Json.object().arrayNode(value.size());
            value.forEach(item -> copy.add(any(item, type)));
            return copy;
        }
        return value.isString() ? StringNode.valueOf(placeholders.scrub(value.stringValue())) : value;
    }

    private JsonNode secret(String name, JsonNode value) {
        String kind = name.toLowerCase(java.util.Locale.ROOT).endsWith("handle") ? "handle" : name;
        String text = value.asString("");
        return StringNode.valueOf(text.isEmpty() ? "" : placeholders.of(kind, text));
    }
}
