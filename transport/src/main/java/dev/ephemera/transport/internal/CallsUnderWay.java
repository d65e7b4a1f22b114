package dev.ephemera.transport.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calls of one client that have begun and not ended, so that closing the client ends them at once. Thread-safe. */
final class CallsUnderWay {

    private final Set<Runnable> stops = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Remembers how a call is stopped; after {@link #close()}, stops it. */
    void begun(Runnable stop) {
        stops.add(stop);
        if (closed) {
            stop.run();
        }
    }

    void ended(Runnable stop) {
        stops.remove(stop);
    }

    /** Stops the calls under way and all that come. */
    void close() {
        closed = true;
        stops.forEach(Runnable::run);
    }
}
