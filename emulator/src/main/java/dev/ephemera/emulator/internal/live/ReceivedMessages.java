package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.types.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The newest messages of a client. Guarded by its session's lock. */
final class ReceivedMessages {

    private final Deque<ObjectNode> newest = new ArrayDeque<>();
    private final int most;

    ReceivedMessages(int most) {
        this.most = most;
    }

    /** Keeps a message, unless it is no object. */
    void keep(JsonNode json) {
        if (json instanceof ObjectNode object && most > 0) {
            if (newest.size() == most) {
                newest.removeFirst();
            }
            newest.addLast(object);
        }
    }

    List<JsonObject> all() {
        return newest.stream().map(Json::immutable).toList();
    }
}
