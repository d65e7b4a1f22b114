package dev.ephemera.emulator.internal.protojson;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Every build tries the kept corpus; with {@code JAZZER_FUZZ=1} Jazzer looks for more. */
final class NormaliserJazzerTest {

    @FuzzTest(maxDuration = "2m")
    void clientMessage(byte[] text) {
        NormaliserFuzzTest.check("LiveClientMessage", "v1alpha", text);
    }
}
