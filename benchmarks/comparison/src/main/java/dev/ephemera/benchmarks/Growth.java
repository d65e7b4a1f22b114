package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Idle;
import dev.ephemera.benchmarks.harness.LiveWork;
import dev.ephemera.benchmarks.harness.LiveWork.Kind;
import dev.ephemera.benchmarks.harness.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How Ephemera's cost grows with the number of sessions, with the length of a message, and with time. */
final class Growth {

    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 5;
    private static final int KB = 1_000;
    private static final int TEN_MINUTES = 10;

    private final Loopback server;
    private final StringBuilder text = new StringBuilder();
    private final BarPlot plot = new BarPlot();

    private Growth(Loopback server) {
        this.server = server;
    }

    static Report measure(Path directory) throws IOException, InterruptedException {
        try (Loopback server = LiveCosts.server(directory, true)) {
            Growth growth = new Growth(server);
            for (Kind kind : List.of(Kind.SEND, Kind.RECEIVE)) {
                growth.bySessions(kind);
                growth.byLength(kind);
            }
            growth.byTime();
            return new Report("growth", growth.text.toString(), growth.plot);
        }
    }

    private void bySessions(Kind kind) throws IOException {
        int messages = 2_000;
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int sessions : List.of(1, 10, 100, 1_000)) {
            samples.put(
                    String.format("%,d sessions", sessions), rounds(new LiveWork(kind, 3_200, messages, sessions), 5));
        }
        String title = word(kind) + " 3,200 B of PCM by many sessions, TLS, a message";
        add(title, samples, messages);
    }

    private void byLength(Kind kind) throws IOException {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int length : List.of(1, 10, 100, 1_000)) {
            String name = String.format("%,d kB", length);
            int messages = Math.max(20, 2_000 / length);
            List<Sample> each = new ArrayList<>();
            for (Sample sample : rounds(new LiveWork(kind, length * KB, messages, 1), 5)) {
                each.add(new Sample(
                        sample.callerBytes() / (messages * length),
                        sample.processBytes() / (messages * length),
                        sample.cpuMicros() / (messages * length),
                        sample.wallMicros() / (messages * length)));
            }
            samples.put(name, each);
        }
        String title = word(kind) + " messages of some length, TLS, a kB of PCM";
        add(title, samples, 1);
    }

    private static String word(Kind kind) {
        return kind == Kind.SEND ? "send" : "receive";
    }

    private List<Sample> rounds(LiveWork work, int repetitions) throws IOException {
        List<Sample> rounds = new ArrayList<>();
        try (ChildProcess process = start(work)) {
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                Sample sample = process.round(repetitions);
                if (round >= 0) {
                    rounds.add(sample);
                }
            }
        }
        return rounds;
    }

    private ChildProcess start(LiveWork work) throws IOException {
        return Runner.EPHEMERA.startLive(Path.of(System.getProperty("java.home")), server, work, List.of());
    }

    private void add(String title, Map<String, List<Sample>> samples, double unit) {
        text.append("\n**").append(title).append("**\n\n");
        text.append(Table.of(
                "| | allocated, kB | CPU, µs |",
                samples,
                name -> name,
                rounds -> List.of(
                        CostTable.allocated(rounds).in(1e3 * unit),
                        CostTable.cpu(rounds).in(unit))));
        plot.add(
                title + ": allocated, kB",
                samples,
                name -> name,
                rounds -> CostTable.allocated(rounds).per(1e3 * unit));
        plot.add(
                title + ": CPU, µs",
                samples,
                name -> name,
                rounds -> CostTable.cpu(rounds).per(unit));
    }

    /** Ten pieces of 100 ms each second, in both directions, one turn a minute. */
    private void byTime() throws IOException {
        int sessions = 10;
        Map<String, List<Idle>> left = new LinkedHashMap<>();
        try (ChildProcess process = start(new LiveWork(Kind.TALK, 3_200, 600 * sessions, sessions))) {
            for (int minutes = TEN_MINUTES; minutes <= 60; minutes += TEN_MINUTES) {
                left.put("after " + minutes + " minutes", List.of(Idle.read(process.answer(TEN_MINUTES))));
            }
        }
        String title = "an hour of audio in both directions, as fast as it goes: heap, kB a session";
        text.append("\n**")
                .append(title)
                .append("**, what a full collection leaves of ")
                .append(sessions);
        text.append(" sessions, and of what they have in common\n\n| | heap |\n|---|---|\n");
        left.forEach((when, idle) -> text.append(
                String.format("| %s | %s |%n", when, Figure.of(idle, Idle::heap).shown())));
        plot.add(title, left, name -> name, idle -> Figure.of(idle, Idle::heap));
    }
}
