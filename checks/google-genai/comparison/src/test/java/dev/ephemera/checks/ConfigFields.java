package dev.ephemera.checks;

import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The fields that a config may hold, at any depth, those included that only other backends take, and which were used. */
final class ConfigFields {

    private static final MessageDescriptor CONFIG = Descriptors.message("LiveConnectConfig");

    private final Set<String> used = new HashSet<>();

    void use(JsonNode config) {
        use(CONFIG, config);
    }

    private void use(MessageDescriptor type, JsonNode message) {
        message.properties().forEach(member -> {
            used.add(type.name() + "." + member.getKey());
            type.field(member.getKey())
                    .flatMap(FieldDescriptor::message)
                    .ifPresent(nested -> values(type.field(member.getKey()).orElseThrow(), member.getValue())
                            .forEach(value -> use(nested, value)));
        });
    }

    private static Iterable<JsonNode> values(FieldDescriptor field, JsonNode value) {
        return field.cardinality() == FieldDescriptor.Cardinality.SINGLE ? Set.of(value) : value;
    }

    /** Every field that no config held, as {@code Type.field}. */
    Set<String> unused() {
        Set<String> fields = new TreeSet<>();
        collect(CONFIG, new HashSet<>(), fields);
        fields.removeAll(used);
        return fields;
    }

    private static void collect(MessageDescriptor type, Set<String> seen, Set<String> fields) {
        if (!seen.add(type.name())) {
            return;
        }
        type.refused().keySet().forEach(name -> fields.add(type.name() + "." + name));
        for (FieldDescriptor field : type.fields()) {
            fields.add(type.name() + "." + field.jsonName());
            field.message().ifPresent(nested -> collect(nested, seen, fields));
        }
    }
}
