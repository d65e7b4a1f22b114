package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An emulator with little memory, whose clients leave behind more than it holds. */
final class MemoryTest {

    private static final String HEAP = "-Xmx96m";

    /** As many with three megabytes each are more than the heap. */
    private static final int COUNT = 40;

    private static final String THREE_MEGABYTES = "x".repeat(3 << 20);

    @Test
    void sessions_thatLeaveHandlesForLargeTools_doNotFillIt() throws Exception {
        String setup = "{\"model\":\"models/m\",\"sessionResumption\":{},\"tools\":[{\"functionDeclarations\":["
                + "{\"name\":\"f\",\"description\":\"" + THREE_MEGABYTES + "\"}]}]}";
        try (EmulatorProcess emulator = EmulatorProcess.start(HEAP)) {
            for (int i = 0; i < COUNT; i++) {
                try (LiveClient client = emulator.live().setUp(setup)) {
                    assertThat(client.message()
                                    .path("sessionResumptionUpdate")
                                    .path("newHandle")
                                    .asString())
                            .isNotEmpty();
                    client.hangUp();
                }
            }
            emulator.talk();
            assertThat(emulator.isAlive()).isTrue();
        }
    }

    @Test
    void sessions_thatHadTokensWithLargeSetups_doNotFillIt() throws Exception {
        String terms =
                "{\"bidiGenerateContentSetup\":{\"model\":\"models/m\",\"systemInstruction\":{\"parts\":[{\"text\":\""
                        + THREE_MEGABYTES + "\"}]}}}";
        try (EmulatorProcess emulator = EmulatorProcess.start(HEAP)) {
            for (int i = 0; i < COUNT; i++) {
                try (LiveClient client = emulator.live(emulator.mint(terms)).setUp("{\"model\":\"models/m\"}")) {
                    client.hangUp();
                }
            }
            emulator.talk();
            assertThat(emulator.isAlive()).isTrue();
        }
    }
}
