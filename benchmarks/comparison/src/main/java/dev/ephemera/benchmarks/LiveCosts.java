package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.LiveServer;
import dev.ephemera.benchmarks.harness.LiveWork;
import dev.ephemera.benchmarks.harness.LiveWork.Kind;
import dev.ephemera.benchmarks.harness.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What audio costs in each direction. */
final class LiveCosts {

    private static final int WARM_UP_ROUNDS = 12;
    private static final int ROUNDS = 11;

    /** Some work, who does it, and how many repetitions a round has. */
    private record Task(String title, LiveWork work, int repetitions, Set<Runner> runners) {}

    private static final List<Task> TASKS = List.of(
            new Task("send 3,200 B of PCM", new LiveWork(Kind.SEND, 3_200, 1_000, 1), 20, Runner.talking()),
            new Task("receive 4.8 KB of audio", new LiveWork(Kind.RECEIVE, 4_800, 1_000, 1), 30, Runner.hearing()),
            new Task("receive 48 KB of audio", new LiveWork(Kind.RECEIVE, 48_000, 200, 1), 30, Runner.hearing()));

    private LiveCosts() {}

    /** Starts a Live service over TLS, or without. */
    static Loopback server(Path directory, boolean tls) throws IOException, InterruptedException {
        Path own = Files.createTempDirectory(directory, tls ? "tls" : "plain");
        return Loopback.start(own, tls ? "https" : "http", LiveServer.class.getName(), tls ? "tls" : "plain");
    }

    /** Lets runners take turns at some work. */
    static <T> Map<Runner, List<T>> inTurn(
            Turns turns, Set<Runner> runners, Loopback server, LiveWork work, Function<String, T> read)
            throws IOException {
        return turns.take(
                runners,
                runner -> runner.startLive(Path.of(System.getProperty("java.home")), server, work, Runner.HEAP),
                read);
    }

    static Report measure(Path directory) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder(String.format(
                "Medians of %d rounds after %d of warm-up; in brackets the least and the most.%n",
                ROUNDS, WARM_UP_ROUNDS));
        BarPlot plot = new BarPlot();
        for (boolean tls : List.of(true, false)) {
            try (Loopback server = server(directory, tls)) {
                for (Task task : TASKS) {
                    Map<Runner, List<Sample>> samples = inTurn(
                            new Turns(task.repetitions(), WARM_UP_ROUNDS, ROUNDS),
                            tls ? task.runners() : withoutGoogle(task.runners()),
                            server,
                            task.work(),
                            Sample::read);
                    add(task.title() + (tls ? ", TLS" : ", plain"), task, samples, text, plot);
                }
            }
        }
        return new Report("live", text.toString(), plot);
    }

    /** Its SDK connects over TLS, whatever the address says. */
    private static Set<Runner> withoutGoogle(Set<Runner> runners) {
        Set<Runner> others = EnumSet.copyOf(runners);
        others.remove(Runner.GOOGLE);
        return others;
    }

    private static void add(
            String title, Task task, Map<Runner, List<Sample>> samples, StringBuilder text, BarPlot plot) {
        int messages = task.work().messages();
        text.append(String.format("%n**%s**, %,d messages a round%n%n", title, messages * task.repetitions()));
        text.append(RateTable.of(samples, messages));
        plot.add(
                title + ": allocated, kB a message",
                samples,
                Runner::title,
                rounds -> CostTable.allocated(rounds).per(1e3 * messages));
        plot.add(
                title + ": CPU, µs a message",
                samples,
                Runner::title,
                rounds -> CostTable.cpu(rounds).per(messages));
        plot.add(
                title + ": thousand messages/s",
                samples,
                Runner::title,
                rounds -> RateTable.rate(rounds, messages).per(1e3));
    }
}
