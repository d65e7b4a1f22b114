package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.script.Script;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every example of docs/emulator-scripts.md does what stands beneath it. */
final class ScriptDocumentTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final Path DOCUMENT = Path.of("../docs/emulator-scripts.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(java|yaml|text)\n(.*?)```");

    /** A script, and what a client sends and gets; empty if the document shows only the script. */
    private record Example(String language, String script, String exchange) {}

    private static String document() throws IOException {
        return Files.readString(DOCUMENT);
    }

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        List<MatchResult> scripts = new ArrayList<>();
        for (MatchResult block : BLOCK.matcher(document()).results().toList()) {
            if (!block.group(1).equals("text")) {
                scripts.add(block);
                continue;
            }
            scripts.forEach(script -> examples.add(new Example(script.group(1), script.group(2), block.group(2))));
            scripts.clear();
        }
        scripts.forEach(script -> examples.add(new Example(script.group(1), script.group(2), "")));
        return examples;
    }

    @TestFactory
    Stream<DynamicTest> examples_doWhatStandsBeneathThem(@TempDir Path directory) throws IOException {
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(9);
        assertThat(examples.stream().filter(example -> example.exchange().isEmpty()))
                .hasSize(1);
        return examples.stream()
                .map(example -> DynamicTest.dynamicTest(
                        example.script().lines().limit(2).toList().toString(), () -> run(example, directory)));
    }

    private void run(Example example, Path directory) throws Exception {
        GeminiEmulator emulator = emulators.start();
        if (example.language().equals("yaml")) {
            Script script = Script.yaml(example.script());
            assertThat(Script.yaml(script.toYaml())).isEqualTo(script);
            emulator.script(script);
        } else {
            compiled(example.script(), directory)
                    .invoke(null, emulator, emulators.start(), directory.resolve("recorded.yaml"));
        }
        if (!example.exchange().isEmpty()) {
            play(emulator, example.exchange());
        }
    }

    private void play(GeminiEmulator emulator, String exchange) {
        LiveClient client = emulators.live(emulator);
        int sent = 0;
        for (String line : exchange.lines().toList()) {
            String rest = line.substring(Math.min(2, line.length()));
            switch (line.charAt(0)) {
                case '>' -> {
                    client.send(rest.startsWith("audio ") ? audio(millis(rest)) : rest);
                    int count = ++sent;
                    Await.until(
                            "it is received",
                            () -> emulator.sessions().size() == 1
                                    && emulator.sessions().get(0).received().size() == count);
                }
                case '+' -> emulator.clock().advance(Duration.ofMillis(millis(rest)));
                // The platform's WebSocket does not always notice that a connection was cut.
                case '<' -> {
                    if (rest.equals("close 1006")) {
                        awaitCut(emulator.sessions().get(0));
                    } else {
                        expect(client, rest);
                    }
                }
                default -> throw new AssertionError("no exchange: " + line);
            }
        }
    }

    private static void awaitCut(EmulatedSession session) {
        Await.until("the connection is cut", () -> session.end().isPresent());
        assertThat(session.end().get().code()).isEqualTo(1006);
    }

    private static void expect(LiveClient client, String expected) {
        if (expected.isEmpty()) {
            assertThat(client.isQuiet()).isTrue();
        } else if (expected.equals("the model's turn")) {
            assertThat(LiveClient.said(client.turn())).startsWith("You said:");
        } else if (expected.startsWith("close ")) {
            LiveClient.Event end = client.event();
            assertThat(("close " + end.code() + " " + end.reason()).strip()).isEqualTo(expected);
        } else if (expected.startsWith("raw ")) {
            assertThat(client.event().text()).isEqualTo(expected.substring(4));
        } else if (expected.startsWith("audio ")) {
            JsonNode data = client.message().at("/serverContent/modelTurn/parts/0/inlineData/data");
            assertThat(Base64.getDecoder().decode(data.asString())).hasSize(millis(expected) * 48);
        } else {
            assertThat(client.message()).isEqualTo(Rest.json(expected));
        }
    }

    private static int millis(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        return Integer.parseInt(digits) * (text.endsWith("ms") ? 1 : 1000);
    }

    private static String audio(int millis) {
        String data = Base64.getEncoder().encodeToString(new byte[millis * 32]);
        return "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\"" + data + "\"}}}";
    }

    /** Compiles statements into a method that is given what they use. */
    private static java.lang.reflect.Method compiled(String statements, Path directory) throws Exception {
        String source = "import dev.ephemera.emulator.*;\nimport dev.ephemera.emulator.script.*;\n"
                + "import java.time.Duration;\npublic class Example {\n  public static void run(GeminiEmulator emulator,"
                + " GeminiEmulator upstream, java.nio.file.Path file) {\n" + statements + "  }\n}\n";
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        StringWriter said = new StringWriter();
        boolean done = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        said,
                        null,
                        null,
                        List.of("-d", directory.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none"),
                        null,
                        List.of(file))
                .call();
        assertThat(done).as(said.toString()).isTrue();
        URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, ScriptDocumentTest.class.getClassLoader());
        return loader.loadClass("Example").getMethod("run", GeminiEmulator.class, GeminiEmulator.class, Path.class);
    }

    /** What a reader may write is what the document lists. */
    @Test
    void keys_areAllInTheDocument() throws IOException {
        String text = document();
        for (String refused : List.of(
                "x: 1",
                "steps: [{x: 1}]",
                "rules: [{x: 1}]",
                "steps: [{then: {x: 1}}]",
                "steps: [{expect: {realtimeInput: {text: {$x: 1}}}}]")) {
            assertThatThrownBy(() -> Script.yaml(refused)).satisfies(failure -> {
                String keys = failure.getMessage().replaceAll("(?s).*the keys are (.*)\\.$", "$1");
                assertThat(keys.split(", "))
                        .hasSizeGreaterThan(1)
                        .allSatisfy(key -> assertThat(text).containsPattern("`" + Pattern.quote(key) + "[:`]"));
            });
        }
    }
}
