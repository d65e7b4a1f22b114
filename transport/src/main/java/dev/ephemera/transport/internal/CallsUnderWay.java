package dev.ephemera.transport.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Calls that have begun and not ended, so that closing the client, or giving up a batch, ends them at once. Thread-safe. */
public final class CallsUnderWay {

    private final Set<Runnable> stops = ConcurrentHashMap.newKeySet();
    private final Runnable afterEachLate;
    private volatile boolean closed;

    /**
     * Knows no calls yet.
     *
     * @param afterEachLate run after each call that ends when this is closed already, to release what it still held then
     */
    public CallsUnderWay(Runnable afterEachLate) {
        this.afterEachLate = afterEachLate;
    }

    /** Remembers how a call is stopped; after {@link #close()}, stops it. */
    public void begun(Runnable stop) {
        stops.add(stop);
        if (closed) {
            stop.run();
        }
    }

    /** Forgets a call that is over. */
    public void ended(Runnable stop) {
        stops.remove(stop);
        if (closed) {
            afterEachLate.run();
        }
    }

    /** Whether calls are stopped as soon as they begin. */
    public boolean isClosed() {
        return closed;
    }

    /** Stops the calls under way and all that come. */
    public void close() {
        closed = true;
        stops.forEach(Runnable::run);
    }
}
