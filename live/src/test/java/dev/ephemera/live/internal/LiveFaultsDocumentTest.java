package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables in docs/live-faults.md are the rows that are tried. {@code -Dephemera.docs.refresh=true} writes them. */
final class LiveFaultsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/live-faults.md");
    private static final Pattern TABLES = Pattern.compile("(?s)(<!-- faults -->\n).*?(<!-- /faults -->)");

    private record Section(String title, List<FaultRow> rows) {}

    private static final List<Section> SECTIONS = List.of(
            new Section("The service refuses the setup by a close frame", RefusedSetupFaultTest.ROWS),
            new Section("There is no WebSocket", RefusedHandshakeFaultTest.ROWS),
            new Section("Silence", SilenceFaultTest.ROWS),
            new Section("An open session ends", CloseFaultTest.ROWS),
            new Section("What comes is wrong, or too much", FrameFaultTest.ROWS),
            new Section("One side is slow", PressureFaultTest.ROWS),
            new Section("The user's own code that reads", ReaderFaultTest.ROWS),
            new Section("The user's own threads, and the client's end", CallerFaultTest.ROWS),
            new Section("The JVM shuts down", ShutdownFaultTest.ROWS));

    @Test
    void tables_areTheRowsThatAreTried() throws IOException {
        String text = Files.readString(DOCUMENT);
        String printed = TABLES.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(tables()) + "$2");
        if (Boolean.getBoolean("ephemera.docs.refresh")) {
            Files.writeString(DOCUMENT, printed);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/live-faults.md; refresh its tables with -Dephemera.docs.refresh=true")
                .isEqualTo(printed)
                .contains(tables());
    }

    @Test
    void rows_areManyAndNoneTwice() {
        assertThat(SECTIONS.stream()
                        .flatMap(section -> section.rows().stream().map(row -> section.title() + ": " + row.happens())))
                .hasSizeGreaterThan(100)
                .doesNotHaveDuplicates();
    }

    private static String tables() {
        return SECTIONS.stream().map(LiveFaultsDocumentTest::table).collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static String table(Section section) {
        return Stream.concat(
                        Stream.of(
                                "## " + section.title(),
                                "",
                                "| what happens | what the caller sees | within | afterwards |",
                                "|---|---|---|---|"),
                        section.rows().stream().map(LiveFaultsDocumentTest::row))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(FaultRow row) {
        String face = row.faces().size() > 1
                ? ""
                : row.faces().contains(LiveFace.ASYNC) ? " (`async()` only)" : " (blocking only)";
        return "| " + cell(row.happens() + face) + " | " + cell(row.sees()) + " | " + row.within().words + " | "
                + row.afterwards().words + " |";
    }

    /** Markdown outside of code would take {@code <html>} for a tag, and everywhere a bar for the end of the cell. */
    private static String cell(String text) {
        String[] parts = text.replace("|", "\\|").split("`", -1);
        for (int outside = 0; outside < parts.length; outside += 2) {
            parts[outside] = parts[outside].replace("<", "&lt;");
        }
        return String.join("`", parts);
    }
}
