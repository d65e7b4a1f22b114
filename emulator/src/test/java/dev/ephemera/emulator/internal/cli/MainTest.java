package dev.ephemera.emulator.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.types.Modality;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The program: in a process of its own where its exit status matters. */
final class MainTest {

    private static Process run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static String rest(BufferedReader reader) {
        return String.join("\n", reader.lines().toList());
    }

    private static int end(Process process) throws Exception {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static HttpResponse<String> call(String method, String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void main_whenStarted_saysWhereItIsServesAndEndsWhenTold() throws Exception {
        Process process = run("--port", "0", "--key", "my-key", "--model-deny", "gone");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String url = out.readLine().replaceFirst("Gemini emulator at ", "");
            String address = url.substring("http://".length());
            assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+");
            String control = out.readLine().replaceFirst("Status page and control API at ", "");
            assertThat(control).matches("http://127\\.0\\.0\\.1:\\d+/");
            assertThat(out.readLine()).isEqualTo("EPHEMERA_EMULATOR=" + address);
            assertThat(out.readLine()).isEqualTo("GEMINI_API_KEY=my-key");
            assertThat(out.readLine()).isEqualTo("EPHEMERA_EMULATOR_KEY=my-key");
            assertThat(call("POST", url + "/v1beta/auth_tokens", "x-goog-api-key", "my-key")
                            .body())
                    .contains("auth_tokens/");
            assertThat(call("GET", control + "state").body()).contains("\"tokens\": 1", "\"virtual\": false");
            process.toHandle().destroy(); // SIGTERM, with the streams left open
            assertThat(end(process)).isEqualTo(143);
            assertThat(rest(out)).isEmpty();
            assertThat(rest(process.errorReader(StandardCharsets.UTF_8))).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void main_withTls_writesWhatClientsHaveToTrustAndSaysHow(@TempDir Path directory) throws Exception {
        Path pem = directory.resolve("ca.pem");
        Path store = directory.resolve("trust.p12");
        Process process = run("--certificate", pem.toString(), "--trust-store", store.toString(), "--no-control");
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
    void main_verboseInVirtualTime_printsWhatPassesAndWarnsOfRealKeys() throws Exception {
        String key = "AI" + "za" + "SyTHISISNOKEY0123456789-abcdef_ghij";
        Process process = run("--verbose", "--virtual", "2030-01-01T00:00:00Z");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String url = out.readLine().replaceFirst("Gemini emulator at ", "");
            String control = out.readLine().replaceFirst("Status page and control API at ", "");
            out.readLine();
            out.readLine();
            call("POST", url + "/v1alpha/auth_tokens?key=" + key);
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create(
                                    url.replaceFirst("http", "ws")
                                            + "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent?key=ephemera-emulator-key"),
                            new WebSocket.Listener() {})
                    .get(30, TimeUnit.SECONDS);
            socket.sendText("{\"setup\":{\"model\":\"models/m\"}}", true).get(30, TimeUnit.SECONDS);
            String at = "2030-01-01T00:00:00Z session 1 ";
            assertThat(out.readLine()).isEqualTo(at + "opened: v1beta, KEY_IN_QUERY");
            assertThat(out.readLine()).isEqualTo(at + "< TEXT 30 bytes {\"setup\":{\"model\":\"models/m\"}}");
            assertThat(out.readLine()).startsWith(at + "> BINARY ").endsWith("{\"setupComplete\":{}}");
            assertThat(call("GET", control + "clock").body()).contains("2030-01-01T00:00:00Z", "true");
            socket.abort();
            assertThat(out.readLine()).startsWith("session 1 ended: 1006");
            process.toHandle().destroy();
            assertThat(end(process)).isEqualTo(143);
            assertThat(rest(process.errorReader(StandardCharsets.UTF_8)))
                    .matches("WARNING: What looks like a Google API key .AIza.{1,3}. was sent to an emulator, [^\\n]*")
                    .doesNotContain(key);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void main_whenAskedForHelp_printsIt() throws Exception {
        Process process = run("--help");
        assertThat(rest(process.inputReader(StandardCharsets.UTF_8)))
                .startsWith("Usage: java -jar ephemera-emulator.jar")
                .contains("--tls", "--let-others-reach-this", "--control-port", "--virtual");
        assertThat(end(process)).isZero();
    }

    @Test
    void main_whenAnArgumentIsWrong_printsTheUsageAndFails() throws Exception {
        Process process = run("--prot", "1");
        assertThat(rest(process.errorReader(StandardCharsets.UTF_8)))
                .startsWith("Unknown option")
                .contains("--port");
        assertThat(rest(process.inputReader(StandardCharsets.UTF_8))).isEmpty();
        assertThat(end(process)).isEqualTo(2);
    }

    @Test
    void main_whenAValueIsOutOfRange_saysSoAndFails() throws Exception {
        Process process = run("--host", "0.0.0.0");
        assertThat(rest(process.errorReader(StandardCharsets.UTF_8)))
                .startsWith("host is 0.0.0.0, which others may reach")
                .contains("--let-others-reach-this");
        assertThat(end(process)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--control-port"})
    void main_whenAPortIsTaken_saysSoAndFails(String option) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Process process = run(option, String.valueOf(taken.getLocalPort()));
            assertThat(rest(process.errorReader(StandardCharsets.UTF_8)))
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
            assertThat(end(process)).isEqualTo(1);
        }
    }

    @Test
    void main_withAScript_playsIt(@TempDir Path directory) throws Exception {
        Path script = Files.writeString(
                directory.resolve("script.yaml"), "steps:\n- expect: {setup: {}}\n  then: [{close: {code: 4321}}]\n");
        Process process = run("--script", script.toString(), "--no-control");
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
        Process process = run("--script", script.toString());
        assertThat(rest(process.errorReader(StandardCharsets.UTF_8))).contains("line 1");
        assertThat(end(process)).isEqualTo(1);
    }

    private static EmulatorOptions options(String... arguments) {
        Arguments read = new Arguments();
        new CommandLine(read).parseArgs(arguments);
        return read.options();
    }

    @Test
    void arguments_whenRight_becomeOptions() {
        EmulatorOptions options = options(
                "--port",
                "1234",
                "--host",
                "0.0.0.0",
                "--let-others-reach-this",
                "--control-port=4321",
                "--tls",
                "--model-deny",
                "a",
                "--model-deny",
                "models/b");
        assertThat(options)
                .isEqualTo(EmulatorOptions.builder()
                        .port(1234)
                        .host("0.0.0.0")
                        .letOthersReachThis(true)
                        .controlPort(4321)
                        .tls(true)
                        .addDeniedModels("a", "models/b")
                        .clock(options.clock())
                        .build());
        assertThat(options.clock().isVirtual()).isFalse();
        assertThat(options("--virtual").clock().isVirtual()).isTrue();
        assertThat(options("--trust-store", "f").tls()).isTrue();
        assertThat(options("--no-control").controlPort()).isEmpty();
        EmulatorOptions none = options();
        assertThat(none)
                .isEqualTo(EmulatorOptions.builder()
                        .controlPort(0)
                        .clock(none.clock())
                        .build());
    }

    @Test
    void arguments_withAModel_letEveryOtherBehaveAsItDoes() {
        EmulatorOptions known = EmulatorOptions.builder().build();
        EmulatorOptions options = options("--model", "gemini-2.5-flash-native-audio-preview");
        assertThat(known.generationOf("models/anything").modalities()).hasSize(2);
        assertThat(options.generationOf("models/anything").modalities()).containsExactly(Modality.AUDIO);
        assertThat(options.generationOf("models/anything").name())
                .isEqualTo(known.generationOf("gemini-2.5-flash-native-audio-preview")
                        .name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port | Missing required parameter for option '--port'",
                "--port x | Invalid value for option '--port'",
                "--port 65536 | port is 65536; it must be 0 to 65535.",
                "--control-port -1 | controlPort is",
                "--host 0.0.0.0 | host is 0.0.0.0, which others may reach",
                "--record f | recordTo is given without upstream",
                "--upstream ftp://x --record f | upstream is ftp://x",
                "--virtual tomorrow | Text 'tomorrow' could not be parsed",
                "4711 | Unmatched argument at index 0: '4711'"
            })
    void arguments_whenWrong_areRefused(String arguments, String message) {
        assertThatThrownBy(() -> options(arguments.split(" ")))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageStartingWith(message);
    }
}
