package dev.ephemera.benchmarks.websocket;

import dev.ephemera.benchmarks.Figure;
import dev.ephemera.benchmarks.Table;
import dev.ephemera.benchmarks.harness.Delays;
import dev.ephemera.benchmarks.harness.Idle;
import dev.ephemera.benchmarks.harness.Sample;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** What candidates took for the same work, as Markdown. Pure. */
final class EngineTables {

    private EngineTables() {}

    private static <T> String table(String head, Map<Candidate, List<T>> rounds, Function<List<T>, List<String>> row) {
        return Table.of(head, rounds, Candidate::title, row);
    }

    private static <T> List<T> okHttp(Map<Candidate, List<T>> rounds) {
        return Objects.requireNonNull(rounds.get(Candidate.OKHTTP), "the measure of the others");
    }

    /** Samples whose repetitions have so many messages each. */
    static String throughput(Map<Candidate, List<Sample>> rounds, int messages) {
        Figure rateOfOkHttp = rate(okHttp(rounds), messages);
        Figure cpuOfOkHttp = Figure.of(okHttp(rounds), Sample::cpuMicros);
        Figure bytesOfOkHttp = Figure.of(okHttp(rounds), Sample::processBytes);
        return table(
                "| engine | messages/s, thousands | × OkHttp | allocated, kB a message | × OkHttp | CPU, µs a message | × OkHttp |",
                rounds,
                figures -> {
                    Figure rate = rate(figures, messages);
                    Figure bytes = Figure.of(figures, Sample::processBytes);
                    Figure cpu = Figure.of(figures, Sample::cpuMicros);
                    return List.of(
                            rate.in(1e3),
                            rate.ratioTo(rateOfOkHttp),
                            bytes.in(1e3 * messages),
                            bytes.ratioTo(bytesOfOkHttp),
                            cpu.in(messages),
                            cpu.ratioTo(cpuOfOkHttp));
                });
    }

    private static Figure rate(List<Sample> samples, int messages) {
        return Figure.of(samples, sample -> messages * 1e6 / sample.wallMicros());
    }

    static String delays(Map<Candidate, List<Delays>> rounds) {
        Figure medianOfOkHttp = Figure.of(okHttp(rounds), Delays::median);
        Figure p99OfOkHttp = Figure.of(okHttp(rounds), Delays::p99);
        return table("| engine | p50, µs | × OkHttp | p99, µs | × OkHttp |", rounds, figures -> {
            Figure median = Figure.of(figures, Delays::median);
            Figure p99 = Figure.of(figures, Delays::p99);
            return List.of(median.in(1), median.ratioTo(medianOfOkHttp), p99.in(1), p99.ratioTo(p99OfOkHttp));
        });
    }

    static String idle(Map<Candidate, List<Idle>> rounds) {
        return table(
                "| engine | threads of the process | heap, kB a session | resident, kB a session |",
                rounds,
                figures -> List.of(
                        Figure.of(figures, Idle::threads).in(1),
                        Figure.of(figures, Idle::heap).in(1),
                        Figure.of(figures, Idle::resident).in(1)));
    }
}
