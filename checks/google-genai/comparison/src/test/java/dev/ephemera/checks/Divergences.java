package dev.ephemera.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The list in docs/tokens.md of what Google's SDK sends otherwise: each line a mode, a field, and its mask or "refused". */
final class Divergences {

    private static final Path DOCUMENT = Path.of("../../../docs/tokens.md");

    private Divergences() {}

    static List<String> expected() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        int begin = lines.indexOf("<!-- divergences -->") + 2;
        return lines.subList(begin, lines.size()).stream()
                .takeWhile(line -> !line.equals("```"))
                .toList();
    }
}
