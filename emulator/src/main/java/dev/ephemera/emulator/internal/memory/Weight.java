package dev.ephemera.emulator.internal.memory;

import dev.ephemera.emulator.internal.json.Json;
import tools.jackson.databind.JsonNode;

/** What is kept takes up so many bytes, about. Pure. */
public final class Weight {

    private static final int BYTES_PER_CHARACTER = 2;

    /** As many for a character of JSON that is kept as a tree. */
    private static final int BYTES_PER_CHARACTER_OF_A_TREE = 8;

    private Weight() {}

    public static long of(String text) {
        return (long) BYTES_PER_CHARACTER * text.length();
    }

    public static long of(JsonNode tree) {
        return (long) BYTES_PER_CHARACTER_OF_A_TREE * Json.compact(tree).length();
    }
}
