package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.ModelGeneration;
import dev.ephemera.emulator.internal.memory.Weight;
import dev.ephemera.emulator.internal.model.TokenCount;
import tools.jackson.databind.JsonNode;

/** What guides the model beside the conversation; equal to none but itself. Immutable. */
final class Guidance {

    private final String instruction;
    private final JsonNode tools;
    private final long bytes;

    /**
     * Makes one.
     *
     * @param instruction the system instruction; empty for none
     * @param tools the tools that it may use
     */
    Guidance(String instruction, JsonNode tools) {
        this.instruction = instruction;
        this.tools = tools;
        this.bytes = Weight.of(instruction) + Weight.of(tools);
    }

    String instruction() {
        return instruction;
    }

    JsonNode tools() {
        return tools;
    }

    /** What it takes up, about. */
    long bytes() {
        return bytes;
    }

    /** Returns what a {@code contextUpdate} makes of it: what is absent there stays. */
    Guidance updated(JsonNode update, ModelGeneration generation) throws RefusedException {
        JsonNode replacement = update.has("tools") ? update.path("tools").path("tools") : tools;
        SetupRules.tools(replacement, generation);
        JsonNode content = update.path("systemInstruction");
        return new Guidance(content.isMissingNode() ? instruction : Contents.text(content), replacement);
    }

    TokenCount cost() {
        return TokenCount.text(instruction);
    }
}
