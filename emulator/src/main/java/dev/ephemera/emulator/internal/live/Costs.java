package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.model.TokenCount;

/** Counts what the turns of a session cost. Guarded by its session's lock. */
final class Costs {

    private final TokenCount brought;
    private TokenCount prompt = TokenCount.NONE;
    private TokenCount tools = TokenCount.NONE;
    private int thoughts;

    /**
     * Counts from here on.
     *
     * @param brought what the conversation cost before the session was resumed
     */
    Costs(TokenCount brought) {
        this.brought = brought;
    }

    /** A turn begins, after so much. */
    void begin(TokenCount before) {
        prompt = before;
    }

    void tool(TokenCount result) {
        tools = tools.plus(result);
    }

    void think(int tokens) {
        thoughts = tokens;
    }

    /** The turn ends: all of it, with the answer. Of a conversation that was shortened since, nothing is cached. */
    Usage end(TokenCount answer) {
        boolean shortened = brought.total() > prompt.total();
        Usage usage = new Usage(prompt, shortened ? TokenCount.NONE : brought, answer, tools, thoughts);
        tools = TokenCount.NONE;
        thoughts = 0;
        return usage;
    }
}
