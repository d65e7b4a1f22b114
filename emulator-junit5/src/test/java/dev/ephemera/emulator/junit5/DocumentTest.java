package dev.ephemera.emulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the document shows is code of the tests beside this one, word for word. */
final class DocumentTest {

    private static final Pattern JAVA =
            Pattern.compile("<!-- (\\w+\\.java) -->\\R```java\\R(.*?)\\R```", Pattern.DOTALL);
    private static final Path TESTS = Path.of("src/test/java/dev/ephemera/emulator/junit5");

    @Test
    void everyJavaBlock_whenComparedWithItsTest_standsThere() throws IOException {
        String document = Files.readString(Path.of("../docs/emulator-junit5.md"));
        List<MatchResult> blocks = JAVA.matcher(document).results().toList();

        assertThat(blocks)
                .hasSize((int)
                        Pattern.compile("```java").matcher(document).results().count())
                .hasSize(2);
        for (MatchResult block : blocks) {
            String source = Files.readString(TESTS.resolve(block.group(1)));
            assertThat(withoutIndent(source)).contains(withoutIndent(block.group(2)));
        }
    }

    private static String withoutIndent(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
