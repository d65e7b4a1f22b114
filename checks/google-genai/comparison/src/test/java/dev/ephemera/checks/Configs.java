package dev.ephemera.checks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The configs that every client is given, as JSON and by name. */
final class Configs {

    private Configs() {}

    static Map<String, JsonNode> all() {
        try (InputStream json = Configs.class.getResourceAsStream("/configs.json")) {
            Map<String, JsonNode> configs = new LinkedHashMap<>();
            new JsonMapper()
                    .readTree(json)
                    .properties()
                    .forEach(config -> configs.put(config.getKey(), config.getValue()));
            return configs;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
