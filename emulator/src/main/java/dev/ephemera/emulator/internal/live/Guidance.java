package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.ModelGeneration;
import dev.ephemera.emulator.internal.model.TokenCount;
import tools.jackson.databind.JsonNode;

/**
 * What guides the model beside the conversation. Pure.
 *
 * @param instruction the system instruction; empty for none
 * @param tools the tools that it may use
 */
record Guidance(String instruction, JsonNode tools) {

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
