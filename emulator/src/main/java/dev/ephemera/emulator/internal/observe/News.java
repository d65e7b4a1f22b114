package dev.ephemera.emulator.internal.observe;

import dev.ephemera.emulator.EmulatorListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one session, or to none, told in order and by one thread at a time, which is the listeners' own: who hears
 * it may take its time, and may call the session, or wait for others who do. Safe for use by any thread.
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

    /** Makes news of no session, told from now on. */
    public static News begun(Listeners listeners) {
        News news = new News(new Object(), listeners);
        news.telling = false;
        return news;
    }

    /** Begins: this is told before all that has happened meanwhile. */
    public void begin(Consumer<EmulatorListener> event) {
        synchronized (untold) {
            if (!listeners.isEmpty()) {
                untold.addFirst(event);
            }
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

    /** Takes what has happened, to be told now or, if this thread holds the lock, when it lets go. */
    public void add(Consumer<EmulatorListener> event) {
        if (listeners.isEmpty()) {
            return;
        }
        synchronized (untold) {
            untold.addLast(event);
        }
        tell();
    }

    private void tell() {
        if (Thread.holdsLock(lock)) {
            return;
        }
        synchronized (untold) {
            if (telling || untold.isEmpty()) {
                return;
            }
            telling = true;
        }
        listeners.execute(this::tellAll);
    }

    private void tellAll() {
        for (Consumer<EmulatorListener> event = next(); event != null; event = next()) {
            event.accept(listeners);
        }
    }

    private @Nullable Consumer<EmulatorListener> next() {
        synchronized (untold) {
            telling = !untold.isEmpty();
            return untold.pollFirst();
        }
    }
}
