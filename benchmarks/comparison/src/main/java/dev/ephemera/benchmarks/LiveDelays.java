package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Delays;
import dev.ephemera.benchmarks.harness.LiveWork;
import dev.ephemera.benchmarks.harness.LiveWork.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How long a piece of audio is under way, and how long it takes to connect. */
final class LiveDelays {

    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 5;
    private static final int CHUNKS = 300;
    private static final int CONNECTS = 100;

    private LiveDelays() {}

    static Report measure(Path directory) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder(String.format(
                "Medians over %d rounds, after %d of warm-up, of a round's median and of what one in a hundred reached; TLS.%n",
                ROUNDS, WARM_UP_ROUNDS));
        BarPlot plot = new BarPlot();
        try (Loopback server = LiveCosts.server(directory, true)) {
            String pace = "one chunk of 640 B each 20 ms, to the server's handler";
            add(pace, inTurn(server, Kind.PACE, CHUNKS, Runner.talking()), text, plot);
            String connect = "connect to `setupComplete`";
            add(connect, inTurn(server, Kind.CONNECT, CONNECTS, Runner.hearing()), text, plot);
        }
        return new Report("delays", text.toString(), plot);
    }

    private static Map<Runner, List<Delays>> inTurn(Loopback server, Kind kind, int repetitions, Set<Runner> runners)
            throws IOException {
        return LiveCosts.inTurn(
                new Turns(repetitions, WARM_UP_ROUNDS, ROUNDS),
                runners,
                server,
                new LiveWork(kind, 640, 1, 1),
                Delays::read);
    }

    private static void add(String title, Map<Runner, List<Delays>> delays, StringBuilder text, BarPlot plot) {
        List<Delays> okHttp = Objects.requireNonNull(delays.get(Runner.OKHTTP), "the measure of the others");
        Figure medianOfOkHttp = Figure.of(okHttp, Delays::median);
        Figure p99OfOkHttp = Figure.of(okHttp, Delays::p99);
        text.append("\n**").append(title).append("**\n\n");
        text.append(Table.of(
                "| runner | p50, µs | × raw OkHttp | p99, µs | × raw OkHttp |", delays, Runner::title, rounds -> {
                    Figure median = Figure.of(rounds, Delays::median);
                    Figure p99 = Figure.of(rounds, Delays::p99);
                    return List.of(median.in(1), median.ratioTo(medianOfOkHttp), p99.in(1), p99.ratioTo(p99OfOkHttp));
                }));
        plot.add(title + ": p50, µs", delays, Runner::title, rounds -> Figure.of(rounds, Delays::median));
        plot.add(title + ": p99, µs", delays, Runner::title, rounds -> Figure.of(rounds, Delays::p99));
    }
}
