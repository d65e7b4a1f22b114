package dev.ephemera.emulator.internal.http;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Every build tries the kept corpus; with {@code JAZZER_FUZZ=1} Jazzer looks for more. */
final class CreateTokenJazzerTest {

    private static final CreateToken CREATE_TOKEN = CreateTokenFuzzTest.createToken();

    @FuzzTest(maxDuration = "2m")
    void body(byte[] body) {
        CreateTokenFuzzTest.check(CREATE_TOKEN, "v1alpha", body);
    }
}
