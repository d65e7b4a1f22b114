package dev.ephemera.emulator.internal.record;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.live.ServerMessages;
import dev.ephemera.emulator.internal.protojson.Redaction;
import dev.ephemera.emulator.internal.protojson.Rewriting;
import dev.ephemera.types.internal.FieldDescriptor;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Makes actions of what the service sends: the same again, with placeholders for secrets. */
final class ServerSide implements Rewriting.Rule {

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
        JsonNode harmless = Rewriting.of("LiveServerMessage", message, this);
        String flag = harmless instanceof ObjectNode object ? FLAGS.get(object) : null;
        if (flag != null) {
            return Json.object().put(flag, true);
        }
        String text = harmless.at("/serverContent/modelTurn/parts/0/text").asString("");
        return harmless.equals(ServerMessages.text(text))
                ? Json.object().put("text", text)
                : Json.object().set("send", harmless);
    }

    @Override
    public String name(String name) {
        return placeholders.scrub(name);
    }

    @Override
    public Optional<JsonNode> replace(Optional<FieldDescriptor> field, JsonNode value) {
        if (Redaction.isSecret(field)) {
            return Optional.of(
                    StringNode.valueOf(placeholder(field.orElseThrow().jsonName(), value.asString(""))));
        }
        if (Redaction.isLongMedia(field, value) && isBase64(value.stringValue())) {
            return Optional.of(value); // what looks like a secret there is chance, and would no longer be sound
        }
        return value.isString()
                ? Optional.of(StringNode.valueOf(placeholders.scrub(value.stringValue())))
                : Optional.empty();
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private String placeholder(String name, String secret) {
        return secret.isEmpty() ? "" : placeholders.ofService(name.equals("newHandle") ? "handle" : name, secret);
    }
}
