package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one behaviour over and over with input that is made up: a share of the executions in every build, all of them with
 * {@code -Dephemera.fuzz.long=true}.
 *
 * <p>Each execution has a random source of its own, which follows from the seed and its number, so that any of them can be
 * repeated alone: {@code -Dseed=S -Dephemera.fuzz.only=N}. One that takes longer than a minute hangs, and fails the test.
 */
public final class Trials {

    /** One execution. */
    @FunctionalInterface
    public interface Trial {
        void run(Random random) throws Exception;
    }

    private static final boolean LONG = Boolean.getBoolean("ephemera.fuzz.long");
    private static final long ONLY = Long.getLong("ephemera.fuzz.only", -1);
    private static final long SEED = Long.getLong("seed", new Random().nextLong());
    private static final Duration HANGS = Duration.ofMinutes(1);

    private final String name;
    private final Trial trial;
    private volatile long current;
    private volatile long began = System.nanoTime();
    private long slowest;

    private Trials(String name, Trial trial) {
        this.name = name;
        this.trial = trial;
    }

    /**
     * Runs all trials, and prints how many there were, with which seed.
     *
     * @param name what is tried
     * @param share how many in every build
     * @param all how many in the long run
     * @param trial what to do
     */
    public static void run(String name, int share, int all, Trial trial) {
        Trials trials = new Trials(name, trial);
        long first = ONLY < 0 ? 0 : ONLY;
        long count = ONLY >= 0 ? 1 : LONG ? all : share;
        long start = System.nanoTime();
        trials.watch(first, count);
        System.out.printf(
                "%s: %,d executions in %.1f s, the slowest %.0f ms, seed %d%n",
                name, count, (System.nanoTime() - start) / 1e9, trials.slowest / 1e6, SEED);
    }

    private void watch(long first, long count) {
        FutureTask<Void> work = new FutureTask<>(() -> work(first, count), null);
        Thread worker = new Thread(work, "trials of " + name);
        worker.setDaemon(true);
        worker.start();
        for (boolean working = true; working; ) {
            try {
                work.get(1, TimeUnit.SECONDS);
                working = false;
            } catch (TimeoutException stillWorking) {
                if (System.nanoTime() - began > HANGS.toNanos()) {
                    fail(repeat() + " hangs: " + Arrays.toString(worker.getStackTrace()));
                }
            } catch (ExecutionException failed) {
                throw new AssertionError(repeat() + ": " + failed.getCause().getMessage(), failed.getCause());
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private void work(long first, long count) {
        for (long number = first; number < first + count; number++) {
            current = number;
            began = System.nanoTime();
            try {
                trial.run(random(number));
            } catch (Exception unexpected) {
                throw new IllegalStateException(unexpected);
            }
            slowest = Math.max(slowest, System.nanoTime() - began);
        }
    }

    private static Random random(long number) {
        return new Random(new SplittableRandom(SEED + 0x9E3779B97F4A7C15L * number).nextLong());
    }

    private String repeat() {
        return name + ", execution " + current + " (repeat with -Dseed=" + SEED + " -Dephemera.fuzz.only=" + current
                + ")";
    }
}
