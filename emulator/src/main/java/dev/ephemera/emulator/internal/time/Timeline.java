package dev.ephemera.emulator.internal.time;

import java.time.Duration;
import java.time.Instant;

/**
 * When it is, and what happens later. Safe for use by any thread; a task runs on a thread of the timeline, or on the
 * thread that moves the time.
 */
public interface Timeline extends AutoCloseable {

    /** A task that has not run yet. */
    interface Alarm {

        /** An alarm that has nothing left to do. */
        Alarm DONE = () -> {};

        /** Sees to it that the task does not start any more; one that runs already is not stopped. */
        void cancel();
    }

    Instant now();

    /**
     * Runs a task when its time comes: on the calling thread, before this method returns, if it has come already.
     *
     * @param when the instant
     * @param task what to do then; must not throw
     */
    Alarm at(Instant when, Runnable task);

    /**
     * Runs a task after a while, counted from the moment of the call.
     *
     * @param delay how long; zero or less runs the task on the calling thread
     * @param task what to do then; must not throw
     */
    Alarm after(Duration delay, Runnable task);

    /** Drops what has not run yet, and ends the timeline's thread if it has one. */
    @Override
    void close();
}
