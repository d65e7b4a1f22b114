package dev.ephemera.benchmarks;

import dev.ephemera.GeminiClient;
import dev.ephemera.benchmarks.harness.Rounds;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** Mints tokens through Ephemera, with a config that is built once. */
final class EphemeraCreate {

    private EphemeraCreate() {}

    /** Takes base URL, API key, the file of the config, the file of the request's body. */
    public static void main(String[] arguments) throws Exception {
        CreateAuthTokenConfig config =
                JsonMapper.shared().readValue(Path.of(arguments[2]), CreateAuthTokenConfig.class);
        try (GeminiClient client = GeminiClient.builder()
                .apiKey(arguments[1])
                .baseUrl(arguments[0])
                .build()) {
            Rounds.serve(() -> client.tokens().create(config).name());
        }
    }
}
