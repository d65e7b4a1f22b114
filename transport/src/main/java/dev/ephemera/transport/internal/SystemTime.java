package dev.ephemera.transport.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Real time, with one daemon thread for what is due later; it starts with the first such task. */
final class SystemTime implements Time, AutoCloseable {

    private @Nullable ScheduledThreadPoolExecutor timer;

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
        Future<?> pending = timer().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> pending.cancel(false);
    }

    /** Made late: a blocking call has no need of it. */
    private synchronized ScheduledThreadPoolExecutor timer() {
        if (timer == null) {
            timer = new ScheduledThreadPoolExecutor(1, Threads.daemons("ephemera-timer"));
            timer.setRemoveOnCancelPolicy(true);
        }
        return timer;
    }

    /** Lets what is due later still run, for somebody waits for it; takes nothing new. */
    @Override
    public void close() {
        timer().shutdown();
    }
}
