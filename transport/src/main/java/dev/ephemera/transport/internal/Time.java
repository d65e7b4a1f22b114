package dev.ephemera.transport.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** How time passes for deadlines and waits; tests make it virtual. Thread-safe. */
public interface Time {

    /** Nanoseconds from an arbitrary start, as {@link System#nanoTime()}. */
    long nanoTime();

    /**
     * Waits on this thread until the time is over or the signal comes.
     *
     * @param signal ends the wait early when it is counted down
     * @param duration the longest wait
     * @throws InterruptedException if the thread is interrupted
     */
    void await(CountDownLatch signal, Duration duration) throws InterruptedException;

    /**
     * Runs a task later, on a thread that it must not block.
     *
     * @param task what is run
     * @param delay when, from now
     * @return cancels the task if it has not begun
     * @throws java.util.concurrent.RejectedExecutionException if the client is closed
     */
    Runnable schedule(Runnable task, Duration delay);
}
