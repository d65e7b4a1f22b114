package dev.ephemera.benchmarks.websocket;

/**
 * What a probe has seen.
 *
 * @param holds whether the capability is there
 * @param seen by what that was told
 */
record Observation(boolean holds, String seen) {

    @Override
    public String toString() {
        return (holds ? "**yes**: " : "**no**: ") + seen;
    }
}
