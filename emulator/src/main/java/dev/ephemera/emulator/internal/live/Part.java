package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Who plays the service's part in one session: a script, once it has turned out to be for its model, or else the small
 * model alone. Guarded by its session's lock.
 */
final class Part {

    private @Nullable Play play;
    private boolean cast;

    /**
     * Begins before anything is said.
     *
     * @param candidate what would play; empty for the small model
     */
    Part(Optional<Play> candidate) {
        play = candidate.orElse(null);
    }

    void opened() {
        if (play != null) {
            play.opened();
        }
    }

    /**
     * Reads what the client sends. Its first message tells who plays.
     *
     * @return the JSON; words of it if it is none, and the client is not held to the rules
     * @throws MalformedJsonException if it is none, and the client is
     */
    JsonNode read(byte[] bytes) throws MalformedJsonException {
        try {
            JsonNode message = Json.parse(bytes);
            cast(message);
            return message;
        } catch (MalformedJsonException malformed) {
            if (enforces()) {
                throw malformed;
            }
            return StringNode.valueOf("no JSON: " + malformed.why());
        }
    }

    private void cast(JsonNode message) {
        if (!cast) {
            cast = true;
            String model = message.path("setup").path("model").asString("");
            play = play != null && play.suits(model) ? play : null;
        }
    }

    boolean isPlayed() {
        return play != null;
    }

    /** Whether the client is held to the service's rules. */
    boolean enforces() {
        return play == null || play.enforces();
    }

    boolean leavesToModel() {
        return play == null || play.leavesToModel();
    }

    /** Takes a message; tells whether nothing is left of it to the small model. */
    boolean accept(JsonNode message) {
        return play != null && play.accept(message);
    }

    void stop() {
        if (play != null) {
            play.stop();
        }
    }
}
