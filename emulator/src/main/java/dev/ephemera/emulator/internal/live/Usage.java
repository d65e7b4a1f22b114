package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.ModelGeneration.UsageNames;
import dev.ephemera.emulator.internal.model.TokenCount;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a turn has cost. Pure.
 *
 * @param prompt the conversation before the answer, with the instruction
 * @param cached what of it was there before the session was resumed
 * @param response the answer
 * @param tools what functions and tools gave back
 * @param thoughts what the model thought
 */
record Usage(TokenCount prompt, TokenCount cached, TokenCount response, TokenCount tools, int thoughts) {

    /** Adds the counts to a message. */
    void putInto(ObjectNode message, UsageNames names) {
        String answer = names == UsageNames.RESPONSE ? "response" : "candidates";
        ObjectNode usage = message.putObject("usageMetadata");
        put(usage, "promptTokenCount", prompt.total());
        put(usage, "cachedContentTokenCount", cached.total());
        put(usage, answer + "TokenCount", response.total());
        put(usage, "toolUsePromptTokenCount", tools.total());
        put(usage, "thoughtsTokenCount", thoughts);
        put(usage, "totalTokenCount", prompt.total() + response.total() + tools.total() + thoughts);
        details(usage, "promptTokensDetails", prompt);
        details(usage, "cacheTokensDetails", cached);
        details(usage, answer + "TokensDetails", response);
        details(usage, "toolUsePromptTokensDetails", tools);
    }

    private static void put(ObjectNode usage, String name, int count) {
        if (count > 0) {
            usage.put(name, count);
        }
    }

    private static void details(ObjectNode usage, String name, TokenCount tokens) {
        if (tokens.total() == 0) {
            return;
        }
        ArrayNode details = usage.putArray(name);
        for (Map.Entry<String, Integer> one : tokens.byModality().entrySet()) {
            details.addObject().put("modality", one.getKey()).put("tokenCount", one.getValue());
        }
    }
}
