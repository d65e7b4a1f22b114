package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Recording with TLS in front and behind. */
final class RecordTlsTest {

    private static final String SETUP = "{\"model\":\"models/m\"}";

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static HttpResponse<String> mint(HttpClient http, GeminiEmulator emulator) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.baseUrl() + "/v1alpha/auth_tokens"))
                .header("x-goog-api-key", emulator.apiKey())
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private LiveClient live(HttpClient http, GeminiEmulator emulator, String token) {
        String url = "wss://" + emulator.baseUrl().getAuthority() + LiveClient.path("v1alpha", true) + "?access_token=";
        return emulators.closing(LiveClient.open(http, url + token));
    }

    @Test
    void session_withTlsInFrontAndBehind_isRecordedAndReplays() throws Exception {
        GeminiEmulator upstream = emulators.start(options -> options.tls(true).apiKey("another"));
        GeminiEmulator recorder = emulators.start(options -> options.tls(true)
                .upstream(upstream.baseUrl())
                .upstreamKey(upstream.apiKey())
                .upstreamSslContext(upstream.certificate().sslContext()));
        HttpClient http = HttpClient.newBuilder()
                .sslContext(recorder.certificate().sslContext())
                .build();
        String token = Rest.json(mint(http, recorder)).path("name").asString();
        LiveClient client = live(http, recorder, token).setUp(SETUP);
        String said = LiveClient.said(
                client.send("{\"realtimeInput\":{\"text\":\"Hi\"}}").turn());
        client.hangUp();
        Await.until("it is recorded", () -> recorder.recorded().size() == 1);
        assertThat(upstream.sessions().get(0).constrained()).isTrue();

        GeminiEmulator replayer = emulators.start(options -> options.tls(true));
        replayer.script(recorder.recorded().get(0));
        HttpClient again = HttpClient.newBuilder()
                .sslContext(replayer.certificate().sslContext())
                .build();
        LiveClient replayed = live(again, replayer, token).setUp(SETUP);
        assertThat(LiveClient.said(
                        replayed.send("{\"realtimeInput\":{\"text\":\"Hi\"}}").turn()))
                .isEqualTo(said);
    }

    @Test
    void endpoint_thatIsNotTrusted_isNotReached() throws Exception {
        GeminiEmulator upstream = emulators.start(options -> options.tls(true));
        GeminiEmulator other = emulators.start(options -> options.tls(true));
        for (GeminiEmulator recorder : new GeminiEmulator[] {
            emulators.start(options -> options.upstream(upstream.baseUrl())),
            emulators.start(options -> options.upstream(upstream.baseUrl())
                    .upstreamSslContext(other.certificate().sslContext()))
        }) {
            HttpResponse<String> minted = mint(HttpClient.newHttpClient(), recorder);
            assertThat(minted.statusCode()).isEqualTo(502);
            assertThat(minted.body()).contains("cannot be reached: TLS does not come about", "upstreamSslContext");
            assertThat(CutConnection.answer(recorder))
                    .startsWith("HTTP/1.1 502")
                    .contains("cannot be reached: TLS does not come about");
        }
        assertThat(upstream.tokens()).isEmpty();
        assertThat(upstream.sessions()).isEmpty();
    }

    @Test
    void endpoint_underANameThatItsCertificateHasNot_isNotReached() throws Exception {
        // Its certificate names 127.0.0.1 and no other address of this machine.
        GeminiEmulator upstream = emulators.start(options -> options.tls(true).host("127.0.0.2"));
        GeminiEmulator recorder = emulators.start(options -> options.upstream(upstream.baseUrl())
                .upstreamSslContext(upstream.certificate().sslContext()));
        HttpResponse<String> minted = mint(HttpClient.newHttpClient(), recorder);
        assertThat(minted.statusCode()).isEqualTo(502);
        assertThat(minted.body()).contains("127.0.0.2");
    }

    @Test
    void trust_withoutAnEndpoint_isRefused() {
        GeminiEmulator other = emulators.start(options -> options.tls(true));
        EmulatorOptions.Builder options =
                EmulatorOptions.builder().upstreamSslContext(other.certificate().sslContext());
        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("upstreamSslContext is given without upstream");
    }

    /** The program trusts what its Java run time does, and has the key from its environment. */
    @Test
    void program_withATrustStoreAndAKeyInItsEnvironment_needsNoMore(@TempDir Path directory) throws Exception {
        String key = "the-key-of-upstream";
        GeminiEmulator upstream = emulators.start(options -> options.tls(true).apiKey(key));
        Path trust = directory.resolve("trust.p12");
        upstream.certificate().writeTrustStore(trust);
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djavax.net.ssl.trustStore=" + trust,
                "-Djavax.net.ssl.trustStorePassword=" + EmulatorCertificate.TRUST_STORE_PASSWORD,
                "-cp",
                System.getProperty("java.class.path"),
                dev.ephemera.emulator.internal.cli.Main.class.getName(),
                "--upstream",
                upstream.baseUrl().toString());
        command.environment().put("EPHEMERA_UPSTREAM_KEY", key);
        Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String url = out.readLine().replaceFirst("Gemini emulator at ", "");
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1alpha/auth_tokens"))
                    .header("x-goog-api-key", EmulatorProcess.KEY)
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body())
                    .contains("auth_tokens/");
        } finally {
            process.destroyForcibly();
        }
        assertThat(upstream.tokens()).hasSize(1);
    }
}
