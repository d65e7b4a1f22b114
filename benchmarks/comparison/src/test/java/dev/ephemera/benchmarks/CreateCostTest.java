package dev.ephemera.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a token may cost: all that the runner's process allocates per call, over TLS against a server in another process. The
 * figure falls while the JVM compiles, by rounds of calls and not by time, so rounds are tried until one is good enough, or none of many was.
 */
final class CreateCostTest {

    private static final int CALLS_PER_ROUND = 1_000;
    private static final int ROUNDS = 80; // a compiler that gets little time needs more of them

    @TempDir
    private static Path directory;

    private static Loopback server;

    @BeforeAll
    static void startServer() throws Exception {
        server = Loopback.start(directory);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void create_withFullConfig_allocatesAtMost22kB() throws IOException {
        assertThat(allocated(CreateRequest.of(CreateConfig.FULL, directory), 22_000))
                .isLessThanOrEqualTo(22_000);
    }

    @Test
    void create_withUsesOnly_allocatesAtMost19kB() throws IOException {
        assertThat(allocated(CreateRequest.of(CreateConfig.USES, directory), 19_000))
                .isLessThanOrEqualTo(19_000);
    }

    /** Bytes per call in the best round; stops at the first that is good enough. */
    private static double allocated(CreateRequest request, double enough) throws IOException {
        try (ChildProcess runner = Runner.EPHEMERA.startCreate(server, request)) {
            double best = Double.MAX_VALUE;
            for (int i = 0; i < ROUNDS && best > enough; i++) {
                best = Math.min(best, runner.round(CALLS_PER_ROUND).processBytes());
            }
            return best;
        }
    }
}
