package dev.ephemera.emulator.internal.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The system's time; tasks run on one daemon thread. */
public final class RealTimeline implements Timeline {

    private final Clock clock = Clock.systemUTC();
    private final ScheduledThreadPoolExecutor executor;

    public RealTimeline(String threadName) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.prestartCoreThread(); // there from the start, and no test that runs later is taken for its origin
        executor.setRejectedExecutionHandler((task, ended) -> {}); // after close nothing is due any more
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Alarm at(Instant when, Runnable task) {
        Duration delay = Duration.between(now(), when);
        // The wall clock may lag a little behind the scheduler's: a task must not run before its instant.
        return after(delay.isNegative() || delay.isZero() ? Duration.ZERO : delay.plusMillis(1), task);
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        if (delay.compareTo(Duration.ZERO) <= 0) {
            task.run();
            return Alarm.DONE;
        }
        ScheduledFuture<?> future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
