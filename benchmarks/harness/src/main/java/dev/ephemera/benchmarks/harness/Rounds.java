package dev.ephemera.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A runner's side of its process: does as many repetitions as each line of the input says, and answers what they took. */
public final class Rounds {

    /** What answers begin with; whatever else a library prints is no answer. */
    public static final String ANSWER = "sample: ";

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
     * Measures samples until the input ends.
     *
     * @param workload the work
     * @throws Exception what the work throws
     */
    public static void serve(Workload workload) throws Exception {
        answer(count -> Sample.of(workload, count).line());
    }

    /**
     * Runs until the input ends, as it does when the process dies that started this one.
     *
     * @param round what is done for each line
     * @throws Exception what the work throws
     */
    public static void answer(Round round) throws Exception {
        BufferedReader rounds = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = rounds.readLine(); line != null; line = rounds.readLine()) {
            System.out.println(ANSWER + round.of(Integer.parseInt(line)));
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
