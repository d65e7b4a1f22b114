package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Sample;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What those who worked took for the same messages, as Markdown. Pure. */
final class RateTable {

    private RateTable() {}

    /** Samples whose repetitions have so many messages each, beside those of raw OkHttp. */
    static String of(Map<Runner, List<Sample>> samples, int messages) {
        List<Sample> okHttp = Objects.requireNonNull(samples.get(Runner.OKHTTP), "the measure of the others");
        Figure rateOfOkHttp = rate(okHttp, messages);
        Figure bytesOfOkHttp = CostTable.allocated(okHttp);
        Figure cpuOfOkHttp = CostTable.cpu(okHttp);
        return Table.of(
                "| runner | allocated, kB a message | × raw OkHttp | CPU, µs a message | × raw OkHttp | messages/s, thousands | × raw OkHttp |",
                samples,
                Runner::title,
                rounds -> {
                    Figure rate = rate(rounds, messages);
                    Figure bytes = CostTable.allocated(rounds);
                    Figure cpu = CostTable.cpu(rounds);
                    return List.of(
                            bytes.in(1e3 * messages),
                            bytes.ratioTo(bytesOfOkHttp),
                            cpu.in(messages),
                            cpu.ratioTo(cpuOfOkHttp),
                            rate.in(1e3),
                            rate.ratioTo(rateOfOkHttp));
                });
    }

    /** Messages a second. */
    static Figure rate(List<Sample> rounds, int messages) {
        return Figure.of(rounds, sample -> messages * 1e6 / sample.wallMicros());
    }
}
