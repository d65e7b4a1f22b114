package dev.ephemera.benchmarks.websocket;

import dev.ephemera.benchmarks.ChildProcess;
import dev.ephemera.benchmarks.IdleCosts;
import dev.ephemera.benchmarks.Jdk;
import dev.ephemera.benchmarks.Loopback;
import dev.ephemera.benchmarks.Machine;
import dev.ephemera.benchmarks.Runner;
import dev.ephemera.benchmarks.Section;
import dev.ephemera.benchmarks.Turns;
import dev.ephemera.benchmarks.harness.Delays;
import dev.ephemera.benchmarks.harness.FrameServer;
import dev.ephemera.benchmarks.harness.Idle;
import dev.ephemera.benchmarks.harness.Sample;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Lets the candidates do the same work in turn, each in a process of its own, and writes what it cost. */
final class EngineDecision {

    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 7;
    private static final int IDLE_ROUNDS = 3;

    private static final Set<Candidate> ALL = EnumSet.allOf(Candidate.class);
    private static final Set<Candidate> TEXT = EnumSet.complementOf(EnumSet.of(Candidate.OKHTTP_BINARY));

    private EngineDecision() {}

    /** Takes the document that is written, and the home of the JDK on which there are idle sessions, too. */
    public static void main(String[] arguments) throws Exception {
        Path document = Path.of(arguments[0]);
        Set<Path> jdks = new LinkedHashSet<>(List.of(Path.of(System.getProperty("java.home")), Path.of(arguments[1])));
        Machine.requireFiles();
        Machine.requireDifferent(jdks);
        String machine = Machine.describe(jdks);
        Section.replace(
                document, "capabilities", CapabilityTable.of(List.of(Candidate.OKHTTP, Candidate.OWN, Candidate.JDK)));
        String load = load();
        try (Loopback tls = server("wss", "tls");
                Loopback plain = server("ws", "plain")) {
            Section.replace(document, "throughput", throughput(tls, plain));
            Section.replace(document, "delays", delays(tls));
            Section.replace(document, "idle", idle(tls, jdks));
        }
        Section.replace(
                document,
                "machine",
                machine + " Load of the machine in the last minute: " + load + " before the run, " + load()
                        + " after it, the run itself included.\n");
    }

    private static Loopback server(String scheme, String mode) throws IOException, InterruptedException {
        return Loopback.start(
                Files.createTempDirectory("ephemera-benchmarks"), scheme, FrameServer.class.getName(), mode);
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String throughput(Loopback tls, Loopback plain) throws IOException {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Medians of %d rounds of %,d messages (48 KB: %,d) after %d rounds of warm-up; in brackets the least and the most.%n",
                ROUNDS,
                Work.SEND.messages() * Work.SEND.repetitions(),
                Work.RECEIVE_LARGE.messages() * Work.RECEIVE_LARGE.repetitions(),
                WARM_UP_ROUNDS));
        for (Work work : List.of(Work.SEND, Work.RECEIVE_SMALL, Work.RECEIVE_LARGE)) {
            for (Loopback server : List.of(tls, plain)) {
                text.append("\n**")
                        .append(work.title())
                        .append("**, ")
                        .append(server == tls ? "TLS" : "plain")
                        .append("\n\n");
                Set<Candidate> candidates = work == Work.SEND ? ALL : TEXT;
                text.append(EngineTables.throughput(
                        inTurn(server, work, candidates, WARM_UP_ROUNDS, Sample::read), work.messages()));
            }
        }
        return text.toString();
    }

    private static String delays(Loopback tls) throws IOException {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Medians over %d rounds of a round's median and of what one in a hundred reached; TLS.%n",
                ROUNDS));
        for (Work work : List.of(Work.PACE, Work.CONNECT)) {
            text.append("\n**")
                    .append(work.title())
                    .append("**, ")
                    .append(work.repetitions())
                    .append(" a round\n\n");
            text.append(EngineTables.delays(inTurn(tls, work, TEXT, 2, Delays::read)));
        }
        return text.toString();
    }

    private static <T> Map<Candidate, List<T>> inTurn(
            Loopback server, Work work, Set<Candidate> candidates, int warmUp, Function<String, T> read)
            throws IOException {
        return new Turns(work.repetitions(), warmUp, ROUNDS)
                .take(
                        candidates,
                        candidate -> ChildProcess.start(
                                server.clientOptions(),
                                Runner.classPath("."),
                                WebSocketRunner.class.getName(),
                                candidate.name(),
                                work.name(),
                                server.url()),
                        read);
    }

    private static String idle(Loopback tls, Set<Path> jdks) throws IOException {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d sessions over TLS, each of which has sent one message and received one; medians of %d processes.%n",
                IdleCosts.SESSIONS,
                IDLE_ROUNDS));
        for (Path jdk : jdks) {
            Map<Candidate, List<Idle>> rounds = new EnumMap<>(Candidate.class);
            for (int round = 0; round < IDLE_ROUNDS; round++) {
                for (Candidate candidate : TEXT) {
                    rounds.computeIfAbsent(candidate, who -> new ArrayList<>()).add(idle(tls, jdk, candidate));
                }
            }
            text.append("\n**JDK ").append(Jdk.major(jdk)).append("**\n\n").append(EngineTables.idle(rounds));
        }
        return text.toString();
    }

    private static Idle idle(Loopback tls, Path jdk, Candidate candidate) throws IOException {
        List<String> options = new ArrayList<>(tls.clientOptions());
        options.addAll(IdleCosts.OPTIONS);
        try (ChildProcess runner = ChildProcess.start(
                jdk, options, Runner.classPath("."), IdleRunner.class.getName(), candidate.name(), tls.url())) {
            return Idle.read(runner.answer(IdleCosts.SESSIONS));
        }
    }
}
