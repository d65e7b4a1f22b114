package dev.ephemera.emulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Script;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RegisteredExampleTest {

    @RegisterExtension
    final EmulatorExtension emulated = EmulatorExtension.with(options -> options.textFrames(true));

    @Test
    void answer_whenScripted_isTheScripts() {
        emulated.emulator()
                .script(Script.builder()
                        .expect(Expectation.text("Hi"), Action.text("Hello"), Action.turnComplete())
                        .build());

        try (LiveSession session = emulated.client().live().connect("gemini-live-2.5-flash-preview")) {
            session.sendText("Hi");
            assertThat(answer(session)).isEqualTo("Hello");
        }
    }

    private static String answer(LiveSession session) {
        StringBuilder said = new StringBuilder();
        for (LiveEvent event : session.events()) {
            if (event instanceof LiveEvent.Text text) {
                said.append(text.text());
            } else if (event instanceof LiveEvent.TurnComplete) {
                break;
            }
        }
        return said.toString();
    }

    @Test
    void minting_whenTheServiceFailsOnce_isTriedAgain() {
        emulated.emulator().faults().next(Fault.status(503));

        assertThat(emulated.client().tokens().create().name()).startsWith("auth_tokens/");
    }
}
