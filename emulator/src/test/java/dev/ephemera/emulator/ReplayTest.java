package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The same client code sees the same when a recorded session is replayed, whatever happened in it. */
final class ReplayTest {

    private static final String HANDLE = "a-handle-from-long-ago";

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private final EmulatorClock clock = EmulatorClock.virtual(Emulators.START);

    private GeminiEmulator recorderOf(GeminiEmulator upstream, Optional<Path> file) {
        return emulators.start(options -> options.clock(clock)
                .upstream(upstream.baseUrl())
                .upstreamKey(upstream.apiKey())
                .recordTo(file));
    }

    private GeminiEmulator replayerOf(EmulatorClock time, List<Script> scripts) {
        GeminiEmulator replayer = emulators.start(options -> options.clock(time));
        scripts.forEach(replayer::script);
        return replayer;
    }

    private static void awaitRecorded(GeminiEmulator recorder, int sessions) {
        Await.until("it is recorded", () -> recorder.recorded().size() == sessions);
    }

    private static String handle(JsonNode message) {
        return message.at("/sessionResumptionUpdate/newHandle").asString("");
    }

    private static String setup(String handle) {
        return "{\"setup\":{\"model\":\"models/audio\",\"outputAudioTranscription\":{},\"sessionResumption\":{"
                + (handle.isEmpty() ? "" : "\"handle\":\"" + handle + "\"") + "},"
                + "\"realtimeInputConfig\":{\"automaticActivityDetection\":{\"disabled\":true}}}}";
    }

    private static String speech() {
        String data = Base64.getEncoder().encodeToString(new byte[300 * 32]);
        return "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\"" + data + "\"}}}";
    }

    /** Speaks, interrupts the answer, waits for goAway, and resumes; what was seen, with no handle in it. */
    private List<String> interruptedAndResumed(GeminiEmulator emulator, EmulatorClock time) {
        List<JsonNode> seen = new ArrayList<>();
        LiveClient client = emulators.live(emulator);
        client.send(setup(""));
        seen.addAll(client.until(message -> message.has("sessionResumptionUpdate")));
        client.send("{\"realtimeInput\":{\"activityStart\":{}}}").send(speech());
        client.send("{\"realtimeInput\":{\"activityEnd\":{}}}");
        seen.addAll(client.until(message -> message.path("serverContent").has("generationComplete")));
        client.send("{\"realtimeInput\":{\"activityStart\":{}}}");
        seen.addAll(client.until(message -> message.path("serverContent").has("interrupted")));
        seen.addAll(client.until(message -> message.has("sessionResumptionUpdate")));
        String handle = handle(seen.get(seen.size() - 1));
        time.advance(Duration.ofMinutes(9));
        seen.addAll(client.until(message -> message.has("goAway")));
        client.hangUp();
        Await.until("it has ended", () -> emulator.sessions().get(0).end().isPresent());

        LiveClient resumed = emulators.live(emulator);
        resumed.send(setup(handle));
        seen.addAll(resumed.until(message -> message.has("sessionResumptionUpdate")));
        resumed.hangUp();
        return seen.stream()
                .map(message -> handle(message).isEmpty()
                        ? message.toString()
                        : message.toString().replace(handle(message), "…"))
                .toList();
    }

    @Test
    void interruptionGoAwayAndResumption_whenReplayed_areTheSame(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("sessions.yaml");
        GeminiEmulator upstream = emulators.start(options -> options.clock(clock));
        GeminiEmulator recorder = recorderOf(upstream, Optional.of(file));
        List<String> seen = interruptedAndResumed(recorder, clock);
        awaitRecorded(recorder, 2);
        assertThat(seen.toString()).contains("interrupted", "goAway", "inlineData", "outputTranscription");
        assertThat(Files.readString(file))
                .contains("interrupted: true", "handle-")
                .doesNotContain(upstream.apiKey());

        EmulatorClock time = EmulatorClock.virtual(Emulators.START);
        GeminiEmulator replayer = replayerOf(time, Script.readAll(file));
        assertThat(interruptedAndResumed(replayer, time)).isEqualTo(seen);
        assertThat(replayer.unmatched()).isEmpty();
    }

    @Test
    void setup_thatIsAnsweredAfterOtherMessages_isAnsweredOnce() {
        GeminiEmulator upstream = emulators.start(options -> options.clock(clock));
        upstream.script(Script.yaml("""
                steps:
                - expect: {setup: {}}
                  then: [{setupComplete: true, after: 1s}]
                - expect: {realtimeInput: {text: early}}
                  then: [text: both, turnComplete]
                """));
        GeminiEmulator recorder = recorderOf(upstream, Optional.empty());
        List<JsonNode> seen = early(recorder, clock);
        assertThat(seen).hasSize(3);
        Await.until("it is recorded", () -> recorder.recorded().size() == 1);
        assertThat(recorder.recorded().get(0).toYaml()).contains("then: []");

        EmulatorClock time = EmulatorClock.virtual(Emulators.START);
        GeminiEmulator replayer = replayerOf(time, recorder.recorded());
        assertThat(early(replayer, time)).isEqualTo(seen);
        assertThat(replayer.sessions().get(0).frames().stream()
                        .filter(frame -> frame.shown().contains("setupComplete")))
                .hasSize(1);
    }

    private List<JsonNode> early(GeminiEmulator emulator, EmulatorClock time) {
        LiveClient client = emulators.live(emulator);
        client.send("{\"setup\":{\"model\":\"models/m\"}}").send("{\"realtimeInput\":{\"text\":\"early\"}}");
        Await.until(
                "both have come",
                () -> emulator.sessions().stream()
                        .anyMatch(session -> session.received().size() == 2));
        List<JsonNode> seen = new ArrayList<>();
        Await.until("the turn ends", () -> {
            time.advance(Duration.ofMillis(100));
            while (!client.isQuiet()) {
                seen.add(client.message());
            }
            return !seen.isEmpty()
                    && seen.get(seen.size() - 1).path("serverContent").has("turnComplete");
        });
        client.hangUp();
        return seen;
    }

    @Test
    void setup_thatIsNotTheFirstMessage_isRecordedAsAnyMessage() {
        GeminiEmulator upstream = emulators.start(options -> options.clock(clock));
        GeminiEmulator recorder = recorderOf(upstream, Optional.empty());
        LiveClient client = emulators.live(recorder).setUp("{\"model\":\"models/m\"}");
        client.send("{\"setup\":{\"model\":\"models/m\"}}");
        LiveClient.Event end = client.end();
        assertThat(end.code()).isEqualTo(1007);
        awaitRecorded(recorder, 1);

        GeminiEmulator replayer = replayerOf(EmulatorClock.virtual(Emulators.START), recorder.recorded());
        LiveClient again = emulators.live(replayer).setUp("{\"model\":\"models/m\"}");
        assertThat(again.send("{\"setup\":{\"model\":\"models/m\"}}").end()).isEqualTo(end);
    }

    @Test
    void secrets_ofTheClientAlone_areNeitherWrittenNorAwaited() {
        GeminiEmulator upstream = emulators.start(options -> options.clock(clock));
        upstream.script(Script.builder()
                .enforce(false)
                .expect(Expectation.setup(), Action.setupComplete(), Action.text("You are " + HANDLE))
                .build());
        GeminiEmulator recorder = recorderOf(upstream, Optional.empty());
        String setup = "{\"model\":\"models/m\",\"sessionResumption\":{\"handle\":\"%s\"}}";
        LiveClient client = emulators.live(recorder).setUp(setup.formatted(HANDLE));
        assertThat(LiveClient.said(List.of(client.message()))).contains(HANDLE);
        client.hangUp();
        awaitRecorded(recorder, 1);
        assertThat(recorder.recorded().get(0).toYaml())
                .contains("handle:\n          $any: true", "You are handle-")
                .doesNotContain(HANDLE);

        GeminiEmulator replayer = replayerOf(EmulatorClock.virtual(Emulators.START), recorder.recorded());
        for (String handle : List.of(HANDLE, "another-handle")) {
            replayer.clearScripts();
            recorder.recorded().forEach(replayer::script);
            emulators.live(replayer).setUp(setup.formatted(handle));
        }
        assertThat(replayer.unmatched()).isEmpty();
    }

    @Test
    void secrets_inWhatIsNoJson_areNotWritten() {
        String broken = "{\"key\": \"ephemera-emulator-key\", ";
        GeminiEmulator upstream = emulators.start(options -> options.clock(clock));
        upstream.script(Script.builder()
                .then(Action.raw(broken), Action.raw(broken.getBytes(StandardCharsets.UTF_8)))
                .build());
        GeminiEmulator recorder = recorderOf(upstream, Optional.empty());
        LiveClient client = emulators.live(recorder).setUp("{\"model\":\"models/m\"}");
        assertThat(client.event().text()).isEqualTo(broken);
        assertThat(client.event().text()).isEqualTo(broken);
        client.hangUp();
        awaitRecorded(recorder, 1);
        String harmless = Base64.getEncoder()
                .encodeToString(
                        broken.replace(upstream.apiKey(), "credential-1").getBytes(StandardCharsets.UTF_8));
        assertThat(recorder.recorded().get(0).toYaml())
                .contains("base64: " + harmless, "credential-1")
                .doesNotContain(upstream.apiKey());
    }

    /** A handshake that fails is no connection of the recording: who replays it has none for it. */
    @Test
    void connections_whenReplayed_areCountedWithoutThoseThatWereRefused() {
        GeminiEmulator upstream = emulators.start(options -> options.clock(clock));
        GeminiEmulator recorder = recorderOf(upstream, Optional.empty());
        upstream.faults().next(Fault.status(503));
        assertThatThrownBy(() -> emulators.live(recorder)).hasMessageContaining("WebSocketHandshakeException");
        emulators.live(recorder).setUp("{\"model\":\"models/m\"}").hangUp();
        awaitRecorded(recorder, 1);
        assertThat(recorder.recorded().get(0).toYaml()).contains("connection: 1");
    }
}
