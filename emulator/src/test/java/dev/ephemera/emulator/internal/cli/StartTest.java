package dev.ephemera.emulator.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program loads until it can be called: the part of its time to start that is the same on every machine. */
final class StartTest {

    /** Some 415 when this was written; each costs about a third of a millisecond. */
    private static final int MOST_CLASSES = 450;

    /** The classes that are loaded, each with where it comes from. */
    private static List<String> loaded(Path directory, String... arguments) throws Exception {
        Path log = directory.resolve("classes");
        Process process = Program.run(List.of("-Xlog:class+load:file=" + log), arguments);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).startsWith("Gemini emulator at ");
            try (Stream<String> lines = Files.lines(log)) {
                return lines.toList();
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void start_withNothingSpecial_loadsLittle(@TempDir Path directory) throws Exception {
        List<String> loaded = loaded(directory);
        assertThat(loaded)
                .filteredOn(line -> line.contains("source: file:")) // and not the JDK's
                .hasSizeBetween(200, MOST_CLASSES)
                .noneMatch(line -> line.contains("org.snakeyaml"))
                .noneMatch(line -> line.contains("tools.jackson.databind.ObjectMapper"))
                .noneMatch(line -> line.contains("org.eclipse.jetty.client"))
                .noneMatch(line -> line.contains("org.wildfly"));
        assertThat(loaded).hasSizeGreaterThan(1_000).noneMatch(line -> line.contains("CLDRLocaleProviderAdapter"));
    }
}
