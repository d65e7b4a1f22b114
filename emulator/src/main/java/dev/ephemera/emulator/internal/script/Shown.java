package dev.ephemera.emulator.internal.script;

import tools.jackson.databind.JsonNode;

/** Values as a report shows them. Pure. */
final class Shown {

    private static final int LONGEST = 80;

    private Shown() {}

    static String of(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "absent" : cut(value.toString());
    }

    static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
