package dev.ephemera.live.internal;

import dev.ephemera.transport.GeminiException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the buffer on the caller's thread and waits there. Takes nothing before {@code next()}, so that nothing is lost. */
final class BufferIterator<T> implements Iterator<T> {

    /** Waits for the view's next element, and tells whether there will be one. */
    interface Wait {
        boolean hasNext() throws InterruptedException;
    }

    private final Wait wait;
    private final Supplier<@Nullable T> poll;

    /**
     * Reads one view of a buffer.
     *
     * @param wait waits for the next element
     * @param poll takes it, if it is still there
     */
    BufferIterator(Wait wait, Supplier<@Nullable T> poll) {
        this.wait = wait;
        this.poll = poll;
    }

    @Override
    public boolean hasNext() {
        try {
            return wait.hasNext();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public T next() {
        while (hasNext()) {
            T next = poll.get();
            if (next != null) { // another reader may have been faster
                return next;
            }
        }
        throw new NoSuchElementException("The session has ended, and all that it brought has been read.");
    }

    /** What a reader throws when its thread is interrupted while it waits. */
    static GeminiException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new GeminiException("Interrupted while waiting for the service; the session lives on.", cause);
    }
}
