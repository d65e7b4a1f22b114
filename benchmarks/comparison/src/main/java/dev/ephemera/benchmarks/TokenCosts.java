package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What minting costs, and how many connections it takes. */
final class TokenCosts {

    private static final int CALLS = 4_000;
    private static final int WARM_UP_ROUNDS = 15;
    private static final int ROUNDS = 15;
    private static final int THREADS = 16;
    private static final int CALLS_OF_A_THREAD = 500;
    private static final int PROCESSES = 5;

    private TokenCosts() {}

    static Report measure(Path directory) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder(String.format(
                "Medians of %d rounds of %,d calls after %,d calls of warm-up; in brackets the least and the most.%n",
                ROUNDS, CALLS, WARM_UP_ROUNDS * CALLS));
        BarPlot plot = new BarPlot();
        try (Loopback server = Loopback.start(directory)) {
            CreateRequest usesOnly = CreateRequest.of(CreateConfig.USES, directory);
            Set<Runner> otherwise = EnumSet.copyOf(Runner.minting());
            otherwise.remove(Runner.EPHEMERA_ANEW);
            compare(server, CreateRequest.of(CreateConfig.FULL, directory), Runner.minting(), text, plot);
            compare(server, usesOnly, otherwise, text, plot);
            otherwise.remove(Runner.SOCKET); // which knows one connection
            connections(server, usesOnly, otherwise, text);
        }
        return new Report("create", text.toString(), plot);
    }

    private static void compare(
            Loopback server, CreateRequest request, Set<Runner> runners, StringBuilder text, BarPlot plot)
            throws IOException {
        Map<Runner, List<Sample>> samples = new Turns(CALLS, WARM_UP_ROUNDS, ROUNDS)
                .take(
                        runners,
                        runner -> runner.startCreate(server, request, Runner.HEAP.toArray(String[]::new)),
                        Sample::read);
        text.append("\n**create, ").append(request.config().title()).append("**, per call\n\n");
        text.append(CostTable.of(samples));
        plot.add(
                "create, " + request.config().title() + ": allocated, kB a call",
                samples,
                Runner::title,
                rounds -> CostTable.allocated(rounds).per(1e3));
        plot.add("create, " + request.config().title() + ": CPU, µs a call", samples, Runner::title, CostTable::cpu);
    }

    private static void connections(Loopback server, CreateRequest request, Set<Runner> runners, StringBuilder text)
            throws IOException {
        text.append(String.format(
                "%n**create in %d threads at once**, %,d calls of a process that has just begun; medians of %d processes%n%n",
                THREADS, THREADS * CALLS_OF_A_THREAD, PROCESSES));
        Map<Runner, List<Integer>> connections = new EnumMap<>(Runner.class);
        for (int i = 0; i < PROCESSES; i++) {
            for (Runner runner : runners) {
                int before = server.connections();
                try (ChildProcess process = runner.startCreate(server, request)) {
                    String unusedEcho = process.answer(THREADS + " " + CALLS_OF_A_THREAD);
                }
                connections.computeIfAbsent(runner, who -> new ArrayList<>()).add(server.connections() - before);
            }
        }
        text.append(Table.of(
                "| runner | TLS connections |",
                connections,
                Runner::title,
                opened -> List.of(Figure.of(opened, Integer::doubleValue).in(1))));
    }
}
