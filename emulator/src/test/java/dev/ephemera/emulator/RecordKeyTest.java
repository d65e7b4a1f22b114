package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Script;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The key of the recorded endpoint, which clients need not know. */
final class RecordKeyTest {

    /** It has characters that mean something in a query. */
    private static final String REAL = "real+key/of%the=service&x";

    private static final String SETUP = "{\"model\":\"models/m\"}";

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private final GeminiEmulator upstream =
            GeminiEmulator.start(EmulatorOptions.builder().apiKey(REAL).build());

    private GeminiEmulator recorder() {
        emulators.closing(upstream);
        return emulators.start(options -> options.upstream(upstream.baseUrl()).upstreamKey(REAL));
    }

    @Test
    void key_ofTheEmulator_standsForTheRealOneInEachForm() {
        GeminiEmulator recorder = recorder();
        assertThat(recorder.apiKey()).isEqualTo("ephemera-emulator-key");
        emulators
                .live(recorder, "v1beta", false, "alt=json&key=ephemera-emulator%2Dkey")
                .setUp(SETUP);
        String url = "ws://" + recorder.baseUrl().getAuthority() + LiveClient.path("v1beta", false);
        LiveClient inHeader = LiveClient.open(HttpClient.newHttpClient(), url, "x-goog-api-key", recorder.apiKey());
        emulators.closing(inHeader).setUp(SETUP);
        String token = Rest.mint(recorder, "{}");
        emulators.live(recorder, token).setUp(SETUP);
        assertThat(upstream.tokens()).hasSize(1);
        assertThat(upstream.sessions())
                .extracting(EmulatedSession::credentialForm)
                .containsExactly(
                        CredentialForm.KEY_IN_QUERY, CredentialForm.KEY_IN_HEADER, CredentialForm.TOKEN_IN_QUERY);
    }

    @Test
    void key_thatIsNotTheEmulators_isHandedOnAsItIs() {
        GeminiEmulator recorder = recorder();
        LiveClient wrong = emulators.live(recorder, "v1beta", false, "key=another");
        assertThat(wrong.send("{\"setup\":" + SETUP + "}").end().reason()).startsWith("API key not valid");
        assertThat(Rest.call(recorder, "POST", "/v1beta/auth_tokens", "{}", "x-goog-api-key", "another")
                        .statusCode())
                .isEqualTo(400);
        assertThat(Rest.call(recorder, "POST", "/v1beta/auth_tokens", "{}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void key_ofTheService_isNeitherShownNorWritten(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("session.yaml");
        emulators.closing(upstream);
        upstream.script(Script.builder()
                .expect(Expectation.text(REAL), Action.text("You said: " + REAL), Action.turnComplete())
                .build());
        GeminiEmulator recorder = emulators.start(options ->
                options.upstream(upstream.baseUrl()).upstreamKey(REAL).recordTo(file));
        List<String> shown = new CopyOnWriteArrayList<>();
        recorder.listen(new EmulatorListener() {
            @Override
            public void passed(EmulatedSession session, EmulatedFrame frame) {
                shown.add(frame.toString());
            }
        });
        LiveClient client = emulators.live(recorder).setUp(SETUP);
        // The worst case: somebody says it, and it is repeated.
        client.send("{\"realtimeInput\":{\"text\":\"" + REAL + "\"}}");
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: " + recorder.apiKey());
        client.hangUp();
        Await.until("it is written", () -> recorder.recorded().size() == 1);
        assertThat(Files.readString(file)).contains("You said: credential-").doesNotContain(REAL);
        assertThat(recorder.options().toString()).doesNotContain(REAL);
        assertThat(recorder.warnings()).isEmpty();
        assertThat(shown).isNotEmpty();
    }

    @Test
    void endpoint_thatCannotBeReached_isNamedWithoutTheKey() {
        GeminiEmulator recorder = recorder();
        String there = upstream.baseUrl().toString();
        upstream.close();
        assertThat(Rest.create(recorder, "v1beta", "{}").body())
                .contains("cannot be reached", there)
                .doesNotContain(REAL, recorder.apiKey());
    }

    @Test
    void warning_ofARealKey_isOnlyForClientsThatNeedNone() {
        String key = "AI" + "za" + "SyTHISISNOKEY0123456789-abcdef_ghij";
        GeminiEmulator withKey = recorder();
        var unused = Rest.call(withKey, "POST", "/v1beta/auth_tokens", "{}", "x-goog-api-key", key);
        assertThat(withKey.warnings()).hasSize(1);
        GeminiEmulator without = emulators.start(options -> options.upstream(upstream.baseUrl()));
        unused = Rest.call(without, "POST", "/v1beta/auth_tokens", "{}", "x-goog-api-key", key);
        assertThat(without.warnings()).isEmpty();
    }

    private static void assertRefused(Consumer<EmulatorOptions.Builder> choose, String why) {
        EmulatorOptions.Builder options = EmulatorOptions.builder();
        choose.accept(options);
        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining(REAL);
    }

    @Test
    void options_thatCannotBeOrGiveTheKeyAway_areRefused() {
        upstream.close();
        URI there = URI.create("https://127.0.0.1:1");
        assertRefused(options -> options.upstreamKey(REAL), "upstreamKey is given without upstream");
        assertRefused(options -> options.upstream(there).upstreamKey(" "), "upstreamKey is blank");
        assertRefused(
                options -> options.upstream(there).upstreamKey(REAL).letOthersReachThis(true), "choose an apiKey");
        assertThat(EmulatorOptions.builder()
                        .upstream(there)
                        .upstreamKey(REAL)
                        .letOthersReachThis(true)
                        .apiKey("guess this")
                        .build()
                        .upstreamKey())
                .hasValue(REAL);
        for (String remote : List.of("http://service.example", "WS://192.168.0.1:8080/x", "http://localhost.example")) {
            assertRefused(
                    options -> options.upstream(URI.create(remote)), "upstream is " + remote + ", where everybody");
        }
        assertRefused(options -> options.upstream(URI.create("https://" + "a:b@127.0.0.1:1")), "user information");
    }
}
