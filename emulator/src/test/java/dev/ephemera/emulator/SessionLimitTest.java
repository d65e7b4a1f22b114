package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How long sessions may last, how many there may be, and models that none can be had with. */
final class SessionLimitTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final LiveClient.Event ABORTED = new LiveClient.Event("", false, 1008, "The operation was aborted.");
    private static final String AUDIO =
            "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\"AAAA\"}}}";
    private static final String FRAME =
            "{\"realtimeInput\":{\"video\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}}";

    private static String setup(String handle, String more) {
        return "{\"model\":\"models/m\",\"sessionResumption\":{" + handle + "}" + more + "}";
    }

    private static String handle(JsonNode message) {
        return "\"handle\":\""
                + message.path("sessionResumptionUpdate").path("newHandle").asString() + "\"";
    }

    private void received(GeminiEmulator emulator, int session, int messages) {
        Await.until(
                messages + " messages are received",
                () -> emulator.sessions().get(session).received().size() == messages);
    }

    @Test
    void session_withVideo_lastsTwoMinutesFromTheFirstFrame() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        emulator.clock().advance(Duration.ofMinutes(3));
        client.send(FRAME);
        received(emulator, 0, 2);
        emulator.clock().advance(Duration.ofMinutes(2).minusNanos(1));
        client.send(FRAME);
        received(emulator, 0, 3);
        assertThat(client.isQuiet()).isTrue();
        emulator.clock().advance(Duration.ofNanos(1));
        assertThat(client.event()).isEqualTo(ABORTED);
    }

    @Test
    void session_withAudio_lastsFifteenMinutesOverAllItsConnections() {
        GeminiEmulator emulator = emulators.start();
        LiveClient first = emulators.live(emulator).setUp(setup("", "")).send(AUDIO);
        first.message();
        received(emulator, 0, 2);
        emulator.clock().advance(Duration.ofMinutes(8));
        String handle = handle(first
                .send("{\"realtimeInput\":{\"text\":\"x\"}}")
                .until(message -> message.path("sessionResumptionUpdate").has("newHandle"))
                .stream()
                .reduce((earlier, later) -> later)
                .orElseThrow());
        first.hangUp();
        LiveClient second = emulators.live(emulator).setUp(setup(handle, ""));
        second.message();
        emulator.clock().advance(Duration.ofMinutes(7).minusNanos(1));
        assertThat(second.isQuiet()).isTrue();
        emulator.clock().advance(Duration.ofNanos(1));
        assertThat(second.event()).isEqualTo(ABORTED);
        LiveClient third = emulators.live(emulator).setUp(setup(handle, ""));
        assertThat(third.end()).isEqualTo(ABORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compressed", "in text"})
    void session_whenItIs_lastsAsLongAsItsConnection(String kind) {
        boolean compressed = kind.equals("compressed");
        GeminiEmulator emulator = emulators.start(options -> options.goAwayAfter(Duration.ofHours(1)));
        LiveClient client = emulators
                .live(emulator)
                .setUp("{\"model\":\"models/m\"" + (compressed ? ",\"contextWindowCompression\":{}" : "") + "}");
        client.send(compressed ? AUDIO : "{\"clientContent\":{}}");
        received(emulator, 0, 2);
        emulator.clock().advance(Duration.ofMinutes(59));
        client.send("{\"realtimeInput\":{\"text\":\"x\"}}");
        assertThat(client.turn()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void model_whenItIsRefused_closesWithTheReason(Refusal refusal) {
        GeminiEmulator emulator = emulators.start(
                options -> options.putRefusedModels("models/a", refusal).putRefusedModels("b", refusal));
        String reason =
                refusal.reason().substring(0, Math.min(123, refusal.reason().length()));
        for (String model : new String[] {"a", "b"}) {
            LiveClient client = emulators.live(emulator);
            assertThat(client.send("{\"setup\":{\"model\":\"models/" + model + "\"}}")
                            .event())
                    .isEqualTo(new LiveClient.Event("", false, refusal.code(), reason));
        }
        emulators.live(emulator).setUp("{\"model\":\"models/c\"}");
    }

    @Test
    void sessions_whenTooManyAreOpen_areRefusedUntilOneCloses() {
        GeminiEmulator emulator = emulators.start(options -> options.maxOpenSessions(2));
        LiveClient first = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        LiveClient third = emulators.live(emulator).send("{\"setup\":{\"model\":\"models/m\"}}");
        assertThat(third.event().code()).isEqualTo(1011);
        first.hangUp();
        Await.until("the session ends", () -> emulator.sessions().get(0).end().isPresent());
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefixPaddingMs", "silenceDurationMs"})
    void setup_withANegativeDuration_isRefused(String field) {
        LiveClient client = emulators.live(emulators.start());
        client.send("{\"setup\":{\"model\":\"models/m\",\"realtimeInputConfig\":{\"automaticActivityDetection\":{\""
                + field + "\":-1}}}}");
        assertThat(client.event().reason()).isEqualTo("Request contains an invalid argument.");
    }
}
