package dev.ephemera.benchmarks;

import dev.ephemera.GeminiClient;
import dev.ephemera.benchmarks.harness.Rounds;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.time.Instant;

/** Mints tokens through Ephemera, with a config that is built once. */
final class EphemeraCreate {

    private EphemeraCreate() {}

    /** Takes base URL, API key, and the {@link CreateRequest#arguments}. */
    public static void main(String[] arguments) throws Exception {
        CreateAuthTokenConfig config =
                CreateConfig.valueOf(arguments[4]).built(Instant.ofEpochSecond(Long.parseLong(arguments[5])));
        try (GeminiClient client = GeminiClient.builder()
                .apiKey(arguments[1])
                .baseUrl(arguments[0])
                .build()) {
            Rounds.serve(() -> client.tokens().create(config).name());
        }
    }
}
