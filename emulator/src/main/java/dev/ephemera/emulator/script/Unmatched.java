package dev.ephemera.emulator.script;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.types.JsonObject;
import java.util.List;

/**
 * A message of a client that nothing in its session's script matched.
 *
 * @param session the session
 * @param message the message, its names in lowerCamelCase, with secrets and long media taken out; of more than 20,000
 *     characters the beginning, as a text named {@code (cut)}
 * @param awaited what the script waited for, as in {@code step 2}; empty if it was over
 * @param nearest the step or rule that the message came nearest to; empty if the script waits for nothing more
 * @param differences in what the message is not what that waits for, as in
 *     {@code realtimeInput.text: expected "Hi", was "Hello"}
 */
public record Unmatched(
        EmulatedSession session, JsonObject message, String awaited, String nearest, List<String> differences) {

    /** Copies the list. */
    public Unmatched {
        differences = List.copyOf(differences);
    }

    /** Tells all of it, one difference a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("unmatched: ").append(message);
        text.append("\n  awaited: ").append(awaited.isEmpty() ? "nothing, the script is over" : awaited);
        if (!nearest.isEmpty()) {
            text.append("\n  nearest: ").append(nearest);
        }
        differences.forEach(difference -> text.append("\n    ").append(difference));
        return text.toString();
    }
}
