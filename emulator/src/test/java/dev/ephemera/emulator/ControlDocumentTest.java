package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Runs the examples of the control API in the document, in their order, and compares what comes back. */
final class ControlDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "emulator.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\\n(curl [^`]*)```\\n\\n```json\\n([^`]*)```", Pattern.MULTILINE);
    private static final String ANYTHING = "…";

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private record Example(String command, String answer) {}

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(Files.readString(DOCUMENT));
        while (matcher.find()) {
            examples.add(new Example(matcher.group(1), matcher.group(2)));
        }
        return examples;
    }

    @Test
    void examples_run_answerAsTheDocumentSays() throws Exception {
        assumeTrue(curlIsThere() || System.getenv("CI") != null, "curl is not installed, so its examples do not run");
        GeminiEmulator emulator = emulators.start(
                options -> options.controlPort(0).clock(EmulatorClock.virtual(Instant.parse("2030-01-01T00:00:00Z"))));
        int control = emulator.controlUrl().orElseThrow().getPort();
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(5);
        for (Example example : examples) {
            if (example.command().contains("/sessions") && emulator.sessions().isEmpty()) {
                emulators.live(emulator).setUp("{\"model\":\"models/gemini-live-2.5-flash-preview\"}");
            }
            String command = ports(example.command(), emulator.port(), control);
            JsonNode answer = Rest.json(run(command));
            assertMatches(command, Rest.json(ports(example.answer(), emulator.port(), control)), answer);
        }
    }

    private static String ports(String text, int port, int control) {
        return text.replace(":8080", ":" + port).replace(":8081", ":" + control);
    }

    private static boolean curlIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("curl", "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static String run(String command) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(command + output).isZero();
        return output;
    }

    private static void assertMatches(String what, JsonNode expected, JsonNode actual) {
        if (expected.isString() && expected.stringValue().equals(ANYTHING)) {
            assertThat(actual.asString()).as(what).isNotEmpty();
        } else if (expected.isObject()) {
            assertThat(actual.propertyNames()).as(what).containsExactlyElementsOf(expected.propertyNames());
            for (Map.Entry<String, JsonNode> member : expected.properties()) {
                assertMatches(what + " " + member.getKey(), member.getValue(), actual.path(member.getKey()));
            }
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(what).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertMatches(what + " " + i, expected.path(i), actual.path(i));
            }
        } else {
            assertThat(actual).as(what).isEqualTo(expected);
        }
    }
}
