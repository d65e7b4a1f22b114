package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.GeminiClient;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service whose other libraries bring older versions is served all the same, or learns it when it builds a client, and how to get out. */
final class OlderJarsTest {

    /** What such a service runs. */
    public static final class Program {

        private Program() {}

        /** Builds a client, asks where nobody is for a token, and says what came of it. */
        public static void main(String[] args) {
            try (GeminiClient client = GeminiClient.builder()
                    .apiKey("k")
                    .baseUrl("http://127.0.0.1:1")
                    .options(options -> options.retryPolicy(RetryPolicy.none()))
                    .build()) {
                System.out.println("built " + client);
                client.tokens().create(CreateAuthTokenConfig.builder().uses(1).build());
            } catch (NetworkException e) {
                System.out.println("asked, and " + e.getMessage());
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jackson-annotations-2.20.jar | asked, and POST",
                "jackson-core-3.0.0.jar       | asked, and POST",
                "okhttp-4.12.0.jar            | exclude com.squareup.okhttp3:okhttp",
                "none.jar                     | asked, and POST"
            })
    @Timeout(60)
    void client_whenAnOlderJarStandsFirst_worksOrSaysSo(String older, String said) throws Exception {
        String artifact = older.replaceFirst("-[0-9].*", "-");
        Stream<String> ours = Stream.of(Files.readString(Path.of("target/runtime.classpath"))
                        .strip()
                        .split(File.pathSeparator))
                // Dependency management replaces a version; two artifacts stand side by side.
                .filter(jar ->
                        !Path.of(jar).getFileName().toString().startsWith(artifact) || artifact.equals("okhttp-"));
        String classPath = Stream.concat(Stream.of("target/older/" + older, "target/test-classes"), ours)
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        classPath,
                        Program.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(printed).contains(said);
        } finally {
            process.destroyForcibly();
        }
    }
}
