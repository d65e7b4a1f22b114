package dev.ephemera.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON to compare: numbers by value, members in any order. */
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static JsonNode of(Object json) {
        return plain(MAPPER.readTree(json.toString()));
    }

    private static JsonNode plain(JsonNode json) {
        if (json.isNumber()) {
            return MAPPER.getNodeFactory()
                    .stringNode(json.decimalValue().stripTrailingZeros().toPlainString());
        }
        if (json.isArray()) {
            return MAPPER.createArrayNode()
                    .addAll(json.valueStream().map(Json::plain).toList());
        }
        ObjectNode object = MAPPER.createObjectNode();
        Map<String, JsonNode> members = new TreeMap<>();
        json.properties().forEach(member -> members.put(member.getKey(), plain(member.getValue())));
        return json.isObject() ? object.setAll(members) : json;
    }

    /** Tells where one differs from the other: {@code path: value, not value}. */
    static List<String> differences(JsonNode one, JsonNode other) {
        List<String> found = new ArrayList<>();
        compare("", one, other, found);
        return found;
    }

    private static void compare(String path, JsonNode one, JsonNode other, List<String> found) {
        if (one.isObject() && other.isObject()) {
            TreeSet<String> names = new TreeSet<>(one.propertyNames());
            names.addAll(other.propertyNames());
            names.forEach(name ->
                    compare(path.isEmpty() ? name : path + "." + name, one.path(name), other.path(name), found));
        } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                compare(path + "[" + i + "]", one.get(i), other.get(i), found);
            }
        } else if (!one.equals(other)) {
            found.add(path + ": " + shown(one) + ", not " + shown(other));
        }
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }
}
