package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What Google's clients make of a config that is not what Ephemera makes of it, each group with its reason. */
final class ConfigDifferences {

    private static final String REASON = "# ";
    private static final String BETWEEN = " | ";

    private ConfigDifferences() {}

    /** Returns those of one client, in the form {@code config | path: theirs, not ours}. */
    static List<String> of(String sdk) {
        List<String> differences = new ArrayList<>();
        boolean reasoned = false;
        for (String line : lines()) {
            if (line.isBlank()) {
                reasoned = false;
            } else if (line.startsWith(REASON)) {
                reasoned = true;
            } else {
                assertThat(reasoned).as("no reason stands above: " + line).isTrue();
                if (line.startsWith(sdk + BETWEEN)) {
                    differences.add(line.substring(sdk.length() + BETWEEN.length()));
                }
            }
        }
        return differences;
    }

    private static List<String> lines() {
        try (InputStream text = ConfigDifferences.class.getResourceAsStream("/config-differences.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
