package dev.ephemera.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One figure over the rounds of one runner.
 *
 * @param median the middle one
 * @param least the smallest
 * @param most the largest
 */
public record Figure(double median, double least, double most) {

    /** Looks at one figure of all rounds. */
    public static <T> Figure of(List<T> rounds, ToDoubleFunction<? super T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Figure(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Median and spread, divided by a unit. */
    public String in(double unit) {
        return String.format(Locale.ROOT, "%.1f (%.1f to %.1f)", median / unit, least / unit, most / unit);
    }

    /** The median beside another one's. */
    public String ratioTo(Figure other) {
        return String.format(Locale.ROOT, "%.2f", median / other.median);
    }

    /** The same figure in another unit. */
    Figure per(double unit) {
        return new Figure(median / unit, least / unit, most / unit);
    }

    /** The median alone, in as many digits as tell something. */
    String shown() {
        return String.format(Locale.ROOT, median < 10 ? "%.2f" : "%,.1f", median);
    }
}
