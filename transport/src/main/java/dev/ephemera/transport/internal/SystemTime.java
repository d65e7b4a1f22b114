package dev.ephemera.transport.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time, with one daemon thread for what is due later; it starts with the first such task. */
final class SystemTime implements Time, AutoCloseable {

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, Threads.daemons("ephemera-timer"));

    SystemTime() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void await(CountDownLatch signal, Duration duration) throws InterruptedException {
        boolean unused = signal.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        Future<?> pending = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> pending.cancel(false);
    }

    /** Lets what is due later still run, for somebody waits for it; takes nothing new. */
    @Override
    public void close() {
        timer.shutdown();
    }
}
