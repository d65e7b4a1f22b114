package dev.ephemera.emulator.internal.token;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Every build tries the kept corpus; with {@code JAZZER_FUZZ=1} Jazzer looks for more. */
final class FieldMaskJazzerTest {

    @FuzzTest(maxDuration = "2m")
    void mask(byte[] mask) {
        FieldMaskFuzzTest.check(new String(mask, StandardCharsets.UTF_8), new Random(mask.length));
    }
}
