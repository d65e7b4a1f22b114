package dev.ephemera.benchmarks.harness;

import java.util.List;

/**
 * What a session adds to its process while it does nothing.
 *
 * @param atOnce when the last has just been opened: what the compiler holds meanwhile counts, too
 * @param atRest after a rest, beside what the process held after one without them
 */
public record IdleSessions(Idle atOnce, Idle atRest) {

    /** A JVM that gives back what it does not need, so that resident memory is the sessions' and not the collector's or the allocator's. */
    public static final List<String> OPTIONS =
            List.of("-Xms16m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20", "-XX:TrimNativeHeapInterval=1000");

    private static final String BETWEEN = ";";

    /**
     * Reads figures.
     *
     * @param line as {@link #line()} writes it
     * @return the figures
     */
    public static IdleSessions read(String line) {
        String[] both = line.split(BETWEEN, -1);
        return new IdleSessions(Idle.read(both[0]), Idle.read(both[1]));
    }

    /**
     * Writes the figures.
     *
     * @return one line
     */
    public String line() {
        return atOnce.line() + BETWEEN + atRest.line();
    }
}
