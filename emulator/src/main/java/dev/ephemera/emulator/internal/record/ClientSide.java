package dev.ephemera.emulator.internal.record;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.protojson.Redaction;
import dev.ephemera.emulator.internal.protojson.Rewriting;
import dev.ephemera.types.internal.FieldDescriptor;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Makes expectations of what the client sends: the same, but media by their length, and no secrets. */
final class ClientSide implements Rewriting.Rule {

    private final Placeholders placeholders;

    ClientSide(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /**
     * Makes one.
     *
     * @param message a message, normalised if it can be
     */
    JsonNode expectation(JsonNode message) {
        return message.isObject() ? Rewriting.of("LiveClientMessage", message, this) : anything();
    }

    /** What matches every message. */
    static ObjectNode anything() {
        return Json.object().put("$any", true);
    }

    @Override
    public String name(String name) {
        return name; // what holds a secret name has been replaced as a whole
    }

    @Override
    public Optional<JsonNode> replace(Optional<FieldDescriptor> field, JsonNode value) {
        if (Redaction.isSecret(field)) {
            return Optional.of(placeholders
                    .ofClient(field.orElseThrow().jsonName(), value.asString(""))
                    .<JsonNode>map(StringNode::valueOf)
                    .orElseGet(ClientSide::anything));
        }
        if (Redaction.isLongMedia(field, value)) {
            return Optional.of(bytes(value.stringValue()));
        }
        if (value.isObject() && value.propertyNames().stream().anyMatch(placeholders::in)) {
            return Optional.of(anything());
        }
        if (value.isObject() && value.propertyNames().stream().anyMatch(name -> name.startsWith("$"))) {
            // A JSON Schema, for example, has such keys: they would be taken for matchers.
            return Optional.of(
                    placeholders.in(value.toString())
                            ? anything()
                            : Json.object().set("$equals", value));
        }
        return value.isString() && placeholders.in(value.stringValue()) ? Optional.of(anything()) : Optional.empty();
    }

    private static ObjectNode bytes(String base64) {
        try {
            return Json.object().put("$bytes", Base64.getDecoder().decode(base64).length);
        } catch (IllegalArgumentException noBase64) {
            return anything();
        }
    }
}
