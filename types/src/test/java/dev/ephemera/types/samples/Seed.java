package dev.ephemera.types.samples;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** The seed of all random samples of a run; {@code -Dephemera.seed=…} repeats a run. */
public final class Seed {

    private static final long VALUE =
            Long.getLong("ephemera.seed", ThreadLocalRandom.current().nextLong());

    static {
        System.out.println("Random samples: " + option());
    }

    private Seed() {}

    /** The option that repeats the run. */
    public static String option() {
        return "-Dephemera.seed=" + VALUE;
    }

    /** A source of randomness for one subject, independent of which other subjects were tested before. */
    public static Random random(String subject) {
        return new Random(VALUE * 31 + subject.hashCode());
    }
}
