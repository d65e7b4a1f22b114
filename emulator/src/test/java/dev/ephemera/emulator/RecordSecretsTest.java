package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an endpoint repeats of a credential: in recordings it stands nowhere, and the client gets its own back. */
final class RecordSecretsTest {

    private static final String REAL = "the-key-of-upstream";
    private static final String SETUP = "{\"model\":\"models/m\"}";

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private GeminiEmulator upstream() {
        return emulators.start(options -> options.apiKey(REAL));
    }

    /** Clients present the real key themselves. */
    private GeminiEmulator recorderOf(GeminiEmulator upstream) {
        return emulators.start(options -> options.upstream(upstream.baseUrl()));
    }

    private static String recorded(GeminiEmulator recorder, int sessions) {
        Await.until("it is recorded", () -> recorder.recorded().size() == sessions);
        return recorder.recorded().get(sessions - 1).toYaml();
    }

    private static String call(LiveClient client, String secretName) {
        String calls = client.setUp(SETUP)
                .send("{\"realtimeInput\":{\"text\":\"call\"}}")
                .message()
                .toString();
        client.send("{\"toolResponse\":{\"functionResponses\":[{\"id\":\"1\",\"name\":\"light\",\"response\":{\""
                + secretName + "\":{\"on\":true}}}]}}");
        client.turn();
        client.hangUp();
        return calls;
    }

    @Test
    void names_thatHoldASecret_areNeitherWrittenNorShown() {
        String token = "auth_tokens/in-a-name";
        GeminiEmulator upstream = upstream();
        upstream.script(Script.builder()
                .expect(Expectation.text("call"), Action.toolCall("1", "light", Map.of(REAL, 1, token, 2)))
                .expect(Expectation.message("toolResponse: {}"), Action.text("Done."), Action.turnComplete())
                .build());
        GeminiEmulator recorder = recorderOf(upstream);
        List<String> shown = new CopyOnWriteArrayList<>();
        recorder.listen(new EmulatorListener() {
            @Override
            public void passed(EmulatedSession session, EmulatedFrame frame) {
                shown.add(frame.toString());
            }
        });
        for (String name : List.of(REAL, token)) {
            assertThat(call(emulators.live(recorder, "v1beta", false, "key=" + REAL), name))
                    .contains(REAL, token);
        }
        assertThat(recorded(recorder, 2)).contains("Done.", "credential-").doesNotContain(REAL, token);
        assertThat(recorder.recorded().get(0).toYaml())
                .contains("Done.", "$any")
                .doesNotContain(REAL, token);
        assertThat(shown).isNotEmpty().noneMatch(frame -> frame.contains(token));

        GeminiEmulator replayer = emulators.start();
        recorder.recorded().forEach(replayer::script);
        for (String name : List.of(REAL, token)) {
            call(emulators.live(replayer), name);
        }
        assertThat(replayer.unmatched()).isEmpty();
    }

    @Test
    void secret_thatBeginsWithAnother_leavesNoRest() {
        GeminiEmulator recorder = recorderOf(upstream());
        LiveClient shorter = emulators.live(recorder, "v1beta", false, "key=" + REAL.substring(0, 12));
        assertThat(shorter.send("{\"setup\":" + SETUP + "}").end().reason()).startsWith("API key not valid");
        recorded(recorder, 1);
        LiveClient client =
                emulators.live(recorder, "v1beta", false, "key=" + REAL).setUp(SETUP);
        client.send("{\"realtimeInput\":{\"text\":\"" + REAL + "\"}}");
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: " + REAL);
        client.hangUp();
        assertThat(recorded(recorder, 2)).contains("credential-").doesNotContain(REAL.substring(12));
    }

    @Test
    void secret_inBytesThatAreNoText_isNotWritten() {
        GeminiEmulator upstream = upstream();
        byte[] bytes = ("\u00ff" + REAL).getBytes(StandardCharsets.ISO_8859_1);
        upstream.script(Script.builder()
                .expect(Expectation.text("raw"), Action.raw(bytes), Action.close(1000, ""))
                .build());
        GeminiEmulator recorder = recorderOf(upstream);
        LiveClient client = emulators
                .live(recorder, "v1beta", false, "key=" + REAL)
                .setUp(SETUP)
                .send("{\"realtimeInput\":{\"text\":\"raw\"}}");
        assertThat(client.end().code()).isEqualTo(1000);
        assertThat(recorded(recorder, 1))
                .contains("base64")
                .doesNotContain(Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void audio_thatHappensToHoldTheLettersOfASecret_isWrittenAsItCame() {
        String key = "abcdefgh1234";
        String audio = "QUJD".repeat(20) + key + "QUJD".repeat(20);
        GeminiEmulator upstream = emulators.start(options -> options.apiKey(key));
        upstream.script(Script.builder()
                .expect(
                        Expectation.text("sing"),
                        Action.send("{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"inlineData\":{\"mimeType\":"
                                + "\"audio/pcm;rate=24000\",\"data\":\"" + audio + "\"}}]}}}"),
                        Action.close(1000, ""))
                .build());
        GeminiEmulator recorder = recorderOf(upstream);
        LiveClient client = emulators
                .live(recorder, "v1beta", false, "key=" + key)
                .setUp(SETUP)
                .send("{\"realtimeInput\":{\"text\":\"sing\"}}");
        assertThat(client.end().code()).isEqualTo(1000);
        assertThat(recorded(recorder, 1)).contains(audio);
    }

    @Test
    void key_ofTheService_doesNotComeBackInMessagesAndCloses() {
        GeminiEmulator upstream = upstream();
        upstream.script(Script.builder()
                .expect(
                        Expectation.text("tell"),
                        Action.text("Your key is " + REAL + "."),
                        Action.close(4321, "key " + REAL + " revoked"))
                .build());
        GeminiEmulator recorder =
                emulators.start(options -> options.upstream(upstream.baseUrl()).upstreamKey(REAL));
        LiveClient client = emulators.live(recorder).setUp(SETUP).send("{\"realtimeInput\":{\"text\":\"tell\"}}");
        assertThat(LiveClient.said(List.of(client.message()))).isEqualTo("Your key is " + recorder.apiKey() + ".");
        assertThat(client.end().reason()).isEqualTo("key " + recorder.apiKey() + " revoked");
        assertThat(recorded(recorder, 1)).contains("Your key is credential-").doesNotContain(REAL, recorder.apiKey());
        assertThat(recorder.sessions().toString()).doesNotContain(REAL);
    }

    @Test
    void key_ofTheService_doesNotComeBackInRedirects() throws IOException {
        String real = "real+key/of%the=service&x";
        String encoded = URLEncoder.encode(real, StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String elsewhere = "https://elsewhere.example" + exchange.getRequestURI();
            byte[] body = (elsewhere + " " + exchange.getRequestHeaders().getFirst("x-goog-api-key"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", elsewhere);
            exchange.sendResponseHeaders(302, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI there = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            GeminiEmulator recorder =
                    emulators.start(options -> options.upstream(there).upstreamKey(real));
            String own = "?key=" + recorder.apiKey();
            assertThat(CutConnection.answer(recorder))
                    .startsWith("HTTP/1.1 302")
                    .contains("https://elsewhere.example", own)
                    .doesNotContain(real, encoded);
            HttpResponse<String> minted = Rest.call(
                    recorder, "POST", "/v1alpha/auth_tokens" + own, "{}", "x-goog-api-key", recorder.apiKey());
            assertThat(minted.statusCode()).isEqualTo(302);
            String location = minted.headers().firstValue("Location").orElseThrow();
            assertThat(location).isEqualTo("https://elsewhere.example/v1alpha/auth_tokens" + own);
            assertThat(minted.body()).isEqualTo(location + " " + recorder.apiKey());
        } finally {
            server.stop(0);
        }
    }
}
