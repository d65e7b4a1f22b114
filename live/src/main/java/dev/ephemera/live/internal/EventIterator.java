package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.transport.GeminiException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Reads the buffer on the caller's thread and waits there. Takes nothing before {@code next()}, so that no event is lost. */
final class EventIterator implements Iterator<LiveEvent> {

    private final InboundBuffer buffer;

    EventIterator(InboundBuffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public boolean hasNext() {
        try {
            return buffer.awaitReadable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GeminiException("Interrupted while waiting for an event; the session lives on.", e);
        }
    }

    @Override
    public LiveEvent next() {
        while (hasNext()) {
            LiveEvent event = buffer.poll();
            if (event != null) { // another reader may have been faster
                return event;
            }
        }
        throw new NoSuchElementException("The session has ended, and all its events have been read.");
    }
}
