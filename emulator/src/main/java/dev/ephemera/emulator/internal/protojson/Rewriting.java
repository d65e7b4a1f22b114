package dev.ephemera.emulator.internal.protojson;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a changed copy of a message, in which the description says what each value is. Pure. */
public final class Rewriting {

    /** What is put in the place of a value. */
    public interface Rule {

        /**
         * Looks at a value, from the outside in.
         *
         * @param field the field that holds it, or holds the list that it is in; empty if nobody knows
         * @param value the value
         * @return what replaces it; empty to keep it, and to look at what is in it
         */
        Optional<JsonNode> replace(Optional<FieldDescriptor> field, JsonNode value);

        /** Looks at the name of a value that is kept, or whose inside is; returns what replaces the name, or the same. */
        String name(String name);
    }

    private final Rule rule;

    private Rewriting(Rule rule) {
        this.rule = rule;
    }

    /**
     * Rewrites a message.
     *
     * @param typeName the message's name in the descriptor
     * @param message the message; names in either spelling, and names that nobody knows
     * @param rule what is put in the place of what
     */
    public static JsonNode of(String typeName, JsonNode message, Rule rule) {
        return new Rewriting(rule).value(message, Optional.empty(), Optional.of(Descriptors.message(typeName)));
    }

    private JsonNode value(JsonNode value, Optional<FieldDescriptor> field, Optional<MessageDescriptor> type) {
        return rule.replace(field, value).orElseGet(() -> within(value, field, type));
    }

    private JsonNode within(JsonNode value, Optional<FieldDescriptor> field, Optional<MessageDescriptor> type) {
        if (value.isArray()) {
            ArrayNode copy = Json.object().arrayNode(value.size());
            value.forEach(item -> copy.add(value(item, field, type)));
            return copy;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode copy = Json.object();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            Optional<FieldDescriptor> known = type.flatMap(message -> message.field(member.getKey()));
            copy.set(
                    rule.name(member.getKey()),
                    value(member.getValue(), known, known.flatMap(FieldDescriptor::message)));
        }
        return copy;
    }
}
