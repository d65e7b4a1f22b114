package dev.ephemera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.BadRequestException;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.Modality;
import dev.ephemera.types.ProactivityConfig;
import dev.ephemera.types.SessionResumptionConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend mints, a device talks: the client against the emulator, in a time that the test moves. */
@Timeout(60)
final class WholePathTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String MODEL = "gemini-live-2.5-flash-preview";
    private static final LiveConnectConfig TEXT =
            LiveConnectConfig.builder().addResponseModalities(Modality.TEXT).build();

    private final EmulatorClock clock = EmulatorClock.virtual(NOW);
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
                .options(options -> options.clock(clock).closeTimeout(Duration.ofSeconds(20)))
                .build();
    }

    private GeminiClient device(AuthToken token) {
        return client(GeminiClient.builder().token(token.name()));
    }

    private static LiveConnectConstraints constraints(LiveConnectConfig config) {
        return LiveConnectConstraints.builder().model(MODEL).config(config).build();
    }

    private JsonObject lastSetup() {
        return emulator.sessions()
                .get(emulator.sessions().size() - 1)
                .effectiveSetup()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void token_forOneSession_opensOneAndIsThenRefusedWithTheServersReason(boolean async) throws Exception {
        CreateAuthTokenConfig config = CreateAuthTokenConfig.builder()
                .uses(1)
                .liveConnectConstraints(constraints(TEXT))
                .build();
        AuthToken token = async
                ? backend.tokens().async().create(config).get(20, TimeUnit.SECONDS)
                : backend.tokens().create(config);

        try (GeminiClient device = device(token)) {
            try (LiveSession session = device.live().connect(MODEL)) {
                assertThat(Talk.text(Talk.ask(session, "Hello"))).isNotBlank();
            }
            Throwable refusal = async
                    ? failure(device.live().async().connect(MODEL))
                    : catchThrowableOfType(
                            LiveConnectException.class, () -> device.live().connect(MODEL));

            assertThat(refusal).isInstanceOfSatisfying(LiveConnectException.class, refused -> {
                assertThat(refused.closeCode()).hasValue(1011);
                assertThat(refused.reason()).isEqualTo("Token has been used too many times");
                assertThat(refused.likelyCauses()).isNotEmpty();
            });
        }
    }

    private static Throwable failure(CompletableFuture<?> future) throws Exception {
        return future.handle((value, failure) -> failure).get(20, TimeUnit.SECONDS);
    }

    @Test
    void token_withDefaults_tellsWhatHoldsByTheServersClock() {
        AuthToken token = backend.tokens().create();

        assertThat(token.uses()).isEqualTo(1);
        assertThat(token.newSessionExpireTime()).isEqualTo(NOW.plusSeconds(60));
        assertThat(token.expireTime()).isEqualTo(NOW.plus(Duration.ofMinutes(30)));
        assertThat(token).asString().doesNotContain(token.name());
        assertThat(emulator.tokens()).singleElement().satisfies(issued -> {
            assertThat(issued.name()).isEqualTo(token.name());
            assertThat(issued.expireTime()).isEqualTo(token.expireTime());
            assertThat(issued.newSessionExpireTime()).isEqualTo(token.newSessionExpireTime());
        });
    }

    @Test
    void lock_ofWhatIsSetAndMore_leavesOnlyTheRestToTheDevice() {
        AuthToken token = backend.tokens()
                .create(config -> config.liveConnectConstraints(
                                constraints(TEXT.toBuilder().temperature(0.5).build()))
                        .lockAdditionalFields(List.of("topK", "media_resolution")));

        try (GeminiClient device = device(token);
                LiveSession session = device.live()
                        .connect(
                                "another-model",
                                config -> config.addResponseModalities(Modality.AUDIO)
                                        .temperature(1.5)
                                        .topK(7)
                                        .topP(0.25)
                                        .systemInstruction("The device's own."))) {
            assertThat(session.state()).isEqualTo(SessionState.OPEN);

            JsonObject setup = lastSetup();
            assertThat(setup.get("model").orElseThrow().asString()).isEqualTo("models/" + MODEL);
            assertThat(setup.get("generationConfig").orElseThrow().asObject())
                    .isEqualTo(JsonObject.of(
                            Map.of("responseModalities", List.of("TEXT"), "temperature", 0.5, "topP", 0.25)));
            assertThat(setup.names()).contains("systemInstruction");
        }
    }

    @Test
    void lock_ofEverything_ignoresTheDevicesSetup() {
        AuthToken token = backend.tokens().create(config -> config.liveConnectConstraints(constraints(TEXT)));

        try (GeminiClient device = device(token);
                LiveSession session = device.live().connect("another-model", config -> config.temperature(1.5))) {
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
            assertThat(lastSetup())
                    .isEqualTo(JsonObject.of(Map.of(
                            "model",
                            "models/" + MODEL,
                            "generationConfig",
                            Map.of("responseModalities", List.of("TEXT")))));
        }
    }

    @Test
    void token_whoseTimesAreOver_isRefusedForEachReason() {
        AuthToken token = backend.tokens().create(config -> config.uses(0));
        try (GeminiClient device = device(token)) {
            clock.advance(Duration.ofSeconds(60));
            assertThatThrownBy(() -> device.live().connect(MODEL, TEXT))
                    .isInstanceOf(LiveConnectException.class)
                    .hasMessageContaining("1011: new_session_expire_time deadline exceeded");
            clock.advance(Duration.ofMinutes(29));
            assertThatThrownBy(() -> device.live().connect(MODEL, TEXT))
                    .isInstanceOf(LiveConnectException.class)
                    .hasMessageContaining("1011: Token has expired");
        }
    }

    @Test
    void session_whenItsTokenExpires_endsOnceWithTheServersReason() {
        AuthToken token = backend.tokens().create(config -> config.uses(0).expireTime(NOW.plusSeconds(100)));
        try (GeminiClient device = device(token);
                LiveSession session = device.live().connect(MODEL, TEXT)) {
            assertThat(Talk.ask(session, "Hello")).isNotEmpty();

            clock.advance(Duration.ofSeconds(102));

            assertThat(Talk.turn(session)).isEmpty();
            Await.until("the end is known", () -> session.end().isPresent());
            assertThat(session.end()).hasValueSatisfying(end -> {
                assertThat(end.by()).isEqualTo(SessionEnd.By.SERVER);
                assertThat(end.code()).isEqualTo(1011);
                assertThat(end.reason()).isEqualTo("auth token has expired");
            });
            assertThatThrownBy(() -> session.sendText("Anybody there?"))
                    .isInstanceOf(LiveSendException.class)
                    .hasMessageContaining("1011 auth token has expired");
        }
    }

    @Test
    void session_withAKey_answersSeveralTurnsInOrder() {
        try (LiveSession session = backend.live().connect(MODEL, TEXT)) {
            for (String question : List.of("One", "Two", "Three")) {
                List<LiveEvent> turn = Talk.ask(session, question);

                assertThat(Talk.text(turn)).contains(question);
                assertThat(Talk.count(turn, LiveEvent.GenerationComplete.class)).isEqualTo(1);
                assertThat(((LiveEvent.TurnComplete) turn.get(turn.size() - 1)).usage())
                        .isPresent();
            }
            assertThat(emulator.sessions()).singleElement().satisfies(seen -> {
                assertThat(seen.apiVersion()).isEqualTo("v1beta");
                assertThat(seen.constrained()).isFalse();
            });
        }
    }

    @Test
    void session_whoseConfigNeedsIt_usesV1alpha() {
        LiveConnectConfig config = TEXT.toBuilder()
                .proactivity(ProactivityConfig.builder().proactiveAudio(true).build())
                .build();
        try (LiveSession session = backend.live().connect(MODEL, config)) {
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
            assertThat(emulator.sessions())
                    .singleElement()
                    .satisfies(seen -> assertThat(seen.apiVersion()).isEqualTo("v1alpha"));
        }
    }

    @Test
    void session_whenTheConnectionAges_isWarnedThenEnded_andIsResumedByItsHandle() {
        LiveConnectConfig config = TEXT.toBuilder()
                .sessionResumption(SessionResumptionConfig.builder().build())
                .build();
        SessionEnd end;
        try (LiveSession session = backend.live().connect(MODEL, config)) {
            assertThat(Talk.ask(session, "Remember me")).isNotEmpty();
            clock.advance(Duration.ofMinutes(10));

            assertThat(Talk.turn(session))
                    .anySatisfy(event -> assertThat(event)
                            .isInstanceOfSatisfying(
                                    LiveEvent.GoAway.class,
                                    goAway -> assertThat(goAway.timeLeft()).contains(Duration.ofSeconds(50))));
            Await.until("the end is known", () -> session.end().isPresent());
            end = session.end().orElseThrow();
        }
        assertThat(end.by()).isEqualTo(SessionEnd.By.SERVER);
        assertThat(end.resumable()).isTrue();
        assertThat(end.toString()).doesNotContain(end.handle().orElseThrow());

        LiveConnectConfig resuming = config.toBuilder()
                .sessionResumption(
                        SessionResumptionConfig.builder().handle(end.handle()).build())
                .build();
        try (LiveSession resumed = backend.live().connect(MODEL, resuming)) {
            assertThat(resumed.state()).isEqualTo(SessionState.OPEN);
        }
    }

    @Test
    void client_whenClosed_closesItsSessionsAndRefusesMore() throws Exception {
        LiveSession one = backend.live().connect(MODEL, TEXT);
        AsyncLiveSession two = backend.live().async().connect(MODEL, TEXT).get(20, TimeUnit.SECONDS);

        backend.close();

        assertThat(one.end()).hasValueSatisfying(end -> assertThat(end.by()).isEqualTo(SessionEnd.By.CLIENT));
        assertThat(two.ended().get(20, TimeUnit.SECONDS).code()).isEqualTo(1000);
        assertThat(two.state()).isEqualTo(SessionState.CLOSED);
        assertThatThrownBy(() -> backend.tokens().create())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(failure(backend.live().async().connect(MODEL))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void key_whenWrong_isRefusedOnBothPathsAndShownNowhere() {
        try (GeminiClient wrong = client(GeminiClient.builder().apiKey("wrong-secret-key"))) {
            assertThatThrownBy(() -> wrong.tokens().create())
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("API key not valid")
                    .hasMessageNotContaining("wrong-secret-key");
            assertThatThrownBy(() -> wrong.live().connect(MODEL))
                    .isInstanceOf(LiveConnectException.class)
                    .hasMessageContaining("1007: API key not valid")
                    .hasMessageNotContaining("wrong-secret-key");
            assertThat(wrong.toString()).doesNotContain("wrong-secret-key");
        }
    }

    @Test
    void token_forRest_isRefusedBeforeAnythingIsSent() {
        try (GeminiClient device = device(backend.tokens().create())) {
            assertThatThrownBy(() -> device.tokens().create())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("opens Live sessions only");
        }
    }

    @Test
    void vertex_whenChosen_isRefusedByEveryOperation() throws Exception {
        try (GeminiClient vertex =
                client(GeminiClient.builder().apiKey("k").options(options -> options.vertexAi(true)))) {
            assertThatThrownBy(() -> vertex.tokens().create()).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> vertex.live().connect(MODEL)).isInstanceOf(UnsupportedOperationException.class);
            assertThat(failure(vertex.tokens().async().create())).isInstanceOf(UnsupportedOperationException.class);
            assertThat(failure(vertex.live().async().connect(MODEL))).isInstanceOf(UnsupportedOperationException.class);
        }
    }
}
