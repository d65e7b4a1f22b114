package dev.ephemera.codegen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The leaves of a document's component schemas, one line each: type, format, enum values and marks, without the prose.
 * Schemas that a document names for itself alone are taken apart in place, as if they were declared there.
 */
final class WireLeaves {

    private final JsonNode schemas;
    private final Set<String> wireNames;
    private final Map<String, String> wireNameOf = new HashMap<>();
    private final Map<String, String> leaves = new TreeMap<>();
    private final Set<String> visited = new TreeSet<>();

    /**
     * Reads a document.
     *
     * @param schemas its component schemas
     * @param wireNames the messages that are named alike in every document
     * @param renamed wire names in the document, and what they are in the others
     */
    WireLeaves(JsonNode schemas, Set<String> wireNames, Map<String, String> renamed) {
        this.schemas = schemas;
        this.wireNames = wireNames;
        Map<String, String> owners = new TreeMap<>();
        schemas.properties().forEach(entry -> {
            String wireName = entry.getValue().path("x-wire-name").asText(entry.getKey());
            String name = renamed.getOrDefault(wireName, wireName);
            wireNameOf.put(entry.getKey(), name);
            if (wireNames.contains(name)) {
                owners.merge(name, entry.getKey(), (one, other) -> one.equals(name) ? other : one);
            }
        });
        owners.forEach((wireName, name) -> message(wireName, name, List.of()));
    }

    /** The leaves by path, such as {@code AuthToken.uses}. */
    Map<String, String> leaves() {
        return leaves;
    }

    /** The schemas that none of the wire's messages leads to. */
    Set<String> unvisited() {
        Set<String> names = new TreeSet<>();
        schemas.fieldNames().forEachRemaining(names::add);
        names.removeAll(visited);
        return names;
    }

    private void message(String path, String name, List<String> marks) {
        visited.add(name);
        JsonNode schema = schemas.get(name);
        if (schema.has("enum")) {
            leaves.put(path, values(schema));
        } else {
            properties(path, schema, marks);
        }
    }

    private void properties(String path, JsonNode schema, List<String> marks) {
        schema.path("properties").properties().forEach(entry -> {
            List<String> all = new ArrayList<>(marks);
            marks(entry.getValue()).stream().filter(mark -> !all.contains(mark)).forEach(all::add);
            String leafPath = path + "." + entry.getKey();
            String type = type(leafPath, entry.getValue(), all);
            leaves.put(leafPath, String.join(" ", type, String.join(" ", all)).strip());
        });
    }

    private String type(String path, JsonNode property, List<String> marks) {
        JsonNode value = property.has("allOf") ? property.get("allOf").get(0) : property;
        if (value.has("$ref")) {
            return referenced(path, value.get("$ref").asText(), marks);
        }
        if (value.has("enum")) {
            return values(value);
        }
        if (value.has("items")) {
            return "list of " + type(path + "[]", value.get("items"), marks);
        }
        if (value.path("additionalProperties").size() > 0) {
            return "map of " + type(path + "{}", value.get("additionalProperties"), marks);
        }
        if (value.path("properties").size() > 0) {
            properties(path, value, marks);
            return "message";
        }
        String format = value.path("format").asText();
        return value.path("type").asText("any") + (format.isEmpty() ? "" : ":" + format);
    }

    private String referenced(String path, String reference, List<String> marks) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        if (wireNames.contains(wireNameOf.get(name))) {
            return wireNameOf.get(name);
        }
        visited.add(name);
        return type(path, schemas.get(name), marks);
    }

    private static String values(JsonNode schema) {
        List<String> values = new ArrayList<>();
        schema.get("enum").forEach(value -> values.add(value.asText()));
        return values.stream().sorted().collect(Collectors.joining("|"));
    }

    private static List<String> marks(JsonNode property) {
        List<String> marks = new ArrayList<>();
        if (property.path("readOnly").asBoolean()) {
            marks.add("readOnly");
        }
        if (property.path("deprecated").asBoolean()) {
            marks.add("deprecated");
        }
        if (property.has("x-v1alpha") || property.path("x-tag").asText().equals("A")) {
            marks.add("v1alpha");
        }
        if (property.has("x-unproven") || property.path("x-tag").asText().equals("S")) {
            marks.add("unproven");
        }
        return marks;
    }
}
