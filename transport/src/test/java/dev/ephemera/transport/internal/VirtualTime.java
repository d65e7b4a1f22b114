package dev.ephemera.transport.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody waits; remembers the waits. */
final class VirtualTime implements Time {

    final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final AtomicLong now = new AtomicLong();

    private volatile boolean interrupt;

    /** Makes the next sleep end as if its thread had been interrupted. */
    void interruptNextSleep() {
        interrupt = true;
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (interrupt) {
            throw new InterruptedException();
        }
        pass(duration);
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        pass(delay);
        task.run();
        return () -> {};
    }

    private void pass(Duration duration) {
        waits.add(duration);
        now.addAndGet(duration.toNanos());
    }
}
