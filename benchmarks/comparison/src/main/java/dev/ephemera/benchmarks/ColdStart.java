package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Rounds;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** From the start of a process to its first token: time, classes, and what is on its class path. */
final class ColdStart {

    private static final int ROUNDS = 25;
    private static final String ARCHIVED = "Ephemera, with an archive of its classes (AppCDS)";

    /** One start. */
    private record Start(double millis, double classes) {}

    private ColdStart() {}

    /** Starts the process of one of those who are compared. */
    @FunctionalInterface
    private interface Starter {

        ChildProcess process() throws IOException;
    }

    /** One of those who are compared, and its starts so far. */
    private record Entrant(String title, Starter starter, List<Start> starts) {}

    static Report measure(Path directory) throws IOException, InterruptedException {
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        Path archive = directory.resolve("ephemera.jsa");
        try (Loopback server = Loopback.start(directory)) {
            CreateRequest request = CreateRequest.of(CreateConfig.USES, directory);
            archive(server, request, archive);
            List<Entrant> order = entrants(server, request, "-XX:SharedArchiveFile=" + archive);
            order.forEach(entrant -> starts.put(entrant.title(), entrant.starts()));
            Random random = new Random(ROUNDS);
            for (int round = 0; round < ROUNDS; round++) {
                for (Entrant entrant : order) {
                    entrant.starts().add(start(entrant.starter()));
                }
                Collections.shuffle(order, random); // nobody always comes after the same
            }
        }
        return report(starts);
    }

    /** The JVM writes down what it has loaded when it ends by itself. */
    private static void archive(Loopback server, CreateRequest request, Path archive)
            throws IOException, InterruptedException {
        try (ChildProcess process =
                Runner.EPHEMERA.startCreate(server, request, "-XX:ArchiveClassesAtExit=" + archive)) {
            String unusedToken = process.answer(Rounds.ONCE);
            process.end();
        }
    }

    private static List<Entrant> entrants(Loopback server, CreateRequest request, String archived) {
        Set<Runner> runners = EnumSet.copyOf(Runner.minting());
        runners.remove(Runner.EPHEMERA_ANEW);
        List<Entrant> entrants = new ArrayList<>();
        for (Runner runner : runners) {
            entrants.add(new Entrant(runner.title(), () -> runner.startCreate(server, request), new ArrayList<>()));
        }
        entrants.add(
                new Entrant(ARCHIVED, () -> Runner.EPHEMERA.startCreate(server, request, archived), new ArrayList<>()));
        return entrants;
    }

    private static Start start(Starter starter) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (ChildProcess process = starter.process()) {
            String unusedToken = process.answer(Rounds.ONCE);
            double millis = (System.nanoTime() - begun) / 1e6;
            return new Start(millis, classes(process.pid()));
        }
    }

    /** Asked from outside, since asking inside loads classes. */
    private static double classes(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "PerfCounter.print")
                .redirectErrorStream(true)
                .start();
        String counters = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd failed: " + counters);
        }
        return counter(counters, "java.cls.loadedClasses") + counter(counters, "java.cls.sharedLoadedClasses");
    }

    private static double counter(String counters, String name) {
        return counters.lines()
                .filter(line -> line.startsWith(name + "="))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static Report report(Map<String, List<Start>> starts) throws IOException {
        Figure okHttp = Figure.of(
                Objects.requireNonNull(starts.get(Runner.OKHTTP.title()), "the measure of the others"), Start::millis);
        String table = Table.of(
                "| runner | to the first token, ms | × raw OkHttp | classes loaded |", starts, name -> name, rounds -> {
                    Figure millis = Figure.of(rounds, Start::millis);
                    return List.of(
                            millis.in(1),
                            millis.ratioTo(okHttp),
                            Figure.of(rounds, Start::classes).shown());
                });
        StringBuilder text = new StringBuilder(String.format(
                "Medians of %d processes, from their start to the first token over TLS, `uses=1`; in brackets the least and the most.%n%n%s%n",
                ROUNDS, table));
        text.append("| class path | jars | MB |\n|---|---|---|\n");
        for (Runner runner : List.of(Runner.OKHTTP, Runner.EPHEMERA, Runner.GOOGLE)) {
            text.append(classPath(runner));
        }
        BarPlot plot = new BarPlot()
                .add("to the first token, ms", starts, name -> name, rounds -> Figure.of(rounds, Start::millis))
                .add("classes loaded", starts, name -> name, rounds -> Figure.of(rounds, Start::classes));
        return new Report("start", text.toString(), plot);
    }

    /** What users get: the harness is ours alone. */
    private static String classPath(Runner runner) throws IOException {
        List<Path> jars = Arrays.stream(runner.classPath().split(File.pathSeparator, -1))
                .filter(path -> !Runner.isOfTheHarness(path))
                .map(Path::of)
                .toList();
        double bytes = 0;
        for (Path jar : jars) {
            bytes += Files.size(jar);
        }
        return String.format("| %s | %d | %.1f |%n", runner.title(), jars.size(), bytes / 1e6);
    }
}
