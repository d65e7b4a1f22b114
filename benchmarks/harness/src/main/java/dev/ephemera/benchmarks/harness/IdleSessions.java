package dev.ephemera.benchmarks.harness;

/**
 * What a session adds to its process while it does nothing, beside what that held after a rest with one session.
 *
 * @param atOnce when the last has just been opened: what the compiler holds meanwhile counts, too
 * @param atRest after another rest
 */
public record IdleSessions(Idle atOnce, Idle atRest) {

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
