package dev.ephemera.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares all that is generated from a document that uses every feature once with the files that are expected.
 *
 * <p>After a wanted change of the templates, {@code mvn -pl codegen test -Dephemera.golden.refresh=true} writes the
 * expected files anew; the change is then read in their diff.
 */
final class GoldenFilesTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
    private static final Path EXPECTED = GOLDEN.resolve("expected");

    @Test
    void generator_whenEveryFeatureIsUsed_writesTheExpectedFiles(@TempDir Path folder) throws IOException {
        Map<String, String> generated = Generation.run(GOLDEN.resolve("openapi.yaml"), folder);

        if (Boolean.getBoolean("ephemera.golden.refresh")) {
            refresh(generated);
        }
        Map<String, String> expected = Generation.filesIn(EXPECTED);
        assertThat(generated).containsOnlyKeys(expected.keySet());
        expected.forEach(
                (path, text) -> assertThat(generated.get(path)).as(path).isEqualTo(text));
    }

    private static void refresh(Map<String, String> generated) throws IOException {
        for (String path : Generation.filesIn(EXPECTED).keySet()) {
            Files.delete(EXPECTED.resolve(path));
        }
        for (Map.Entry<String, String> file : generated.entrySet()) {
            Path target = EXPECTED.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }
}
