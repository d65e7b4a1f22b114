package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** Lets all runners do the same work in turn, each in a process of its own, and writes what it cost. */
final class Comparison {

    private static final int CALLS = 1_000;
    private static final int WARM_UP_ROUNDS = 8;
    private static final int ROUNDS = 5;

    private Comparison() {}

    /** Takes the document that is written. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("ephemera-benchmarks");
        StringBuilder tables = new StringBuilder(Machine.describe())
                .append(String.format(
                        " Medians of %d rounds of %,d calls after %,d calls of warm-up; in brackets the least and the most.%n",
                        ROUNDS, CALLS, WARM_UP_ROUNDS * CALLS));
        try (Loopback server = Loopback.start(directory)) {
            compare(server, CreateRequest.full(directory), EnumSet.allOf(Runner.class), tables);
            compare(
                    server,
                    CreateRequest.usesOnly(directory),
                    EnumSet.complementOf(EnumSet.of(Runner.EPHEMERA_ANEW)),
                    tables);
        }
        System.out.println(tables);
        Section.replace(Path.of(arguments[0]), "create", tables.toString().stripTrailing() + "\n");
    }

    private static void compare(Loopback server, CreateRequest request, Set<Runner> runners, StringBuilder tables)
            throws IOException {
        tables.append("\n**create, ").append(request.name()).append("**, per call\n\n");
        tables.append(CostTable.of(new Turns(CALLS, WARM_UP_ROUNDS, ROUNDS)
                .take(runners, runner -> runner.startCreate(server, request), Sample::read)));
    }
}
