package dev.ephemera.transport.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody waits; remembers the waits. */
final class VirtualTime implements Time {

    final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final AtomicLong now = new AtomicLong();

    private volatile boolean interrupt;
    private volatile Runnable duringWait = () -> {};

    /** Makes the next wait end as if its thread had been interrupted. */
    void interruptNextWait() {
        interrupt = true;
    }

    /** Does something while somebody waits. */
    void duringWait(Runnable action) {
        duringWait = action;
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void await(CountDownLatch signal, Duration duration) throws InterruptedException {
        if (interrupt) {
            throw new InterruptedException();
        }
        waits.add(duration);
        duringWait.run();
        now.addAndGet(duration.toNanos());
    }

    /** Lets time pass. */
    void pass(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    /** Runs nothing: calls wait on their own threads. */
    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        return () -> {};
    }
}
