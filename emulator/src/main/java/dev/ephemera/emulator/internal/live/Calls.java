package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.model.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The function calls of a session that are not answered yet. Guarded by its session's lock. */
final class Calls {

    /** Id to whether the model waits for it. */
    private final Map<String, Boolean> pending = new LinkedHashMap<>();

    private int last;

    /**
     * Calls functions.
     *
     * @param declarations the functions
     * @param blocks which of them the model waits for
     * @return the calls as they are sent
     */
    List<ObjectNode> open(List<JsonNode> declarations, Predicate<JsonNode> blocks) {
        List<ObjectNode> calls = new ArrayList<>();
        for (JsonNode declaration : declarations) {
            String id = "function-call-" + ++last;
            pending.put(id, blocks.test(declaration));
            ObjectNode call = Json.object().put("id", id);
            call.put("name", declaration.path("name").asString(""));
            call.set("args", Arguments.of(declaration));
            calls.add(call);
        }
        return calls;
    }

    boolean waits() {
        return pending.containsValue(true);
    }

    boolean any() {
        return !pending.isEmpty();
    }

    boolean knows(String id) {
        return pending.containsKey(id);
    }

    /** Takes an answer, and tells whether the model waited for it. */
    boolean answer(String id, boolean moreToCome) {
        boolean blocking = Boolean.TRUE.equals(pending.get(id));
        if (blocking || !moreToCome) {
            pending.remove(id);
        }
        return blocking;
    }

    /** Takes all calls back. */
    List<String> cancel() {
        List<String> ids = List.copyOf(pending.keySet());
        pending.clear();
        return ids;
    }
}
