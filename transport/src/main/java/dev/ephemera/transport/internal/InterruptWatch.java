package dev.ephemera.transport.internal;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okio.AsyncTimeout;

/**
 * Notices interrupts for threads that wait for a socket: on a platform thread such a wait does not end by itself. Looks at them
 * from time to time, while there are any, on the thread that okio has for the timeouts of the same sockets. Thread-safe.
 */
final class InterruptWatch {

    /** How late an interrupt may be noticed. */
    private static final long INTERVAL_MILLIS = 20;

    private final Map<Runnable, Thread> watched = new ConcurrentHashMap<>();
    private final AtomicBoolean due = new AtomicBoolean();

    /**
     * Watches the calling thread.
     *
     * @param stop ends what the thread waits for; may be run several times, and must not block
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
                new Look().begin();
            } catch (Throwable e) { // there may be no thread to be had
                due.set(false);
                throw e;
            }
        }
    }

    /** What a listener of the user's own client throws must not end okio's thread, which does so for all clients. */
    private static void stop(Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException e) {
            System.getLogger("dev.ephemera.transport")
                    .log(Level.WARNING, "Something that was told of an interrupted call's end failed.", e);
        }
    }

    /** One look; okio takes a timeout once. */
    private final class Look extends AsyncTimeout {

        void begin() {
            timeout(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
            enter();
        }

        @Override
        protected void timedOut() {
            due.set(false);
            for (Map.Entry<Runnable, Thread> one : watched.entrySet()) {
                if (one.getValue().isInterrupted()) {
                    stop(one.getKey());
                }
            }
            if (!watched.isEmpty()) {
                lookSoon();
            }
        }
    }
}
