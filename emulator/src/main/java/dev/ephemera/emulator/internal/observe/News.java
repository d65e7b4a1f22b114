package dev.ephemera.emulator.internal.observe;

import dev.ephemera.emulator.EmulatorListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one session, told in order and by one thread at a time, none of which holds the session's lock: who
 * hears it may take its time, and may call the session, or wait for others who do. Safe for use by any thread.
 */
public final class News {

    private final Deque<Consumer<EmulatorListener>> untold = new ArrayDeque<>();
    private final Object lock;
    private final Listeners listeners;
    private boolean telling = true; // as if somebody did, until it begins

    /**
     * Tells nothing yet, and keeps what happens until it {@linkplain #begin begins}.
     *
     * @param lock what guards the session
     * @param listeners who is told
     */
    public News(Object lock, Listeners listeners) {
        this.lock = lock;
        this.listeners = listeners;
    }

    /** Begins: this is told before all that has happened meanwhile. */
    public void begin(Consumer<EmulatorListener> event) {
        synchronized (untold) {
            untold.addFirst(event);
            telling = false;
        }
        tell();
    }

    /** Does something under the lock, and tells afterwards what has come of it. */
    public void guarded(Runnable task) {
        try {
            synchronized (lock) {
                task.run();
            }
        } finally {
            tell();
        }
    }

    /** Takes what has happened, and tells it now or, if this thread holds the lock, when it lets go. */
    public void add(Consumer<EmulatorListener> event) {
        synchronized (untold) {
            untold.addLast(event);
        }
        tell();
    }

    private void tell() {
        if (Thread.holdsLock(lock)) {
            return;
        }
        for (Consumer<EmulatorListener> event = first(); event != null; event = next()) {
            event.accept(listeners);
        }
    }

    private @Nullable Consumer<EmulatorListener> first() {
        synchronized (untold) {
            return telling ? null : next();
        }
    }

    private @Nullable Consumer<EmulatorListener> next() {
        synchronized (untold) {
            telling = !untold.isEmpty();
            return untold.pollFirst();
        }
    }
}
