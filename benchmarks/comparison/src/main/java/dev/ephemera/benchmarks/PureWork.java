package dev.ephemera.benchmarks;

import java.util.Comparator;
import java.util.Locale;

/**
 * A piece of work of the pure parts, as the name of its benchmark says it. Pure.
 *
 * @param subject what it is about
 * @param work what is done
 * @param by who does it instead of Ephemera; empty for Ephemera itself
 */
record PureWork(String subject, String work, String by) implements Comparable<PureWork> {

    private static final String SUBJECT = "Benchmark.";
    private static final String BY = "By(?=[A-Z])";
    private static final String WORDS = "(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])";
    private static final Comparator<PureWork> ORDER = Comparator.comparing(PureWork::subject)
            .thenComparing(PureWork::work)
            .thenComparing(PureWork::by);

    /**
     * Reads a name.
     *
     * @param benchmark such as {@code some.CodecsBenchmark.readTextByDatabind}
     * @throws IllegalArgumentException if it is none
     */
    static PureWork named(String benchmark) {
        int end = benchmark.indexOf(SUBJECT);
        if (end < 0) {
            throw new IllegalArgumentException(benchmark + " is no method of a class that is named ...Benchmark.");
        }
        String subject = benchmark.substring(benchmark.lastIndexOf('.', end) + 1, end);
        String[] method = benchmark.substring(end + SUBJECT.length()).split(BY, 2);
        return new PureWork(words(subject), words(method[0]), method.length == 1 ? "" : words(method[1]));
    }

    private static String words(String name) {
        return String.join(" ", name.split(WORDS, -1)).toLowerCase(Locale.ROOT);
    }

    boolean isOurs() {
        return by.isEmpty();
    }

    /** The same work done by Ephemera. */
    PureWork ours() {
        return new PureWork(subject, work, "");
    }

    /** Who does it. */
    String who() {
        return isOurs() ? "Ephemera" : by;
    }

    @Override
    public int compareTo(PureWork other) {
        return ORDER.compare(this, other);
    }
}
