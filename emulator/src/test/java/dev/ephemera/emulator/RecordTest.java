package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Recording a session with another endpoint, and replaying it. */
final class RecordTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final String SETUP = "{\"model\":\"models/audio\",\"outputAudioTranscription\":{},"
            + "\"sessionResumption\":{},\"realtimeInputConfig\":{\"automaticActivityDetection\":{\"disabled\":true}},"
            + "\"tools\":[{\"functionDeclarations\":[{\"name\":\"light\","
            + "\"parametersJsonSchema\":{\"$ref\":\"#/$defs/a\"}}]}]}";

    private final EmulatorClock clock = EmulatorClock.virtual(Emulators.START);

    private GeminiEmulator recorderOf(GeminiEmulator upstream, Optional<Path> file) {
        return emulators.start(
                options -> options.clock(clock).upstream(upstream.baseUrl()).recordTo(file));
    }

    private GeminiEmulator upstream() {
        return emulators.start(options -> options.clock(clock));
    }

    private static String audio(int millis) {
        String data = Base64.getEncoder().encodeToString(new byte[millis * 32]);
        return "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\"" + data + "\"}}}";
    }

    /** A session with speech, a function call and time that passes; what the client saw, and its last handle. */
    private List<String> talk(LiveClient client, EmulatorClock time) {
        List<JsonNode> seen = new ArrayList<>();
        client.send("{\"setup\":" + SETUP + "}");
        seen.addAll(client.until(message -> message.has("sessionResumptionUpdate")));
        client.send("{\"realtimeInput\":{\"activityStart\":{}}}")
                .send(audio(300))
                .send(audio(200));
        client.send("{\"realtimeInput\":{\"activityEnd\":{}}}");
        seen.addAll(client.until(message -> message.path("serverContent").has("generationComplete")));
        seen.addAll(passing(client, time, "turnComplete"));
        client.send("{\"realtime_input\":{\"text\":\"Please call light\"}}");
        seen.addAll(client.until(message -> message.has("toolCall")));
        String id = seen.get(seen.size() - 1).at("/toolCall/functionCalls/0/id").asString();
        client.send("{\"toolResponse\":{\"functionResponses\":[{\"id\":\"" + id
                + "\",\"name\":\"light\",\"response\":{\"on\":true}}]}}");
        seen.addAll(client.until(message -> message.path("serverContent").has("generationComplete")));
        seen.addAll(passing(client, time, "turnComplete"));
        return seen.stream()
                .map(message -> message.toString().replaceAll("\"newHandle\":\"[^\"]+\"", "\"newHandle\":\"…\""))
                .toList();
    }

    /** Moves the time until a message comes. */
    private static List<JsonNode> passing(LiveClient client, EmulatorClock time, String wanted) {
        Await.until("something comes", () -> {
            time.advance(Duration.ofMillis(10));
            return !client.isQuiet();
        });
        List<JsonNode> messages = new ArrayList<>(
                client.until(message -> message.path("serverContent").has(wanted)));
        Await.until("the handle comes", () -> {
            time.advance(Duration.ofMillis(10));
            return !client.isQuiet();
        });
        messages.add(client.message());
        return messages;
    }

    @Test
    void session_whenRecorded_replaysToTheSame(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("session.yaml");
        GeminiEmulator upstream = upstream();
        GeminiEmulator recorder = recorderOf(upstream, Optional.of(file));
        LiveClient client = emulators.live(recorder, "v1beta", false, "key=" + upstream.apiKey());
        List<String> seen = talk(client, clock);
        client.hangUp();
        Await.until("it is written", () -> recorder.recorded().size() == 1);
        Await.until("the close has come", () -> upstream.sessions().get(0).end().isPresent());
        assertThat(upstream.sessions().get(0).end()).hasValue(new SessionEnd(1000, "Client closing", false));

        String yaml = Files.readString(file);
        assertThat(yaml)
                .contains("expect:\n    audio:\n      atLeast: 500ms")
                .contains("$equals:")
                .contains("handle-")
                .doesNotContain(upstream.apiKey());
        assertThat(Script.readAll(file)).isEqualTo(recorder.recorded());

        EmulatorClock time = EmulatorClock.virtual(Emulators.START);
        GeminiEmulator replayer = emulators.start(options -> options.clock(time));
        Script.readAll(file).forEach(replayer::script);
        List<String> again = talk(emulators.live(replayer), time);
        assertThat(replayer.unmatched()).isEmpty();
        assertThat(again).isEqualTo(seen);
    }

    @Test
    void handle_whenRecorded_staysTheSameFromSessionToSessionAndIsNotWritten(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("sessions.yaml");
        GeminiEmulator upstream = upstream();
        GeminiEmulator recorder = recorderOf(upstream, Optional.of(file));
        String token = Rest.mint(recorder, "{\"uses\":2}");
        String handle = resume(recorder, token, "");
        resume(recorder, token, handle);
        Await.until("both are written", () -> recorder.recorded().size() == 2);
        assertThat(Files.readString(file))
                .doesNotContain(token)
                .doesNotContain(handle)
                .doesNotContain(upstream.apiKey());

        GeminiEmulator replayer = emulators.start();
        Script.readAll(file).forEach(replayer::script);
        String placeholder = resume(replayer, "auth_tokens/any", "");
        assertThat(placeholder).startsWith("handle-");
        resume(replayer, "auth_tokens/any", placeholder);
        assertThat(replayer.unmatched()).isEmpty();
    }

    private String resume(GeminiEmulator emulator, String token, String handle) {
        LiveClient client = emulators.live(emulator, token);
        String resumption = handle.isEmpty() ? "{}" : "{\"handle\":\"" + handle + "\"}";
        client.setUp("{\"model\":\"models/m\",\"sessionResumption\":" + resumption + "}");
        String next = client.message().at("/sessionResumptionUpdate/newHandle").asString();
        client.hangUp();
        return next;
    }

    @Test
    void close_ofTheService_isHandedOnAndReplayed() {
        GeminiEmulator upstream = upstream();
        upstream.script(Script.builder()
                .expect(Expectation.text("end"), Action.close(4321, "that is the end"))
                .build());
        GeminiEmulator recorder = recorderOf(upstream, Optional.empty());
        LiveClient client = emulators.live(recorder, "v1beta", false, "key=" + upstream.apiKey());
        client.setUp("{\"model\":\"models/m\"}").send("{\"realtimeInput\":{\"text\":\"end\"}}");
        LiveClient.Event end = client.event();
        assertThat(end.code()).isEqualTo(4321);
        assertThat(end.reason()).isEqualTo("that is the end");
        Await.until("it is recorded", () -> recorder.recorded().size() == 1);
        assertThat(recorder.recorded().get(0).toYaml()).contains("code: 4321").contains("reason: that is the end");
    }

    @Test
    void cut_ofTheService_isHandedOnAndWritten() throws IOException {
        GeminiEmulator upstream = upstream();
        upstream.script(Script.builder().then(Action.close(1006, "")).build());
        GeminiEmulator recorder = emulators.start(options -> options.clock(clock)
                .upstream(URI.create(upstream.baseUrl().toString().replace("http", "ws")))
                .apiKey(upstream.apiKey()));
        assertThat(CutConnection.frames(recorder, "{\"model\":\"models/m\"}")).allMatch(first -> first == 0x82);
        Await.until("it is recorded", () -> recorder.recorded().size() == 1);
        assertThat(recorder.recorded().get(0).toYaml()).contains("close:\n      code: 1006");
    }

    @Test
    void frames_inPartsAndOfBothKinds_areHandedOnAsTheyCame() {
        GeminiEmulator upstream =
                emulators.start(options -> options.clock(clock).textFrames(true));
        GeminiEmulator recorder = recorderOf(upstream, Optional.empty());
        LiveClient client = emulators.live(recorder, "v1beta", false, "key=" + upstream.apiKey());
        client.sendPart("{\"setup\":").send("{\"model\":\"models/m\"}}");
        LiveClient.Event complete = client.event();
        assertThat(complete.binary()).isFalse();
        assertThat(complete.text()).isEqualTo("{\n  \"setupComplete\": {}\n}\n");
        client.sendBinary("{\"realtimeInput\":{\"text\":\"Hi\"}}".getBytes(StandardCharsets.UTF_8));
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: Hi");
        assertThat(client.ping("there?").event().text()).isEqualTo("pong: there?");
    }

    @Test
    void handshake_thatIsRefusedUpstream_isRefusedTheSame() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"error\":\"slow down\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(429, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prefix/");
            GeminiEmulator recorder = emulators.start(options -> options.upstream(base));
            String answer = handshake(recorder);
            assertThat(answer)
                    .startsWith("HTTP/1.1 429")
                    .containsIgnoringCase("Retry-After: 7")
                    .endsWith("{\"error\":\"slow down\"}");
        } finally {
            server.stop(0);
        }
        GeminiEmulator gone = emulators.start();
        GeminiEmulator recorder = emulators.start(options -> options.upstream(gone.baseUrl()));
        gone.close();
        assertThat(handshake(recorder)).startsWith("HTTP/1.1 502").contains("cannot be reached: nothing listens there");
        HttpResponse<String> minted = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(recorder.baseUrl().resolve("/v1alpha/auth_tokens"))
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(minted.statusCode()).isEqualTo(502);
    }

    private static String handshake(GeminiEmulator emulator) throws IOException {
        return CutConnection.answer(emulator);
    }

    @Test
    void options_thatCannotBe_areRefused(@TempDir Path directory) {
        assertThatThrownBy(() -> emulators.start(options -> options.upstream(URI.create("ftp://x"))))
                .hasMessageContaining("upstream is ftp://x");
        assertThatThrownBy(() -> emulators.start(options -> options.recordTo(directory.resolve("a"))))
                .hasMessageContaining("recordTo is given without upstream");
        GeminiEmulator upstream = upstream();
        assertThatThrownBy(() -> recorderOf(
                        upstream, Optional.of(directory.resolve("none").resolve("a"))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageMatching("The recording cannot be written to .*none/a:"
                        + " the directory does not exist; name a file in one that does\\.");
    }

    @Test
    void recording_whenTheStartFails_isKept(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("session.yaml"), "earlier");
        GeminiEmulator upstream = upstream();
        List<UnaryOperator<EmulatorOptions.Builder>> taken =
                List.of(options -> options.port(upstream.port()), options -> options.controlPort(upstream.port()));
        for (UnaryOperator<EmulatorOptions.Builder> port : taken) {
            assertThatThrownBy(() -> emulators.start(options ->
                            port.apply(options.upstream(upstream.baseUrl()).recordTo(file))))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot listen");
            assertThat(file).hasContent("earlier");
        }
        recorderOf(upstream, Optional.of(file));
        assertThat(file).isEmptyFile();
    }

    @Test
    void script_forARecorder_isRefused() {
        GeminiEmulator upstream = upstream();
        GeminiEmulator recorder =
                emulators.start(options -> options.upstream(upstream.baseUrl()).controlPort(0));
        Script script = Script.builder().then(Action.text("never")).build();
        assertThatThrownBy(() -> recorder.script(script))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it records " + upstream.baseUrl());
        Control.assertError(
                Control.call(recorder, "PUT", "/scripts", script.toYaml()),
                409,
                "give them to an emulator without upstream");
        assertThat(Control.call(recorder, "PUT", "/scripts", "[]").statusCode()).isEqualTo(200);
    }
}
