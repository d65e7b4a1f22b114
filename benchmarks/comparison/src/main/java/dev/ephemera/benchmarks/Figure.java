package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Sample;
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
record Figure(double median, double least, double most) {

    static Figure of(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Figure(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Median and spread, divided by a unit. */
    String in(double unit) {
        return String.format(Locale.ROOT, "%.1f (%.1f to %.1f)", median / unit, least / unit, most / unit);
    }

    /** The median beside another one's. */
    String ratioTo(Figure other) {
        return String.format(Locale.ROOT, "%.2f", median / other.median);
    }
}
