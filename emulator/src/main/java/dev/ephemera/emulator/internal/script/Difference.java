package dev.ephemera.emulator.internal.script;

/**
 * One thing in which a message is not what was expected.
 *
 * @param path where, as in {@code realtimeInput.text}
 * @param expected what was expected
 * @param was what the message holds there, with nothing secret
 */
record Difference(String path, String expected, String was) {

    @Override
    public String toString() {
        return (path.isEmpty() ? "message" : path) + ": expected " + expected + ", was " + was;
    }
}
