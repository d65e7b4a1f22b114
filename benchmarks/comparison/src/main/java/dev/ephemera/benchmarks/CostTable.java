package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Sample;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What runners took for the same work, as Markdown. Pure. */
final class CostTable {

    private static final String HEAD = """
            | runner | allocated, kB | × raw OkHttp | of it by the caller's thread, kB | CPU, µs | × raw OkHttp | elapsed, µs |
            |---|---|---|---|---|---|---|
            """;

    private CostTable() {}

    /** Writes one line for each runner: medians, with the least and the most of the rounds in brackets. */
    static String of(Map<Runner, List<Sample>> samples) {
        StringBuilder table = new StringBuilder(HEAD);
        List<Sample> okHttp = Objects.requireNonNull(samples.get(Runner.OKHTTP), "the measure of the others");
        Figure allocatedByOkHttp = allocated(okHttp);
        Figure cpuOfOkHttp = cpu(okHttp);
        samples.forEach((runner, rounds) -> table.append("| ")
                .append(String.join(
                        " | ",
                        runner.title(),
                        allocated(rounds).in(1e3),
                        allocated(rounds).ratioTo(allocatedByOkHttp),
                        Figure.of(rounds, Sample::callerBytes).in(1e3),
                        cpu(rounds).in(1),
                        cpu(rounds).ratioTo(cpuOfOkHttp),
                        Figure.of(rounds, Sample::wallMicros).in(1)))
                .append(" |\n"));
        return table.toString();
    }

    static Figure allocated(List<Sample> rounds) {
        return Figure.of(rounds, Sample::processBytes);
    }

    static Figure cpu(List<Sample> rounds) {
        return Figure.of(rounds, Sample::cpuMicros);
    }
}
