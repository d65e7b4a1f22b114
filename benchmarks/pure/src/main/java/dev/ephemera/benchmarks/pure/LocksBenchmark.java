package dev.ephemera.benchmarks.pure;

import dev.ephemera.benchmarks.harness.FullConfig;
import dev.ephemera.tokens.LockPlan;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The locks of the config that the comparison mints tokens with. */
@State(Scope.Thread)
public class LocksBenchmark {

    private final CreateAuthTokenConfig config =
            Json.read(FullConfig.json(Instant.parse("2030-01-01T00:00:00Z")), CreateAuthTokenConfig.class);

    @Benchmark
    public LockPlan planFullConfig() {
        return LockPlan.of(config);
    }
}
