package dev.ephemera.benchmarks;

import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the pure parts cost, measured by JMH: one operation at a time, without a socket. */
final class PureCosts {

    private static final String MODULE = "../pure";
    private static final String PROGRAM = "dev.ephemera.benchmarks.pure.PureBenchmarks";
    private static final int ITERATIONS = 5;

    /**
     * What JMH measured of one benchmark.
     *
     * @param nanos the time of an operation, over the iterations
     * @param bytes what an operation allocates
     */
    private record Cost(Figure nanos, Figure bytes) {}

    private PureCosts() {}

    static Report measure(Path directory) throws IOException {
        Path result = directory.resolve("jmh.json");
        try (ChildProcess jmh = ChildProcess.start(Runner.HEAP, Runner.classPath(MODULE), PROGRAM, result.toString())) {
            String unusedCount = jmh.answer(ITERATIONS);
        }
        return report(Files.readAllBytes(result));
    }

    /** Makes tables and bars of JMH's result. */
    static Report report(byte[] result) {
        SortedMap<PureWork, Cost> costs = new TreeMap<>();
        for (JsonValue value : Json.read(result, JsonValue.class).asList()) {
            JsonObject benchmark = value.asObject();
            String name = member(benchmark, "benchmark").asString();
            Cost cost = new Cost(
                    figure(member(benchmark, "primaryMetric")),
                    figure(member(member(benchmark, "secondaryMetrics").asObject(), "gc.alloc.rate.norm")));
            if (costs.put(PureWork.named(name), cost) != null) {
                throw new IllegalArgumentException(
                        "Two lines would have the name of " + name + "; parameters are not shown.");
            }
        }
        StringBuilder table = new StringBuilder(String.format("""
                Medians of %d iterations in one JVM for each line; in brackets the least and the most.

                | work | by | ns | × Ephemera | allocated, B | × Ephemera |
                |---|---|---|---|---|---|
                """, ITERATIONS));
        costs.forEach((work, cost) -> table.append(row(work, cost, costs)));
        return new Report("pure", table.toString(), plot(costs));
    }

    private static JsonValue member(JsonObject object, String name) {
        return object.get(name)
                .orElseThrow(() -> new IllegalArgumentException("JMH's result has no " + name + " beside "
                        + object.names() + "; was it written with the gc profiler?"));
    }

    /** One fork, so one list of iterations. */
    private static Figure figure(JsonValue metric) {
        List<JsonValue> iterations =
                member(metric.asObject(), "rawData").asList().get(0).asList();
        return Figure.of(iterations, iteration -> iteration.asNumber().doubleValue());
    }

    private static String row(PureWork work, Cost cost, Map<PureWork, Cost> costs) {
        Cost ours = work.isOurs() ? null : costs.get(work.ours());
        return "| "
                + String.join(
                        " | ",
                        work.subject() + ": " + work.work(),
                        work.who(),
                        cost.nanos().in(1),
                        ours == null ? "" : cost.nanos().ratioTo(ours.nanos()),
                        cost.bytes().shown(),
                        ours == null ? "" : cost.bytes().ratioTo(ours.bytes()))
                + " |\n";
    }

    /** A panel for each subject, since one subject's figures are of one size. */
    private static BarPlot plot(SortedMap<PureWork, Cost> costs) {
        BarPlot plot = new BarPlot();
        costs.entrySet().stream()
                .collect(Collectors.groupingBy(cost -> cost.getKey().subject(), TreeMap::new, Collectors.toList()))
                .forEach((subject, entries) -> {
                    Map<PureWork, List<Cost>> bars = new TreeMap<>();
                    entries.forEach(entry -> bars.put(entry.getKey(), List.of(entry.getValue())));
                    plot.add(
                            subject + ": ns",
                            bars,
                            PureCosts::bar,
                            cost -> cost.get(0).nanos());
                    plot.add(
                            subject + ": allocated, B",
                            bars,
                            PureCosts::bar,
                            cost -> cost.get(0).bytes());
                });
        return plot;
    }

    private static String bar(PureWork work) {
        return work.who() + ": " + work.work();
    }
}
