package dev.ephemera.emulator.internal.model;

import dev.ephemera.emulator.internal.json.Json;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes arguments up that fit a function's declared parameters: every required one, always the same. Pure. */
public final class Arguments {

    private Arguments() {}

    public static ObjectNode of(JsonNode declaration) {
        JsonNode schema = declaration.has("parameters")
                ? declaration.path("parameters")
                : declaration.path("parametersJsonSchema");
        return object(schema);
    }

    private static ObjectNode object(JsonNode schema) {
        ObjectNode arguments = Json.object();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            boolean required = schema.path("required")
                    .valueStream()
                    .anyMatch(name -> name.asString("").equals(property.getKey()));
            if (required) {
                put(arguments, property.getKey(), property.getValue());
            }
        }
        return arguments;
    }

    private static void put(ObjectNode arguments, String name, JsonNode schema) {
        switch (schema.path("type").asString("").toLowerCase(Locale.ROOT)) {
            case "number", "integer" -> arguments.put(name, 1);
            case "boolean" -> arguments.put(name, true);
            case "array" -> arguments.putArray(name);
            case "object" -> arguments.set(name, object(schema));
            case "null" -> arguments.putNull(name);
            default -> arguments.put(name, schema.path("enum").path(0).asString(name));
        }
    }
}
