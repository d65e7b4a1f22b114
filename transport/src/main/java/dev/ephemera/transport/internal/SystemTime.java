package dev.ephemera.transport.internal;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time, with one daemon thread for what is due later; it starts with the first such task. */
final class SystemTime implements Time, AutoCloseable {

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, Threads.daemons("ephemera-timer"));

    SystemTime() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        Future<?> pending = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> pending.cancel(false);
    }

    /** Lets what is due still run; takes nothing new. */
    @Override
    public void close() {
        timer.shutdown();
    }
}
