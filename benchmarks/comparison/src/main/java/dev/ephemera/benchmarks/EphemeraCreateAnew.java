package dev.ephemera.benchmarks;

import dev.ephemera.GeminiClient;
import dev.ephemera.benchmarks.harness.Rounds;
import dev.ephemera.benchmarks.harness.Workload;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.time.Instant;

/** Mints tokens through Ephemera, with constraints that are never those of the call before. */
final class EphemeraCreateAnew {

    private EphemeraCreateAnew() {}

    /** Takes base URL, API key, and the {@link CreateRequest#arguments}. */
    public static void main(String[] arguments) throws Exception {
        CreateAuthTokenConfig one =
                CreateConfig.valueOf(arguments[4]).built(Instant.ofEpochSecond(Long.parseLong(arguments[5])));
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
