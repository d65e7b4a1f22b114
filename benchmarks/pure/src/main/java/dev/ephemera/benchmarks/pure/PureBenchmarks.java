package dev.ephemera.benchmarks.pure;

import dev.ephemera.benchmarks.harness.Rounds;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all benchmarks of the class path, each in a JVM of its own: nanoseconds and bytes that one operation takes. Few and short
 * iterations, since the bytes, which matter most, do not vary.
 *
 * <p>A class is a subject. A method is a piece of our work; one whose name ends in {@code By} and something is the same work done by that.
 */
public final class PureBenchmarks {

    private static final int WARM_UP_ITERATIONS = 5;
    private static final TimeValue ITERATION = TimeValue.milliseconds(800);

    private PureBenchmarks() {}

    /**
     * Takes the file that gets JMH's result as JSON, and, as lines of the input, how many iterations are measured.
     *
     * @param arguments the file
     * @throws Exception if a benchmark fails
     */
    public static void main(String[] arguments) throws Exception {
        Rounds.answer(iterations -> run(iterations, arguments[0]));
    }

    private static String run(int iterations, String result) throws RunnerException {
        Options options = new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(WARM_UP_ITERATIONS)
                .warmupTime(ITERATION)
                .measurementIterations(iterations)
                .measurementTime(ITERATION)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(result)
                .build();
        return Integer.toString(new Runner(options).run().size());
    }
}
