package dev.ephemera.emulator.internal.script;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A script that was given to an emulator. Safe for use by any thread. */
final class GivenScript {

    private final Plot plot;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicBoolean taken = new AtomicBoolean();

    GivenScript(Plot plot) {
        this.plot = plot;
    }

    Plot plot() {
        return plot;
    }

    /** Counts a connection that opens, and tells whether the script may be for it. */
    boolean countConnection() {
        int number = connections.incrementAndGet();
        return plot.connection().filter(wanted -> wanted != number).isEmpty();
    }

    /** Tells whether the script may be played once more, which counts. */
    boolean take() {
        return !plot.once() || taken.compareAndSet(false, true);
    }
}
