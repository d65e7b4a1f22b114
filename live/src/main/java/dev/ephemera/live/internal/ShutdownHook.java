package dev.ephemera.live.internal;

import org.jspecify.annotations.Nullable;

/** Runs a task when the JVM shuts down, as long as it is armed. For one thread at a time. */
final class ShutdownHook {

    private final Runnable task;
    private @Nullable Thread hook;

    ShutdownHook(Runnable task) {
        this.task = task;
    }

    /** From now on, until {@link #disarm()}; does nothing if the JVM shuts down already. */
    void arm() {
        Thread thread = new Thread(task, "ephemera-shutdown");
        try {
            Runtime.getRuntime().addShutdownHook(thread);
            hook = thread;
        } catch (IllegalStateException e) {
            // too late
        }
    }

    /** Not any more. */
    void disarm() {
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
