package dev.ephemera.emulator.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.EmulatorOptions;
import java.io.BufferedReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void main_whenStarted_saysWhereItIsServesAndEndsWhenTold() throws Exception {
        Process process = run("--port", "0", "--key", "my-key", "--model-deny", "gone");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String url = out.readLine().replaceFirst("Gemini emulator at ", "");
            String address = url.substring("http://".length());
            assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+");
            assertThat(out.readLine()).isEqualTo("EPHEMERA_EMULATOR=" + address);
            assertThat(out.readLine()).isEqualTo("GEMINI_API_KEY=my-key");
            assertThat(out.readLine()).isEqualTo("EPHEMERA_EMULATOR_KEY=my-key");
            HttpRequest create = HttpRequest.newBuilder(URI.create(url + "/v1beta/auth_tokens"))
                    .header("x-goog-api-key", "my-key")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(create, BodyHandlers.ofString())
                            .body())
                    .contains("auth_tokens/");
            process.toHandle().destroy(); // SIGTERM, with the streams left open
            assertThat(end(process)).isEqualTo(143);
            assertThat(rest(out)).isEmpty();
            assertThat(rest(process.errorReader(StandardCharsets.UTF_8))).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void main_whenAskedForHelp_printsIt() throws Exception {
        Process process = run("--help");
        assertThat(rest(process.inputReader(StandardCharsets.UTF_8))).startsWith("usage: ");
        assertThat(end(process)).isZero();
    }

    @Test
    void main_whenAnArgumentIsWrong_printsTheUsageAndFails() throws Exception {
        Process process = run("--prot", "1");
        assertThat(rest(process.errorReader(StandardCharsets.UTF_8))).startsWith("unknown argument: --prot\nusage: ");
        assertThat(rest(process.inputReader(StandardCharsets.UTF_8))).isEmpty();
        assertThat(end(process)).isEqualTo(2);
    }

    @Test
    void main_whenThePortIsTaken_saysSoAndFails() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Process process = run("--port", String.valueOf(taken.getLocalPort()));
            assertThat(rest(process.errorReader(StandardCharsets.UTF_8)))
                    .startsWith("The emulator cannot listen on 127.0.0.1:" + taken.getLocalPort());
            assertThat(end(process)).isEqualTo(1);
        }
    }

    @Test
    void arguments_whenRight_becomeOptions() throws Exception {
        EmulatorOptions options = CommandLine.options(List.of(
                "--port",
                "1234",
                "--host",
                "0.0.0.0",
                "--let-others-reach-this",
                "--model-deny",
                "a",
                "--model-deny",
                "models/b",
                "--virtual",
                "no"));
        assertThat(options)
                .isEqualTo(EmulatorOptions.builder()
                        .port(1234)
                        .host("0.0.0.0")
                        .letOthersReachThis(true)
                        .addDeniedModels("a", "models/b")
                        .clock(options.clock())
                        .build());
        assertThat(options.clock().isVirtual()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port | --port needs a value",
                "--port x | --port takes a number from 0 to 65535, not x",
                "--port 65536 | port is 65536; it must be 0 to 65535.",
                "--host 0.0.0.0 | host is 0.0.0.0, which others may reach",
                "--virtual yes | --virtual takes only no",
                "4711 | unknown argument: 4711"
            })
    void arguments_whenWrong_areRefused(String arguments, String message) {
        assertThatThrownBy(() -> CommandLine.options(List.of(arguments.split(" "))))
                .isInstanceOf(CommandLine.UsageException.class)
                .hasMessageStartingWith(message);
    }
}
