package dev.ephemera.emulator.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Time that stands still until it is moved. Tasks run in the order of their instants, then of their scheduling. */
public final class VirtualTimeline implements Timeline {

    private record Entry(Instant when, long order, Runnable task) {}

    private final PriorityQueue<Entry> pending =
            new PriorityQueue<>(Comparator.comparing(Entry::when).thenComparingLong(Entry::order));
    private final Object moving = new Object();
    private Instant now;
    private long scheduled;

    public VirtualTimeline(Instant start) {
        now = start;
    }

    @Override
    public Instant now() {
        synchronized (pending) {
            return now;
        }
    }

    @Override
    public Alarm at(Instant when, Runnable task) {
        synchronized (pending) {
            if (when.isAfter(now)) {
                return add(when, task);
            }
        }
        task.run();
        return Alarm.DONE;
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        synchronized (pending) {
            if (delay.compareTo(Duration.ZERO) > 0) {
                return add(now.plus(delay), task);
            }
        }
        task.run();
        return Alarm.DONE;
    }

    private Alarm add(Instant when, Runnable task) {
        Entry entry = new Entry(when, scheduled++, task);
        pending.add(entry);
        return () -> {
            synchronized (pending) {
                pending.remove(entry);
            }
        };
    }

    /**
     * Moves the time and runs, on the calling thread, all that falls due on the way, each task at its own instant.
     *
     * @param target the instant to stop at
     * @throws IllegalArgumentException if it lies before now
     */
    public void moveTo(Instant target) {
        synchronized (moving) {
            if (target.isBefore(now())) {
                throw new IllegalArgumentException(
                        "time does not run backwards: it is " + now() + ", asked for " + target);
            }
            for (Runnable task = nextDue(target); task != null; task = nextDue(target)) {
                task.run();
            }
        }
    }

    private @Nullable Runnable nextDue(Instant target) {
        synchronized (pending) {
            Entry first = pending.peek();
            if (first == null || first.when().isAfter(target)) {
                now = target;
                return null;
            }
            pending.remove();
            now = first.when();
            return first.task();
        }
    }

    /** Does nothing: the time belongs to whoever moves it, and may serve several emulators. */
    @Override
    public void close() {}
}
