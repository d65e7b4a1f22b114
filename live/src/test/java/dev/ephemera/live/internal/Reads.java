package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads a session's events up to what a test waits for. */
final class Reads {

    private Reads() {}

    /** Reads until an event, and returns all up to it. */
    static List<LiveEvent> readUntil(LiveSession session, Predicate<LiveEvent> last) {
        List<LiveEvent> read = new ArrayList<>();
        for (LiveEvent event : session.events()) {
            read.add(event);
            if (last.test(event)) {
                return read;
            }
        }
        throw new AssertionError("the session ended: " + session.end() + " after " + read);
    }

    /** Reads until an event of a kind, and returns it. */
    static <T extends LiveEvent> T await(LiveSession session, Class<T> kind) {
        List<LiveEvent> read = readUntil(session, kind::isInstance);
        return kind.cast(read.get(read.size() - 1));
    }

    /** The one event of a kind. */
    static <T extends LiveEvent> T only(List<LiveEvent> events, Class<T> kind) {
        return events.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((one, other) -> {
                    throw new AssertionError("more than one " + kind + " in " + events);
                })
                .orElseThrow(() -> new AssertionError("no " + kind + " in " + events));
    }

    /** Reads until the session can be resumed. */
    static void awaitHandle(LiveSession session) {
        List<LiveEvent> unused =
                readUntil(session, event -> event instanceof LiveEvent.ResumptionUpdate update && update.resumable());
    }

    /** Reads until the session cannot be resumed for a while, as the model has begun a turn. */
    static void awaitTurnBegun(LiveSession session) {
        List<LiveEvent> unused =
                readUntil(session, event -> event instanceof LiveEvent.ResumptionUpdate update && !update.resumable());
    }
}
