package dev.ephemera.emulator;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.SilentCloseable;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;

/** Every build tries the kept corpus; with {@code JAZZER_FUZZ=1} Jazzer looks for more. */
final class FramingJazzerTest {

    private static final GeminiEmulator EMULATOR = GeminiEmulator.start(
            EmulatorOptions.builder().maxMessageBytes(100_000).build());

    @AfterAll
    static void close() {
        EMULATOR.close();
    }

    @FuzzTest(maxDuration = "2m")
    void frames(byte[] bytes) throws IOException {
        // The connection is the test's own, and not what the bytes have brought about.
        try (SilentCloseable unused = BugDetectors.allowNetworkConnections((host, port) -> port == EMULATOR.port())) {
            FramingFuzzTest.exchange(EMULATOR, bytes);
        }
    }
}
