package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.types.LiveServerMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one message, or one that no message brought, as far as nobody has read them. Not thread-safe. */
final class Unread {

    private final @Nullable LiveServerMessage message;
    private final long size;
    private List<LiveEvent> events;
    private int next;

    /**
     * Holds events.
     *
     * @param message the message that brought them, if one did
     * @param events at least one
     * @param size what they count in the buffer
     */
    Unread(@Nullable LiveServerMessage message, List<LiveEvent> events, long size) {
        this.message = message;
        this.events = events;
        this.size = size;
    }

    @Nullable LiveServerMessage message() {
        return message;
    }

    long size() {
        return size;
    }

    LiveEvent next() {
        return events.get(next++);
    }

    boolean isRead() {
        return next == events.size();
    }

    /** Becomes the sum, if it is the same kind of news. */
    boolean absorb(LiveEvent note) {
        if (message == null
                && events.get(0) instanceof LiveEvent.AudioDropped so
                && note instanceof LiveEvent.AudioDropped more) {
            events = List.of(new LiveEvent.AudioDropped(
                    so.message(), so.messages() + more.messages(), so.bytes() + more.bytes()));
            return true;
        }
        return false;
    }
}
