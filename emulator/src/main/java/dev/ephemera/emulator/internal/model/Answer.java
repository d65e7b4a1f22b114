package dev.ephemera.emulator.internal.model;

import dev.ephemera.emulator.internal.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the model does about a turn. Pure.
 *
 * @param kind whether it speaks, calls functions or keeps silent
 * @param calls the declarations of the functions to call; empty for none
 * @param shown parts that it shows before it speaks, such as code; empty for none
 * @param words what to say; empty if it does not speak
 * @param sources members of {@code serverContent} that tell what the words rest on; empty for none
 * @param toolTokens what its tools found, as it counts for the prompt
 */
public record Answer(
        Kind kind,
        List<JsonNode> calls,
        List<ObjectNode> shown,
        String words,
        ObjectNode sources,
        TokenCount toolTokens) {

    /** What an answer is. */
    public enum Kind {
        SPEAKS,
        CALLS,
        /** Nobody speaks to the model. */
        SILENT,
        /** The user has not finished. */
        WAITS
    }

    public static final Answer SILENCE = nothing(Kind.SILENT);

    public static Answer say(String words) {
        return new Answer(Kind.SPEAKS, List.of(), List.of(), words, Json.object(), TokenCount.NONE);
    }

    static Answer call(List<JsonNode> declarations) {
        return new Answer(Kind.CALLS, List.copyOf(declarations), List.of(), "", Json.object(), TokenCount.NONE);
    }

    static Answer nothing(Kind kind) {
        return new Answer(kind, List.of(), List.of(), "", Json.object(), TokenCount.NONE);
    }

    static Answer found(List<ObjectNode> shown, String words, ObjectNode sources) {
        int length = shown.toString().length() + sources.toString().length();
        return new Answer(Kind.SPEAKS, List.of(), shown, words, sources, TokenCount.text(length));
    }
}
