package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.IdleSessions;
import dev.ephemera.benchmarks.harness.LiveWork;
import dev.ephemera.benchmarks.harness.LiveWork.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What sessions hold that are idle. */
public final class IdleCosts {

    /** A heap that gives back what it does not need, so that resident memory is the sessions' and not the collector's. */
    public static final List<String> OPTIONS = List.of("-Xms16m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20");

    /** How many sessions are idle at once. */
    public static final int SESSIONS = 2_000;

    private static final int ROUNDS = 2;
    private static final LiveWork WORK = new LiveWork(Kind.IDLE, 0, 1, 1);

    private IdleCosts() {}

    static Report measure(Path directory, Set<Path> jdks) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder(String.format(
                "%,d sessions over TLS, each of which has said one message and heard one; medians of %d processes.%n",
                SESSIONS, ROUNDS));
        BarPlot plot = new BarPlot();
        try (Loopback server = LiveCosts.server(directory, true)) {
            for (Path jdk : jdks) {
                Map<Runner, List<IdleSessions>> rounds = new EnumMap<>(Runner.class);
                for (int round = 0; round < ROUNDS; round++) {
                    for (Runner runner : Runner.hearing()) {
                        try (ChildProcess process = runner.startLive(jdk, server, WORK, OPTIONS)) {
                            rounds.computeIfAbsent(runner, who -> new ArrayList<>())
                                    .add(IdleSessions.read(process.answer(SESSIONS)));
                        }
                    }
                }
                String title = "JDK " + Jdk.major(jdk);
                text.append("\n**").append(title).append("**\n\n");
                text.append(table(rounds));
                plot.add(title + ": resident at once, kB a session", rounds, Runner::title, IdleCosts::atOnce);
                plot.add(title + ": resident at rest, kB a session", rounds, Runner::title, IdleCosts::atRest);
                plot.add(title + ": threads", rounds, Runner::title, IdleCosts::threads);
            }
        }
        return new Report("idle", text.toString(), plot);
    }

    private static String table(Map<Runner, List<IdleSessions>> rounds) {
        return Table.of(
                "| runner | threads of the process | heap, kB a session | resident at once, kB | resident at rest, kB |",
                rounds,
                Runner::title,
                figures -> List.of(
                        threads(figures).in(1),
                        Figure.of(figures, idle -> idle.atRest().heap()).in(1),
                        atOnce(figures).in(1),
                        atRest(figures).in(1)));
    }

    private static Figure threads(List<IdleSessions> figures) {
        return Figure.of(figures, idle -> idle.atRest().threads());
    }

    private static Figure atOnce(List<IdleSessions> figures) {
        return Figure.of(figures, idle -> idle.atOnce().resident());
    }

    private static Figure atRest(List<IdleSessions> figures) {
        return Figure.of(figures, idle -> idle.atRest().resident());
    }
}
