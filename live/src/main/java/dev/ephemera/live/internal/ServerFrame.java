package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.transport.internal.websocket.WebSocketMessage;
import dev.ephemera.types.LiveServerMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A frame of the service as it was read.
 *
 * @param message the message; empty if the frame holds none
 * @param events what it says
 * @param malformed whether the frame holds no message
 */
record ServerFrame(LiveServerMessage message, List<LiveEvent> events, boolean malformed) {

    /** What no message brought. */
    static final LiveServerMessage NOTHING = LiveServerMessage.builder().build();

    /** Reads the next frame; a message is counted among the turns. */
    static ServerFrame read(WebSocketMessage frame, TurnCounter turns) {
        LiveServerMessage message = message(frame);
        return message == null
                ? new ServerFrame(NOTHING, List.of(new LiveEvent.Unrecognized(NOTHING, frame.text())), true)
                : new ServerFrame(message, LiveEvents.of(message, turns.turnOf(message)), false);
    }

    private static @Nullable LiveServerMessage message(WebSocketMessage frame) {
        try {
            return ServerTexts.read(frame.utf8());
        } catch (JacksonException e) {
            return null; // the event keeps the text
        }
    }
}
