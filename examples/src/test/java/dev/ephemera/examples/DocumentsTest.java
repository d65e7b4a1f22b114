package dev.ephemera.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README and docs/live.md show is code of these examples, word for word. */
final class DocumentsTest {

    private static final Pattern JAVA =
            Pattern.compile("<!-- (\\w+\\.java) -->\\R```java\\R(.*?)\\R```", Pattern.DOTALL);
    private static final Path SOURCES = Path.of("src/main/java/dev/ephemera/examples");

    private final String readme = Files.readString(Path.of("../README.md"));

    DocumentsTest() throws IOException {}

    @ParameterizedTest
    @CsvSource({"../README.md,3", "../docs/live.md,9"})
    void everyJavaBlock_whenComparedWithItsExample_standsThere(Path document, int least) throws IOException {
        String text = Files.readString(document);
        List<MatchResult> blocks = JAVA.matcher(text).results().toList();

        assertThat(blocks).hasSize((int)
                Pattern.compile("```java").matcher(text).results().count());
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(least);
        for (MatchResult block : blocks) {
            String source = Files.readString(SOURCES.resolve(block.group(1)));
            assertThat(withoutIndent(source)).contains(withoutIndent(block.group(2)));
        }
    }

    @Test
    void twoCommands_whenRead_areTwoLinesOfOneBlock() {
        String section = readme.substring(readme.indexOf("## Two commands"));
        section = section.substring(0, section.indexOf("\n## ", 1));

        assertThat(Pattern.compile("```sh\\R(.*?)\\R```", Pattern.DOTALL)
                        .matcher(section)
                        .results())
                .singleElement()
                .satisfies(block ->
                        assertThat(block.group(1).lines()).hasSize(2).allMatch(line -> line.startsWith("mvn ")));
    }

    private static String withoutIndent(String code) {
        return code.lines().map(String::strip).collect(java.util.stream.Collectors.joining("\n"));
    }
}
