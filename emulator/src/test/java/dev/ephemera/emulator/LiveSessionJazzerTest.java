package dev.ephemera.emulator;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Every build tries the kept corpus; with {@code JAZZER_FUZZ=1} Jazzer looks for more. */
final class LiveSessionJazzerTest {

    private static final LiveSessionFuzzTest SESSIONS = new LiveSessionFuzzTest();

    /** One message a line. */
    @FuzzTest(maxDuration = "2m")
    void messages(byte[] lines) {
        SESSIONS.talk(lines);
    }
}
