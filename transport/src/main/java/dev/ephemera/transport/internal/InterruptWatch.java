package dev.ephemera.transport.internal;

import java.util.Iterator;
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
    private final UserThreads userThreads;

    /**
     * Watches nobody yet.
     *
     * @param userThreads tell a thread's call of its end: its listener is the user's, and may block or throw, which okio's thread,
     *     the only one for all clients, must not
     */
    InterruptWatch(UserThreads userThreads) {
        this.userThreads = userThreads;
    }

    /**
     * Watches the calling thread.
     *
     * @param stop ends what the thread waits for
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

    /** One look; okio takes a timeout once. */
    private final class Look extends AsyncTimeout {

        void begin() {
            timeout(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
            enter();
        }

        @Override
        protected void timedOut() {
            due.set(false);
            Iterator<Map.Entry<Runnable, Thread>> all = watched.entrySet().iterator();
            while (all.hasNext()) {
                Map.Entry<Runnable, Thread> one = all.next();
                if (one.getValue().isInterrupted() && userThreads.tryRun(one.getKey())) {
                    all.remove();
                }
            }
            if (!watched.isEmpty()) {
                lookSoon();
            }
        }
    }
}
