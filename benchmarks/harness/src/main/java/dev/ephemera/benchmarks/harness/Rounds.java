package dev.ephemera.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A runner's side of its process: does as many repetitions as each line of the input says, and answers what they took. */
public final class Rounds {

    /** What answers begin with; whatever else a library prints is no answer. */
    public static final String ANSWER = "sample: ";

    /** Asks a runner that mints to do its work once, which nobody measures but whoever asks. */
    public static final String ONCE = "once";

    private Rounds() {}

    /** Does what a line asks for, and says what it took. */
    @FunctionalInterface
    public interface Round {

        /**
         * Does one round.
         *
         * @param count how many repetitions
         * @return the figures, in one line
         * @throws Exception what the work throws, which ends the measurement
         */
        String of(int count) throws Exception;
    }

    /**
     * Works until the input ends: measures samples, or does the work {@link #ONCE}, or in several threads at once where a line has
     * two numbers: how many, and how often in each.
     *
     * @param workload the work
     * @throws Exception what the work throws
     */
    public static void serve(Workload workload) throws Exception {
        lines(line -> {
            int space = line.indexOf(' ');
            if (space >= 0) {
                inThreads(
                        workload,
                        Integer.parseInt(line.substring(0, space)),
                        Integer.parseInt(line.substring(space + 1)));
                return line;
            }
            return line.equals(ONCE)
                    ? workload.once().toString()
                    : Sample.of(workload, Integer.parseInt(line)).line();
        });
    }

    private static void inThreads(Workload workload, int threads, int each) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<Void> task = () -> {
                for (int i = 0; i < each; i++) {
                    Object unusedResult = workload.once();
                }
                return null;
            };
            for (Future<Void> done : pool.invokeAll(Collections.nCopies(threads, task))) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    /**
     * Runs until the input ends, as it does when the process dies that started this one.
     *
     * @param round what is done for each line
     * @throws Exception what the work throws
     */
    public static void answer(Round round) throws Exception {
        lines(line -> round.of(Integer.parseInt(line)));
    }

    /** What a line is answered with. */
    private interface Answer {
        String to(String line) throws Exception;
    }

    private static void lines(Answer answer) throws Exception {
        BufferedReader rounds = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = rounds.readLine(); line != null; line = rounds.readLine()) {
            System.out.println(ANSWER + answer.to(line));
        }
    }

    /**
     * Waits until the input ends.
     *
     * @throws IOException if it cannot be read
     */
    public static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // nothing is expected
        }
    }
}
