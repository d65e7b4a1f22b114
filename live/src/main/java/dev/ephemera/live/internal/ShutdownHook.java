package dev.ephemera.live.internal;

import org.jspecify.annotations.Nullable;

/** Runs a task when the JVM shuts down, as long as it is armed. Thread-safe. */
final class ShutdownHook {

    private final Runnable task;
    private @Nullable Thread hook;
    private boolean over;

    ShutdownHook(Runnable task) {
        this.task = task;
    }

    /** From now on, until {@link #disarm()}; does nothing if it is armed, was disarmed, or the JVM shuts down already. */
    synchronized void arm() {
        if (hook == null && !over) {
            Thread thread = new Thread(task, "ephemera-shutdown");
            try {
                Runtime.getRuntime().addShutdownHook(thread);
                hook = thread;
            } catch (IllegalStateException e) {
                over = true; // too late
            }
        }
    }

    /** Not any more. */
    synchronized void disarm() {
        over = true;
        if (hook != null) {
            try {
                boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM shuts down, and the hook runs or has run.
            }
            hook = null;
        }
    }
}
