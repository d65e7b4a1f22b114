package dev.ephemera.emulator.internal.observe;

import dev.ephemera.emulator.EmulatorListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one session, or to none, told in order and by one thread at a time, which is the listeners' own: who hears
 * it may take its time, and may call the session, or wait for others who do. Who brings more than can be kept until it is
 * told waits, and no longer than listeners go on; then it is not told, and the log says so. Safe for use by any thread.
 */
public final class News {

    private static final Logger LOG = System.getLogger("dev.ephemera.emulator");

    /** What may wait to be told, in bytes of frames; of several that come together the last may be too much. */
    private static final int MOST_UNTOLD = 1 << 20;

    /** What each costs beside its frame. */
    private static final int LEAST_WEIGHT = 200;

    /** How long listeners may take over one of them while others wait to bring more. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private record Event(Consumer<EmulatorListener> telling, long weight) {}

    private final Deque<Event> untold = new ArrayDeque<>();
    private final Object lock;
    private final Listeners listeners;
    private final Duration patience;
    private boolean telling = true; // as if somebody did, until it begins
    private boolean begun;
    private long weight;
    private long told;
    private boolean stuck;
    private long left;

    /**
     * Tells nothing yet, and keeps what happens until it {@linkplain #begin begins}.
     *
     * @param lock what guards the session
     * @param listeners who is told
     */
    public News(Object lock, Listeners listeners) {
        this(lock, listeners, PATIENCE);
    }

    News(Object lock, Listeners listeners, Duration patience) {
        this.lock = lock;
        this.listeners = listeners;
        this.patience = patience;
    }

    /** Makes news of no session, told from now on. */
    public static News begun(Listeners listeners) {
        News news = new News(new Object(), listeners);
        news.telling = false;
        news.begun = true;
        return news;
    }

    /** Begins: this is told before all that has happened meanwhile. */
    public void begin(Consumer<EmulatorListener> event) {
        synchronized (untold) {
            if (!listeners.isEmpty()) {
                untold.addFirst(weighed(event, 0));
            }
            telling = false;
            begun = true;
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

    /**
     * Takes what has happened, to be told now or, if this thread holds the lock, when it lets go.
     *
     * @param bytes what it keeps
     */
    public void add(Consumer<EmulatorListener> event, int bytes) {
        if (listeners.isEmpty()) {
            return;
        }
        synchronized (untold) {
            if (stuck) {
                left++;
                return;
            }
            untold.addLast(weighed(event, bytes));
        }
        tell();
    }

    /** Takes the last that happens, which is told in any case. */
    public void end(Consumer<EmulatorListener> event) {
        if (listeners.isEmpty()) {
            return;
        }
        synchronized (untold) {
            untold.addLast(weighed(event, 0));
        }
        tell();
    }

    private Event weighed(Consumer<EmulatorListener> telling, int bytes) {
        Event event = new Event(telling, bytes + LEAST_WEIGHT);
        weight += event.weight;
        return event;
    }

    private void tell() {
        if (Thread.holdsLock(lock)) {
            return;
        }
        synchronized (untold) {
            if (!telling && !untold.isEmpty()) {
                telling = true;
                listeners.execute(this::tellAll);
            }
            awaitRoom();
        }
    }

    /** Waits as long as it is too much and listeners go on; they themselves never do. */
    private void awaitRoom() {
        long before = told;
        long since = System.nanoTime();
        while (begun && weight > MOST_UNTOLD && !stuck && !listeners.isOwnThread()) {
            try {
                untold.wait(patience.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
            if (told != before) {
                before = told;
                since = System.nanoTime();
            } else if (System.nanoTime() - since >= patience.toNanos()) {
                stuck = true;
                LOG.log(
                        Level.WARNING,
                        "A listener of the emulator has not returned for " + patience.toSeconds()
                                + " seconds while more happens than is kept for it: until it returns it is told"
                                + " of no more, but of the end. Let it hand long work to others.");
            }
        }
    }

    private void tellAll() {
        for (Event event = next(); event != null; event = next()) {
            event.telling.accept(listeners);
        }
    }

    private @Nullable Event next() {
        synchronized (untold) {
            Event event = untold.pollFirst();
            telling = event != null;
            if (event != null) {
                weight -= event.weight;
                told++;
            }
            if (stuck && weight <= MOST_UNTOLD) {
                LOG.log(
                        Level.WARNING,
                        left + " frames, answers or warnings were not told to listeners of the emulator.");
                stuck = false;
                left = 0;
            }
            untold.notifyAll();
            return event;
        }
    }
}
