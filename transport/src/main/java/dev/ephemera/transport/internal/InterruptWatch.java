package dev.ephemera.transport.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notices interrupts for threads that wait for a socket: on a platform thread such a wait does not end by itself. Looks at them
 * from time to time, while there are any. Thread-safe.
 */
final class InterruptWatch {

    /** How late an interrupt may be noticed. */
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final Map<Runnable, Thread> watched = new ConcurrentHashMap<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final Time time;

    InterruptWatch(Time time) {
        this.time = time;
    }

    /**
     * Watches the calling thread.
     *
     * @param stop ends what the thread waits for; may be run several times
     */
    void begin(Runnable stop) {
        watched.put(stop, Thread.currentThread());
        lookSoon();
    }

    /** Ends a watch. */
    void end(Runnable stop) {
        watched.remove(stop);
    }

    private void lookSoon() {
        if (due.compareAndSet(false, true)) {
            try {
                Runnable unused = time.schedule(this::look, INTERVAL);
            } catch (RejectedExecutionException closed) {
                due.set(false); // closing the client ends every wait
            }
        }
    }

    private void look() {
        due.set(false);
        watched.forEach((stop, thread) -> {
            if (thread.isInterrupted()) {
                stop.run();
            }
        });
        if (!watched.isEmpty()) {
            lookSoon();
        }
    }
}
