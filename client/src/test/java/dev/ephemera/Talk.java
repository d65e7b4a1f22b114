package dev.ephemera;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import java.util.ArrayList;
import java.util.List;

/** One turn, as a user reads it. */
final class Talk {

    private Talk() {}

    /** Sends a text and reads to the end of the turn, or of the session. */
    static List<LiveEvent> ask(LiveSession session, String text) {
        session.sendText(text);
        return turn(session);
    }

    /** Reads to the end of the turn, or of the session. */
    static List<LiveEvent> turn(LiveSession session) {
        List<LiveEvent> events = new ArrayList<>();
        for (LiveEvent event : session.events()) {
            events.add(event);
            if (event instanceof LiveEvent.TurnComplete) {
                break;
            }
        }
        return events;
    }

    /** Joins what the model wrote. */
    static String text(List<LiveEvent> events) {
        StringBuilder text = new StringBuilder();
        for (LiveEvent event : events) {
            if (event instanceof LiveEvent.Text piece) {
                text.append(piece.text());
            }
        }
        return text.toString();
    }

    /** Counts the events of a kind. */
    static long count(List<LiveEvent> events, Class<? extends LiveEvent> kind) {
        return events.stream().filter(kind::isInstance).count();
    }
}
