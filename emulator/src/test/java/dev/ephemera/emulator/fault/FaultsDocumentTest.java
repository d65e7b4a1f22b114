package dev.ephemera.emulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.types.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table in docs/emulator-faults.md is what the code prints, its Java is run, and its JSON is read. {@code
 * -Dephemera.docs.refresh=true} writes the table.
 */
final class FaultsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/emulator-faults.md");
    private static final Path EXAMPLES = Path.of("src/test/java/dev/ephemera/emulator/FaultExamplesTest.java");
    private static final Pattern TABLE = Pattern.compile("(?s)(<!-- faults -->\n).*?(<!-- /faults -->)");

    @Test
    void table_isWhatTheCodePrints() throws IOException {
        String text = Files.readString(DOCUMENT);
        String printed = TABLE.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(table()) + "$2");
        if (Boolean.getBoolean("ephemera.docs.refresh")) {
            Files.writeString(DOCUMENT, printed);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/emulator-faults.md; refresh its table with -Dephemera.docs.refresh=true")
                .isEqualTo(printed)
                .contains(table());
    }

    private static String table() {
        return Stream.concat(
                        Stream.of("| fault | when, unless said | parameters | what happens |", "|---|---|---|---|"),
                        Stream.of(FaultKind.values()).map(FaultsDocumentTest::row))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(FaultKind kind) {
        String parameters =
                kind.parameters().stream().map(FaultsDocumentTest::parameter).collect(Collectors.joining("; "));
        return "| `" + kind.jsonName() + "` | " + when(kind) + " | " + parameters + " | " + kind.about() + " |";
    }

    private static String when(FaultKind kind) {
        String named = kind.at().equals(Moment.REQUEST)
                ? "request"
                        + kind.requests()
                                .filter(FaultTarget.ANY::equals)
                                .map(any -> "")
                                .orElse(" (" + kind.requests().orElseThrow().jsonName() + ")")
                : "`" + kind.at() + "`";
        return named + (kind.requests().isPresent() && kind.inSession() ? ", or in a session" : "");
    }

    private static String parameter(FaultParameter parameter) {
        String fallback = parameter.required()
                ? "needed"
                : parameter.fallback().map(value -> "default `" + value + "`").orElse("optional");
        return "`" + parameter.name() + "` " + parameter.about() + " (" + parameter.form() + "; " + fallback + ")";
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Test
    void java_isPartOfTheExamplesThatRun() throws IOException {
        String run = Files.readString(EXAMPLES).replaceAll("\\s+", "");
        assertThat(blocks("java"))
                .hasSize(3)
                .allSatisfy(block -> assertThat(run).contains(block.replaceAll("\\s+", "")));
    }

    @Test
    void json_isRead() throws IOException {
        List<String> lines = blocks("json").stream().flatMap(String::lines).toList();
        assertThat(lines).hasSizeGreaterThan(5).allSatisfy(line -> {
            Fault fault = Fault.parse(new JsonMapper().readValue(line, JsonObject.class));
            assertThat(Fault.parse(fault.toJson())).isEqualTo(fault);
        });
    }

    @Test
    void defects_areTheBytesOfEveryMalformedFrame() throws IOException {
        List<String> listed = Pattern.compile("(?m)^\\| `(\\w+)` \\| `[0-9a-f…]+` \\|")
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat("one of " + String.join(", ", listed))
                .isEqualTo(FaultKind.MALFORMED_FRAME.parameters().get(0).form());
    }
}
