package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a service gets that depends on the client: few jars, and small ones. */
final class FootprintTest {

    private static final int MOST_JARS = 13;
    private static final long MOST_BYTES = 6_500_000;

    private static List<Path> jars() throws IOException {
        String classPath = Files.readString(Path.of("target/runtime.classpath")).strip();
        return Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void client_withAllThatStandsBehindIt_staysWithinItsBudget() throws IOException {
        List<Path> jars = jars();
        long bytes = jars.stream().mapToLong(FootprintTest::size).sum();
        jars.forEach(jar -> System.out.printf("%,10d  %s%n", size(jar), jar.getFileName()));
        System.out.printf(
                "%,10d  bytes in %d jars; the budget is %,d in %d%n", bytes, jars.size(), MOST_BYTES, MOST_JARS);

        assertThat(jars)
                .extracting(jar -> jar.getFileName().toString())
                .anyMatch(name -> name.startsWith("ephemera-types-"));
        assertThat(jars).hasSizeLessThanOrEqualTo(MOST_JARS);
        assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES);
    }
}
