package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Idle;
import dev.ephemera.benchmarks.harness.LiveWork;
import dev.ephemera.benchmarks.harness.LiveWork.Kind;
import dev.ephemera.benchmarks.harness.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How cost grows with the number of sessions, beside that of others; and Ephemera's with the length of a message, and with time. */
final class Growth {

    private static final Set<Runner> COMPARED = EnumSet.of(Runner.SOCKET, Runner.OKHTTP, Runner.EPHEMERA);
    private static final Set<Integer> LENGTHS = Set.of(1, 10, 100, 1_000);

    /** So long the compiler works: what is called once for each session is compiled after thousands of them. */
    private static final int WARM_UP_ROUNDS = 35;

    private static final int ROUNDS = 5;
    private static final int KB = 1_000;
    private static final int AT_A_TIME = 20;
    private static final int MOST_SESSIONS = 1_000;
    private static final int TEN_MINUTES = 10;

    private final Loopback server;
    private final StringBuilder text = new StringBuilder(String.format(
            "Medians of %d rounds after %d of warm-up; in brackets the least and the most.%n", ROUNDS, WARM_UP_ROUNDS));
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

    /** Twenty messages of each session at a time: what waits in queues would be the collector's work. */
    private void bySessions(Kind kind) throws IOException {
        Map<Runner, Map<String, List<Sample>>> byRunner = new EnumMap<>(Runner.class);
        for (int sessions : List.of(1, 10, 100, MOST_SESSIONS)) {
            int messages = AT_A_TIME * sessions;
            LiveWork work = new LiveWork(kind, 3_200, messages, sessions);
            turns(MOST_SESSIONS / sessions)
                    .take(COMPARED, runner -> start(runner, work), Sample::read)
                    .forEach((runner, rounds) -> byRunner.computeIfAbsent(runner, who -> new LinkedHashMap<>())
                            .put(String.format("%s, sessions: %,d", runner.title(), sessions), each(rounds, messages)));
        }
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        byRunner.values().forEach(samples::putAll);
        add(word(kind) + " 3,200 B of PCM by many sessions, TLS, a message", samples);
    }

    private void byLength(Kind kind) throws IOException {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        turns(AT_A_TIME)
                .take(
                        LENGTHS,
                        length -> start(Runner.EPHEMERA, new LiveWork(kind, length * KB, messages(length), 1)),
                        Sample::read)
                .forEach((length, rounds) ->
                        samples.put(String.format("%,d kB", length), each(rounds, messages(length) * length)));
        add(word(kind) + " messages of some length, TLS, a kB of PCM", samples);
    }

    private static Turns turns(int repetitions) {
        return new Turns(repetitions, WARM_UP_ROUNDS, ROUNDS);
    }

    private static int messages(int length) {
        return Math.max(5, 1_000 / length);
    }

    private static List<Sample> each(List<Sample> rounds, int units) {
        return rounds.stream()
                .map(sample -> new Sample(
                        sample.callerBytes() / units,
                        sample.processBytes() / units,
                        sample.cpuMicros() / units,
                        sample.wallMicros() / units))
                .toList();
    }

    private static String word(Kind kind) {
        return kind == Kind.SEND ? "send" : "receive";
    }

    private ChildProcess start(Runner runner, LiveWork work) throws IOException {
        return runner.startLive(Path.of(System.getProperty("java.home")), server, work, Runner.HEAP);
    }

    private void add(String title, Map<String, List<Sample>> samples) {
        text.append("\n**").append(title).append("**\n\n");
        text.append(Table.of(
                "| | allocated, kB | CPU, µs |",
                samples,
                name -> name,
                rounds -> List.of(
                        CostTable.allocated(rounds).in(1e3),
                        CostTable.cpu(rounds).in(1))));
        plot.add(
                title + ": allocated, kB",
                samples,
                name -> name,
                rounds -> CostTable.allocated(rounds).per(1e3));
        plot.add(title + ": CPU, µs", samples, name -> name, CostTable::cpu);
    }

    /** Ten pieces of 100 ms each second, in both directions, one turn a minute. */
    private void byTime() throws IOException {
        int sessions = 10;
        Map<String, List<Idle>> left = new LinkedHashMap<>();
        try (ChildProcess process = start(Runner.EPHEMERA, new LiveWork(Kind.TALK, 3_200, 600 * sessions, sessions))) {
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
