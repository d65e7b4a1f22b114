package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.GeminiEmulator;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Google's SDK in a process of its own. */
final class GoogleSdk implements AutoCloseable {

    private static final String ANSWER = "answer: ";
    private static final Path PROGRAM = Path.of("../program/target");

    private final Process process;
    private final BufferedWriter configs;
    private final BufferedReader answers;

    private GoogleSdk(Process process) {
        this.process = process;
        this.configs = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static GoogleSdk start(GeminiEmulator emulator) throws IOException {
        String classPath = PROGRAM.resolve("classes")
                + File.pathSeparator
                + Files.readString(PROGRAM.resolve("runtime.classpath")).strip();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        "dev.ephemera.checks.googlegenai.MintingProgram",
                        emulator.baseUrl().toString(),
                        emulator.apiKey())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GOOGLE_") || name.startsWith("GEMINI_"));
        return new GoogleSdk(builder.start());
    }

    /** Mints, and returns {@code minted} or what went wrong. */
    String mint(String config) throws IOException {
        configs.write(config);
        configs.newLine();
        configs.flush();
        StringBuilder printed = new StringBuilder();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(ANSWER)) {
                return line.substring(ANSWER.length());
            }
            printed.append(line).append('\n');
        }
        assertThat(printed.toString())
                .as("the program ended after printing this")
                .isNull();
        throw new IllegalStateException();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
