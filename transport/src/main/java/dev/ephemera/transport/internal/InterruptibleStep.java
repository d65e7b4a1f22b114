package dev.ephemera.transport.internal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A step of a task on a thread that others use later: an interrupt reaches the step, if it runs, and nothing behind it. Thread-safe. */
final class InterruptibleStep {

    private @Nullable Thread thread;
    private boolean interrupted;

    /** Runs the step on this thread. */
    <A> A run(Supplier<A> step) {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        try {
            return step.get();
        } finally {
            leave();
        }
    }

    private synchronized void leave() {
        thread = null;
        if (interrupted) {
            boolean unused = Thread.interrupted(); // it was meant for the step
        }
    }

    /** Interrupts the step; does nothing if it does not run. */
    synchronized void interrupt() {
        if (thread != null) {
            interrupted = true;
            thread.interrupt();
        }
    }
}
