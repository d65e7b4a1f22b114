package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.GeminiClient;
import dev.ephemera.types.AuthToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The emulator as the README starts it: {@code java -jar}. */
final class StandaloneEmulatorTest {

    private static final Pattern ADDRESS = Pattern.compile("EPHEMERA_EMULATOR=(127\\.0\\.0\\.1:[0-9]+)");
    private static final Pattern KEY = Pattern.compile("GEMINI_API_KEY=(\\S+)");

    private static Process start(String... arguments) throws IOException {
        Path jar;
        try (Stream<Path> files = Files.list(Path.of("../../emulator/target"))) {
            jar = files.filter(file -> file.getFileName().toString().matches("ephemera-emulator-.*-all\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
        Stream<String> command = Stream.concat(
                Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()),
                Stream.of(arguments));
        return new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
    }

    @Test
    @Timeout(60)
    void jar_whenStarted_printsWhatToSet_servesAndEndsOnTerm() throws Exception {
        Process process = start("--port", "0");
        try (BufferedReader output = process.inputReader()) {
            StringBuilder printed = new StringBuilder();
            while (!(ADDRESS.matcher(printed).find() && KEY.matcher(printed).find())) {
                String line = output.readLine();
                assertThat(line).as("it ended after printing: %s", printed).isNotNull();
                printed.append(line).append('\n');
            }
            Matcher address = ADDRESS.matcher(printed);
            Matcher key = KEY.matcher(printed);
            assertThat(address.find() && key.find()).isTrue();

            try (GeminiClient client = GeminiClient.builder()
                    .apiKey(key.group(1))
                    .baseUrl("http://" + address.group(1))
                    .build()) {
                AuthToken token = client.tokens().create();
                assertThat(token.name()).startsWith("auth_tokens/");
            }
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @Timeout(60)
    void jar_withTls_makesACertificateAndSaysWhatToTrust(@TempDir Path directory) throws Exception {
        Path certificate = directory.resolve("ca.pem");
        Process process = start("--tls", "--certificate", certificate.toString(), "--virtual");
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).startsWith("Gemini emulator at https://127.0.0.1:");
            assertThat(output.readLine()).startsWith("Status page and control API at http://127.0.0.1:");
            assertThat(output.readLine()).startsWith("GOOGLE_GEMINI_BASE_URL=https://127.0.0.1:");
            assertThat(output.readLine()).isEqualTo("NODE_EXTRA_CA_CERTS=" + certificate);
            assertThat(certificate).content().startsWith("-----BEGIN CERTIFICATE-----");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @Timeout(60)
    void jar_withAnArgumentThatItDoesNotKnow_saysHowItIsUsedAndFails() throws Exception {
        Process process = start("--prot", "0");
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = output.lines().toList();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(lines).anyMatch(line -> line.contains("--prot")).anyMatch(line -> line.contains("--port"));
        } finally {
            process.destroyForcibly();
        }
    }
}
