package dev.ephemera.benchmarks;

import dev.ephemera.GeminiClient;
import dev.ephemera.benchmarks.harness.Rounds;
import dev.ephemera.benchmarks.harness.Workload;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** Mints tokens through Ephemera, with constraints that are never those of the call before. */
final class EphemeraCreateAnew {

    private EphemeraCreateAnew() {}

    /** Takes base URL, API key, the file of the config, the file of the request's body. */
    public static void main(String[] arguments) throws Exception {
        CreateAuthTokenConfig one = JsonMapper.shared().readValue(Path.of(arguments[2]), CreateAuthTokenConfig.class);
        CreateAuthTokenConfig other = one.toBuilder()
                .liveConnectConstraints(one.liveConnectConstraints().orElseThrow().toBuilder()
                        .model("gemini-live-2.5-flash-another")
                        .build())
                .build();
        try (GeminiClient client = GeminiClient.builder()
                .apiKey(arguments[1])
                .baseUrl(arguments[0])
                .build()) {
            Rounds.serve(new Workload() {
                private boolean turn;

                @Override
                public Object once() {
                    turn = !turn;
                    return client.tokens().create(turn ? one : other).name();
                }
            });
        }
    }
}
