package dev.ephemera.benchmarks.harness;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long things took in one round.
 *
 * @param median in microseconds
 * @param p99 what one of a hundred reached or exceeded, in microseconds
 */
public record Delays(double median, double p99) {

    /**
     * Sums up.
     *
     * @param nanos the delays, one at least, in any order
     * @return the figures
     */
    public static Delays of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Delays(sorted[sorted.length / 2] / 1e3, sorted[sorted.length * 99 / 100] / 1e3);
    }

    /**
     * Reads delays.
     *
     * @param line as {@link #line()} writes it
     * @return the delays
     */
    public static Delays read(String line) {
        String[] figures = line.split(" ", -1);
        return new Delays(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    }

    /**
     * Writes the delays.
     *
     * @return one line
     */
    public String line() {
        return String.format(Locale.ROOT, "%.1f %.1f", median, p99);
    }
}
