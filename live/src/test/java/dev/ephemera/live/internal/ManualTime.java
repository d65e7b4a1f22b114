package dev.ephemera.live.internal;

import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.Threads;
import dev.ephemera.transport.internal.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes for deadlines only when a test says so. */
final class ManualTime implements Time {

    private final Map<Runnable, Duration> pending = new ConcurrentHashMap<>();
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger armed = new AtomicInteger();

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void await(CountDownLatch signal, Duration duration) {
        throw new AssertionError("a session waits on no thread");
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        armed.incrementAndGet();
        pending.put(task, delay);
        return () -> pending.remove(task);
    }

    /** Lets time go by in which nothing becomes due. */
    void elapse(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** Waits until something is due after this delay, and lets that time pass, on the thread that keeps time. */
    void pass(Duration delay) {
        Await.until("something is due after " + delay, () -> pending.containsValue(delay));
        List<Runnable> due = pending.entrySet().stream()
                .filter(alarm -> alarm.getValue().equals(delay))
                .map(Map.Entry::getKey)
                .toList(); // before any of them runs: what they arm is not due
        for (Runnable task : due) {
            if (pending.remove(task) != null) {
                Threads.daemons("ephemera-timer").newThread(task).start();
            }
        }
    }

    /** How many deadlines have been armed so far. */
    int armed() {
        return armed.get();
    }

    /** Whether no deadline stays armed. */
    boolean isIdle() {
        return pending.isEmpty();
    }
}
