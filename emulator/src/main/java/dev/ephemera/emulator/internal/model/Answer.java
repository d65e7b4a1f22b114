package dev.ephemera.emulator.internal.model;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What the model does about a turn: it calls functions, or it says something. Pure.
 *
 * @param calls the declarations of the functions to call; empty for none
 * @param words what to say; empty while functions are called
 */
public record Answer(List<JsonNode> calls, String words) {

    static Answer say(String words) {
        return new Answer(List.of(), words);
    }

    static Answer call(List<JsonNode> declarations) {
        return new Answer(List.copyOf(declarations), "");
    }
}
