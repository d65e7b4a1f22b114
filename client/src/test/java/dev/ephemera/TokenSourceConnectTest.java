package dev.ephemera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.IssuedToken;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionState;
import dev.ephemera.tokens.TokenPolicy;
import dev.ephemera.tokens.TokenSource;
import dev.ephemera.transport.BadRequestException;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device whose client asks a source: each connection takes a token of its own, at any time and by a wrong clock. */
@Timeout(60)
final class TokenSourceConnectTest {

    private static final String MODEL = "gemini-live-2.5-flash-preview";
    private static final LiveConnectConfig TEXT =
            LiveConnectConfig.builder().addResponseModalities(Modality.TEXT).build();

    private final EmulatorClock clock = EmulatorClock.virtual(Instant.parse("2030-01-01T00:00:00Z"));
    private final GeminiEmulator emulator =
            GeminiEmulator.start(EmulatorOptions.builder().clock(clock).build());
    private final GeminiClient backend = client(GeminiClient.builder().apiKey(emulator.apiKey()));

    @AfterEach
    void stop() {
        backend.close();
        emulator.close();
    }

    private GeminiClient client(GeminiClient.Builder builder) {
        return builder.baseUrl(emulator.baseUrl())
                .options(options -> options.clock(Clock.offset(clock, Duration.ofMinutes(20)))
                        .closeTimeout(Duration.ofSeconds(20)))
                .build();
    }

    @Test
    void connect_byASourceOfSingleUseTokens_opensSessionAfterSession() throws Exception {
        TokenPolicy policy = TokenPolicy.builder()
                .ttl(Duration.ofMinutes(5))
                .lockEverything(MODEL, TEXT)
                .build();
        try (TokenSource source = TokenSource.minting(backend.tokens(), policy);
                GeminiClient device = client(GeminiClient.builder().credentials(source.credentials()))) {
            for (int i = 0; i < 3; i++) {
                device.live().connect(MODEL, TEXT).close();
                clock.advance(Duration.ofHours(1));
            }
            assertThat(device.live()
                            .async()
                            .connect(MODEL, TEXT)
                            .get(20, TimeUnit.SECONDS)
                            .state())
                    .isEqualTo(SessionState.OPEN);
        }
        assertThat(emulator.sessions()).hasSize(4);
        // The first was minted twice: only its answer told that the host's clock is wrong.
        assertThat(emulator.tokens()).hasSize(5);
        assertThat(emulator.tokens().subList(1, 5))
                .allSatisfy(token -> assertThat(token.usesLeft()).hasValue(0));
    }

    @Test
    void connect_byASourceOfASharedToken_usesItForAllUntilItIsOver() {
        TokenPolicy policy = TokenPolicy.builder()
                .unlimitedUses()
                .openWithin(Duration.ofMinutes(10))
                .build();
        backend.tokens().create();
        try (TokenSource source = TokenSource.minting(backend.tokens(), policy);
                GeminiClient device = client(GeminiClient.builder().credentials(source.credentials()))) {
            for (int i = 0; i < 3; i++) {
                device.live().connect(MODEL, TEXT).close();
            }
            clock.advance(Duration.ofMinutes(10));
            assertThat(emulator.tokens().get(1).state()).isEqualTo(IssuedToken.State.CLOSED_TO_NEW_SESSIONS);
            try (LiveSession session = device.live().connect(MODEL, TEXT)) {
                session.sendText("hello");
            }
        }
        assertThat(emulator.tokens()).hasSize(3);
    }

    @Test
    void connect_whenTheSourceFails_failsWithItsException() {
        try (GeminiClient wrong = client(GeminiClient.builder().apiKey("AIza-a-wrong-key"));
                TokenSource source = TokenSource.minting(wrong.tokens(), TokenPolicy.singleUse());
                GeminiClient device = client(GeminiClient.builder().credentials(source.credentials()))) {
            assertThatThrownBy(() -> device.live().connect(MODEL, TEXT)).isInstanceOf(BadRequestException.class);
            assertThat(device.live()
                            .async()
                            .connect(MODEL, TEXT)
                            .handle((session, failure) -> failure)
                            .join())
                    .isInstanceOf(BadRequestException.class);
        }
        assertThat(emulator.sessions()).isEmpty();
    }
}
