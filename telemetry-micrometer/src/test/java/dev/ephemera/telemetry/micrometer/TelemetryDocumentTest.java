package dev.ephemera.telemetry.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in docs/telemetry.md is the content of a registry. {@code -Dephemera.docs.refresh=true} writes it. */
final class TelemetryDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/telemetry.md");
    private static final Pattern TABLE = Pattern.compile("(?s)(<!-- meters -->\n).*?(<!-- /meters -->)");

    @Test
    void table_isTheContentOfARegistry() throws IOException {
        String table = table();
        String text = Files.readString(DOCUMENT);
        String printed = TABLE.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(table) + "$2");
        if (Boolean.getBoolean("ephemera.docs.refresh")) {
            Files.writeString(DOCUMENT, printed);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/telemetry.md; refresh its table with -Dephemera.docs.refresh=true")
                .isEqualTo(printed)
                .contains(table);
    }

    private static String table() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        EphemeraMetrics unused = EphemeraMetrics.in(registry);
        Map<String, List<Meter>> byName = registry.getMeters().stream()
                .collect(Collectors.groupingBy(meter -> meter.getId().getName(), TreeMap::new, Collectors.toList()));
        assertThat(byName).hasSize(14);
        return Stream.concat(
                        Stream.of("", "| meter | type | unit | tag | what it measures |", "|---|---|---|---|---|"),
                        byName.values().stream().map(TelemetryDocumentTest::row))
                .collect(Collectors.joining("\n", "", "\n\n"));
    }

    private static String row(List<Meter> meters) {
        Meter.Id id = meters.get(0).getId();
        String tags = meters.stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .sorted(Comparator.comparing(Tag::getValue))
                .collect(Collectors.groupingBy(
                        Tag::getKey, TreeMap::new, Collectors.mapping(Tag::getValue, Collectors.joining("`, `"))))
                .entrySet()
                .stream()
                .map(tag -> tag.getKey() + ": `" + tag.getValue() + "`")
                .collect(Collectors.joining("; "));
        return "| `" + id.getName() + "` | "
                + id.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " | " + id.getBaseUnit() + " | "
                + tags + " | " + id.getDescription() + " |";
    }
}
