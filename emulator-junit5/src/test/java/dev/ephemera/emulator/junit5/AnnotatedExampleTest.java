package dev.ephemera.emulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.GeminiClient;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.live.LiveConnectException;
import dev.ephemera.types.AuthToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@EmulatorTest(virtualTime = true)
final class AnnotatedExampleTest {

    @Test
    void token_whenItsWindowIsOver_opensNothing(GeminiEmulator emulator, GeminiClient client) {
        AuthToken token = client.tokens().create();

        emulator.clock().advance(Duration.ofMinutes(2));

        assertThat(emulator.tokens()).hasSize(1);
        try (GeminiClient browser = GeminiClient.builder()
                .token(token.name())
                .baseUrl(emulator.baseUrl())
                .build()) {
            assertThatThrownBy(() -> browser.live().connect("gemini-live-2.5-flash-preview"))
                    .isInstanceOf(LiveConnectException.class)
                    .hasMessageContaining("new_session_expire_time deadline exceeded");
        }
    }
}
