package dev.ephemera.emulator.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program: in a process of its own where its exit status matters. */
final class MainTest {

    private static HttpResponse<String> call(String method, String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void main_whenStarted_saysWhereItIsServesAndEndsWhenTold() throws Exception {
        Process process = Program.run("--port", "0", "--key", "my-key", "--model-deny", "gone");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String url = out.readLine().replaceFirst("Gemini emulator at ", "");
            String address = url.substring("http://".length());
            assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+");
            String control = out.readLine().replaceFirst("Status page and control API at ", "");
            assertThat(control).matches("http://127\\.0\\.0\\.1:\\d+/");
            assertThat(out.readLine()).isEqualTo("EPHEMERA_EMULATOR=" + address);
            assertThat(out.readLine()).startsWith("GOOGLE_GEMINI_BASE_URL=" + url + " # ");
            assertThat(out.readLine()).isEqualTo("GEMINI_API_KEY=my-key");
            assertThat(out.readLine()).isEqualTo("EPHEMERA_EMULATOR_KEY=my-key");
            assertThat(call("POST", url + "/v1beta/auth_tokens", "x-goog-api-key", "my-key")
                            .body())
                    .contains("auth_tokens/");
            assertThat(call("GET", control + "state").body()).contains("\"tokens\": 1", "\"virtual\": false");
            process.toHandle().destroy(); // SIGTERM, with the streams left open
            assertThat(Program.end(process)).isEqualTo(143);
            assertThat(Program.rest(out)).isEmpty();
            assertThat(Program.rest(process.errorReader(StandardCharsets.UTF_8)))
                    .isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void main_withTls_writesWhatClientsHaveToTrustAndSaysHow(@TempDir Path directory) throws Exception {
        Path pem = directory.resolve("ca.pem");
        Path store = directory.resolve("trust.p12");
        Process process =
                Program.run("--certificate", pem.toString(), "--trust-store", store.toString(), "--no-control");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String url = out.readLine().replaceFirst("Gemini emulator at ", "");
            assertThat(url).startsWith("https://127.0.0.1:");
            assertThat(out.readLine()).isEqualTo("GOOGLE_GEMINI_BASE_URL=" + url);
            assertThat(out.readLine()).isEqualTo("NODE_EXTRA_CA_CERTS=" + pem);
            assertThat(out.readLine()).isEqualTo("SSL_CERT_FILE=" + pem);
            assertThat(out.readLine())
                    .isEqualTo("JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=" + store
                            + " -Djavax.net.ssl.trustStorePassword=changeit'");
            assertThat(out.readLine()).isEqualTo("GEMINI_API_KEY=ephemera-emulator-key");
            assertThat(pem).content().startsWith("-----BEGIN CERTIFICATE-----");
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(KeyStore.getInstance(store.toFile(), "changeit".toCharArray()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            HttpClient http = HttpClient.newBuilder().sslContext(context).build();
            HttpRequest nothing = HttpRequest.newBuilder(URI.create(url)).build();
            assertThat(http.send(nothing, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(404);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void main_whenAskedForHelp_printsIt() throws Exception {
        Process process = Program.run("--help");
        assertThat(Program.rest(process.inputReader(StandardCharsets.UTF_8)))
                .startsWith("Usage: java -jar ephemera-emulator-all.jar")
                .contains("--tls", "--let-others-reach-this", "--control-port", "--virtual");
        assertThat(Program.end(process)).isZero();
    }

    @Test
    void main_whenAnOptionIsUnknown_namesTheOthersAndFails() throws Exception {
        Process process = Program.run("--prot", "1");
        assertThat(Program.rest(process.errorReader(StandardCharsets.UTF_8)))
                .isEqualTo(
                        "There is no option --prot; there are --port, --host, --let-others-reach-this, --tls, --certificate,"
                                + " --trust-store, --control-port, --no-control, --virtual, --key, --model, --model-deny, --assume,"
                                + " --text-frames, --script, --upstream, --record, --verbose, --version, --help, which --help explains.");
        assertThat(Program.rest(process.inputReader(StandardCharsets.UTF_8))).isEmpty();
        assertThat(Program.end(process)).isEqualTo(2);
    }

    @Test
    void main_whenAskedForItsVersion_printsIt() throws Exception {
        Process process = Program.run("--version");
        assertThat(Program.rest(process.inputReader(StandardCharsets.UTF_8)))
                .matches("ephemera-emulator \\d+\\.\\d+\\.\\d+\\S*");
        assertThat(Program.end(process)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--control-port"})
    void main_whenAPortIsTaken_saysSoAndFails(String option) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Process process = Program.run(option, String.valueOf(taken.getLocalPort()));
            assertThat(Program.rest(process.errorReader(StandardCharsets.UTF_8)))
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort(), "choose a port that is free");
            assertThat(Program.end(process)).isEqualTo(1);
        }
    }

    @Test
    void main_withAScript_playsIt(@TempDir Path directory) throws Exception {
        Path script = Files.writeString(
                directory.resolve("script.yaml"), "steps:\n- expect: {setup: {}}\n  then: [{close: {code: 4321}}]\n");
        Process process = Program.run("--script", script.toString(), "--no-control");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String url = out.readLine().replaceFirst("Gemini emulator at http", "ws");
            CompletableFuture<Integer> code = new CompletableFuture<>();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create(
                                    url
                                            + "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent?key=ephemera-emulator-key"),
                            new WebSocket.Listener() {
                                @Override
                                public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
                                    code.complete(status);
                                    return null;
                                }
                            })
                    .get(30, TimeUnit.SECONDS);
            socket.sendText("{\"setup\":{\"model\":\"models/m\"}}", true).get(30, TimeUnit.SECONDS);
            assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(4321);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void main_withAScriptThatIsNone_saysWhereAndFails(@TempDir Path directory) throws Exception {
        Path script = Files.writeString(directory.resolve("script.yaml"), "steps: 5\n");
        Process process = Program.run("--script", script.toString());
        assertThat(Program.rest(process.errorReader(StandardCharsets.UTF_8)))
                .startsWith("--script " + script + " is no script: line 1: steps must be a list");
        assertThat(Program.end(process)).isEqualTo(2);
    }
}
