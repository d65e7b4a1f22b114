package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import dev.ephemera.emulator.internal.memory.Recent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The newest messages that came in on one session, as the bytes that came, and its setup once it is over: what is never
 * looked at is never made a tree again. Guarded by its session's lock.
 */
final class Received {

    private final Recent<Object, byte[]> ofAllSessions;
    private final int most;
    private final Deque<Object> keys = new ArrayDeque<>();

    /**
     * Begins with none.
     *
     * @param ofAllSessions holds the messages themselves, and forgets those of any session
     * @param most how many stay
     */
    Received(Recent<Object, byte[]> ofAllSessions, int most) {
        this.ofAllSessions = ofAllSessions;
        this.most = most;
    }

    void add(byte[] message) {
        if (most == 0) {
            return;
        }
        if (keys.size() == most) {
            ofAllSessions.remove(keys.removeFirst());
        }
        Object key = new Object();
        keys.addLast(key);
        ofAllSessions.put(key, message, message.length);
    }

    void addSetup(ObjectNode setup) {
        byte[] json = Json.compact(setup).getBytes(StandardCharsets.UTF_8);
        ofAllSessions.put(this, json, json.length);
    }

    Optional<ObjectNode> setup() {
        return ofAllSessions.get(this).map(Received::parse);
    }

    List<ObjectNode> messages() {
        return keys.stream()
                .map(ofAllSessions::get)
                .flatMap(Optional::stream)
                .map(Received::parse)
                .toList();
    }

    private static ObjectNode parse(byte[] message) {
        try {
            return (ObjectNode) Json.parse(message);
        } catch (MalformedJsonException impossible) {
            throw new IllegalStateException("it was read when it came in", impossible);
        }
    }
}
