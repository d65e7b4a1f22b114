package dev.ephemera.transport.internal;

import java.time.Duration;

/** How time passes for deadlines and waits; tests make it virtual. Thread-safe. */
public interface Time {

    /** Nanoseconds from an arbitrary start, as {@link System#nanoTime()}. */
    long nanoTime();

    /**
     * Waits on this thread.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Runs a task later, on a thread that it must not block.
     *
     * @return cancels the task if it has not begun
     */
    Runnable schedule(Runnable task, Duration delay);
}
