package dev.ephemera.emulator.internal.protojson;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Cardinality;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a message strictly from its JSON tree: names in lowerCamelCase or snake_case, mixed at will; null as unset;
 * every kind in every form that the JSON mapping of Protocol Buffers allows; and nothing else. An unknown name is an
 * error, with the snake_case path of the message that it stands in.
 *
 * <p>A name given twice, in one spelling or in both, counts as given last. A reading is used once, by one thread.
 */
public final class Normaliser {

    private static final String TYPE = "type.googleapis.com/";
    private static final String PACKAGE = TYPE + "google.ai.generativelanguage.";

    /** Enough to see what is wrong; a hostile input does not buy a report of any size. */
    private static final int MOST_VIOLATIONS = 50;

    /** As much of a refused name or value as a report repeats, in characters. */
    private static final int MOST_REPEATED = 200;

    private final Dialect dialect;
    private final List<Violation> violations = new ArrayList<>();

    private Normaliser(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Reads a message with every field that a version may have. */
    public static Normalised read(String apiVersion, String typeName, String path, JsonNode value) {
        return read(new Dialect(apiVersion, apiVersion.equals("v1alpha"), true), typeName, path, value);
    }

    /**
     * Reads a message.
     *
     * @param dialect which fields exist
     * @param typeName the message's name in the descriptor
     * @param path the snake_case path to begin with; empty for none
     * @param value the JSON
     */
    public static Normalised read(Dialect dialect, String typeName, String path, JsonNode value) {
        Normaliser reading = new Normaliser(dialect);
        MessageDescriptor type = Descriptors.message(typeName);
        JsonNode message = reading.message(type, path, value);
        return new Normalised(message instanceof ObjectNode object ? object : Json.object(), reading.violations);
    }

    private @Nullable JsonNode message(MessageDescriptor type, String path, JsonNode value) {
        if (!value.isObject()) {
            return refused(path, PACKAGE + dialect.apiVersion() + "." + type.wireName(), value);
        }
        ObjectNode message = Json.object();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (violations.size() >= MOST_VIOLATIONS) {
                break;
            }
            Optional<FieldDescriptor> field = type.field(member.getKey()).filter(dialect::knows);
            if (field.isEmpty()) {
                unknown(member.getKey(), path, "Cannot find field.");
            } else if (member.getValue().isNull() && !takesNull(field.get())) {
                message.remove(field.get().jsonName());
            } else if (!conflicts(type, field.get(), message, path, member.getKey())) {
                JsonNode read = field(field.get(), path, member.getKey(), member.getValue());
                if (read != null) {
                    message.set(field.get().jsonName(), read);
                }
            }
        }
        return message;
    }

    /** Whether another member stands in the message already that excludes this one. */
    private boolean conflicts(
            MessageDescriptor type, FieldDescriptor field, ObjectNode message, String path, String name) {
        Optional<Oneofs.Oneof> oneof = Oneofs.of(type.name(), field.jsonName());
        boolean conflicts = oneof.isPresent()
                && oneof.get().members().stream()
                        .anyMatch(other -> !other.equals(field.jsonName()) && message.has(other));
        if (conflicts) {
            violations.add(new Violation(
                    path,
                    "Invalid value" + at(path) + " (oneof), oneof field '"
                            + oneof.get().name() + "' is already set. Cannot set '" + name + "'"));
        }
        return conflicts;
    }

    private static boolean takesNull(FieldDescriptor field) {
        return field.kind() == Kind.ANY && field.cardinality() == Cardinality.SINGLE;
    }

    private @Nullable JsonNode field(FieldDescriptor field, String parent, String name, JsonNode value) {
        String path = parent.isEmpty() ? field.snakeName() : parent + "." + field.snakeName();
        return switch (field.cardinality()) {
            case LIST -> value.isArray() ? list(field, path, value) : refused(path, typeOf(field), value);
            case MAP -> value.isObject() ? map(field, path, value) : refused(path, typeOf(field), value);
            case SINGLE ->
                value.isArray() && field.kind() != Kind.ANY
                        ? unknown(name, parent, "Proto field is not repeating, cannot start list.")
                        : single(field, path, value);
        };
    }

    private JsonNode list(FieldDescriptor field, String path, JsonNode values) {
        ArrayNode list = Json.object().arrayNode(values.size());
        for (int i = 0; i < values.size() && violations.size() < MOST_VIOLATIONS; i++) {
            JsonNode read = single(field, path + "[" + i + "]", values.get(i));
            if (read != null) {
                list.add(read);
            }
        }
        return list;
    }

    private JsonNode map(FieldDescriptor field, String path, JsonNode values) {
        ObjectNode map = Json.object();
        int index = 0;
        for (Map.Entry<String, JsonNode> entry : values.properties()) {
            if (violations.size() >= MOST_VIOLATIONS) {
                break;
            }
            JsonNode read = single(field, path + "[" + index++ + "].value", entry.getValue());
            if (read != null) {
                map.set(entry.getKey(), read);
            }
        }
        return map;
    }

    private @Nullable JsonNode single(FieldDescriptor field, String path, JsonNode value) {
        return switch (field.kind()) {
            case MESSAGE -> message(field.message().orElseThrow(), path, value);
            case ENUM ->
                Scalars.readEnum(field.enumeration().orElseThrow(), value)
                        .orElseGet(() -> refused(path, typeOf(field), value));
            default -> Scalars.read(field.kind(), value).orElseGet(() -> refused(path, typeOf(field), value));
        };
    }

    private String typeOf(FieldDescriptor field) {
        return switch (field.kind()) {
            case TIMESTAMP -> TYPE + "google.protobuf.Timestamp";
            case DURATION -> TYPE + "google.protobuf.Duration";
            case FIELD_MASK -> TYPE + "google.protobuf.FieldMask";
            case STRUCT -> TYPE + "google.protobuf.Struct";
            case ANY -> TYPE + "google.protobuf.Value";
            case MESSAGE ->
                PACKAGE + dialect.apiVersion() + "."
                        + field.message().orElseThrow().wireName();
            case ENUM ->
                PACKAGE + dialect.apiVersion() + "."
                        + field.enumeration().orElseThrow().name();
            default -> "TYPE_" + field.kind();
        };
    }

    private @Nullable JsonNode refused(String path, String type, JsonNode value) {
        String shown = cut(Json.compact(value));
        violations.add(new Violation(path, "Invalid value" + at(path) + " (" + type + "), " + shown));
        return null;
    }

    private @Nullable JsonNode unknown(String name, String path, String why) {
        violations.add(new Violation(
                path, "Invalid JSON payload received. Unknown name \"" + cut(name) + "\"" + at(path) + ": " + why));
        return null;
    }

    private static String cut(String text) {
        return text.length() > MOST_REPEATED ? text.substring(0, MOST_REPEATED) + "…" : text;
    }

    private static String at(String path) {
        return path.isEmpty() ? "" : " at '" + path + "'";
    }
}
