package dev.ephemera.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.benchmarks.harness.LiveWork;
import dev.ephemera.benchmarks.harness.LiveWork.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what a piece of audio allocates, over TLS; elapsed time and CPU, which depend on the machine, are no matter here. */
final class LiveCostTest {

    private static final int MESSAGES = 500;
    private static final int ROUNDS = 80; // a compiler that gets little time needs more of them

    @TempDir
    private static Path directory;

    private static Loopback server;

    @BeforeAll
    static void startServer() throws Exception {
        server = LiveCosts.server(directory, true);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void sendAudio_with3200Bytes_allocatesAtMost11kB() throws IOException {
        assertThat(allocated(Kind.SEND, 3_200, 11_000)).isLessThanOrEqualTo(11_000);
    }

    @Test
    void receiving_with4800Bytes_allocatesAtMost20kB() throws IOException {
        assertThat(allocated(Kind.RECEIVE, 4_800, 20_000)).isLessThanOrEqualTo(20_000);
    }

    @Test
    void receiving_with48000Bytes_allocatesAtMost145kB() throws IOException {
        assertThat(allocated(Kind.RECEIVE, 48_000, 145_000)).isLessThanOrEqualTo(145_000);
    }

    /** Bytes per message in the best round; stops at the first that is good enough. */
    private static double allocated(Kind kind, int length, double enough) throws IOException {
        LiveWork work = new LiveWork(kind, length, MESSAGES, 1);
        try (ChildProcess runner =
                Runner.EPHEMERA.startLive(Path.of(System.getProperty("java.home")), server, work, List.of())) {
            double best = Double.MAX_VALUE;
            for (int i = 0; i < ROUNDS && best > enough; i++) {
                best = Math.min(best, runner.round(1).processBytes() / MESSAGES);
            }
            return best;
        }
    }
}
