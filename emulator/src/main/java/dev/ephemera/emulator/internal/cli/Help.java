package dev.ephemera.emulator.internal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the program says of itself. */
final class Help {

    private Help() {}

    static String text() {
        return Stream.of(Flag.values())
                .map(Flag::help)
                .collect(Collectors.joining(
                        "\n",
                        "Usage: java -jar ephemera-emulator-all.jar [option…]\n\n"
                                + "Emulates ephemeral tokens and Live sessions of the Gemini Developer API until it is told to"
                                + " end.\n\n",
                        ""));
    }

    static String version() {
        Properties properties = new Properties();
        try (InputStream in = Help.class.getResourceAsStream("version.properties")) {
            properties.load(Objects.requireNonNull(in, "version.properties"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return "ephemera-emulator " + properties.getProperty("version");
    }
}
