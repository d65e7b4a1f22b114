package dev.ephemera.codegen;

import java.util.Locale;

/** The spellings of one name. */
final class Names {

    private Names() {}

    /** The proto field's name: {@code audioBitrateBps} is {@code audio_bitrate_bps}. */
    static String snakeCase(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** The Java constant of an enum value: {@code standard} is {@code STANDARD}, {@code 4K} is {@code _4K}. */
    static String constant(String value) {
        return value.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_").replaceAll("^(?=[0-9])", "_");
    }

    /** A Java string literal. */
    static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s*\\R\\s*", " ") + '"';
    }
}
