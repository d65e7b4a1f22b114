package dev.ephemera.transport.internal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on another thread, within a deadline that only a failing test meets. */
public final class Await {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = 1_000_000;

    private Await() {}

    /** Returns when the condition holds. */
    public static void until(String what, BooleanSupplier condition) {
        until(DEADLINE, what, condition);
    }

    /** Returns when the thread waits for something, be it for a time. */
    public static void waiting(Thread thread) {
        until(
                "the thread waits",
                () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    /** The same for what takes long even on a good machine. */
    public static void until(Duration within, String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + within + ": " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
