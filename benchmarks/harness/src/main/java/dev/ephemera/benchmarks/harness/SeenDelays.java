package dev.ephemera.benchmarks.harness;

import java.util.Arrays;

/** How long messages were under way that came to one connection since it was last asked. For one thread. */
final class SeenDelays {

    private long[] nanos = new long[16];
    private int counted;

    /** Counts a message that was sent then; two processes have {@link System#nanoTime()} in common on Linux. */
    void sentAt(long nanoTime) {
        if (counted == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * counted);
        }
        nanos[counted++] = System.nanoTime() - nanoTime;
    }

    /** Says how many there were, and their {@link Delays}; begins anew. */
    String take() {
        String seen = counted + " "
                + Delays.of(Arrays.copyOf(nanos, Math.max(counted, 1))).line();
        counted = 0;
        return seen;
    }
}
