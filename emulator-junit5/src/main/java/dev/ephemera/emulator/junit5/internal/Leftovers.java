package dev.ephemera.emulator.junit5.internal;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.junit5.Leftover;
import dev.ephemera.emulator.script.Unmatched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/** Collects what a test leaves behind, and fails it in the end. For one test and one thread. */
final class Leftovers {

    /** What has just been closed takes a moment to be gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(5);

    private static final Pattern EMULATOR = Pattern.compile("ephemera-emulator(-control)?-\\d+-");

    private final Set<Leftover> allowed;
    private final boolean alone;
    private final List<String> found = new ArrayList<>();

    /**
     * Has found nothing yet.
     *
     * @param allowed what is not looked for
     * @param alone whether no other test runs meanwhile
     */
    Leftovers(Set<Leftover> allowed, boolean alone) {
        this.allowed = allowed;
        this.alone = alone;
    }

    void ofEmulator(GeminiEmulator emulator) {
        if (!allowed.contains(Leftover.OPEN_SESSIONS)) {
            report("sessions that nobody has closed", () -> open(emulator));
        }
    }

    void ofScripts(GeminiEmulator emulator) {
        if (!allowed.contains(Leftover.UNMATCHED_MESSAGES)
                && !emulator.unmatched().isEmpty()) {
            found.add("messages that no expectation matched: "
                    + emulator.unmatched().stream().map(Unmatched::toString).collect(Collectors.joining(", ")));
        }
    }

    private static List<String> open(GeminiEmulator emulator) {
        return emulator.sessions().stream()
                .filter(session -> session.end().isEmpty())
                .map(EmulatedSession::toString)
                .toList();
    }

    void ofThreads(Set<Thread> before) {
        if (alone && !allowed.contains(Leftover.THREADS)) {
            report("threads that still run", () -> started(before));
        }
    }

    private static List<String> started(Set<Thread> before) {
        Set<String> older = before.stream()
                .flatMap(thread -> emulator(thread.getName()).stream())
                .collect(Collectors.toSet());
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> !thread.isDaemon() || thread.getName().startsWith("ephemera-"))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("junit-"))
                .filter(name -> emulator(name).filter(older::contains).isEmpty())
                .toList();
    }

    /** The emulator that a thread belongs to: one that lived before the test may take more threads during it. */
    private static Optional<String> emulator(String thread) {
        Matcher name = EMULATOR.matcher(thread);
        return name.lookingAt() ? Optional.of(name.group()) : Optional.empty();
    }

    static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    /** Waits until there is nothing to report, as long as it is worth. */
    private void report(String what, Supplier<List<String>> look) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> left = look.get();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            left = look.get();
        }
        if (!left.isEmpty()) {
            found.add(what + ": " + String.join(", ", left));
        }
    }

    void failIfAny() {
        if (!found.isEmpty()) {
            throw new AssertionFailedError("The test leaves behind " + String.join("; ", found)
                    + ". Close what it opened, or say that it may (mayLeave).");
        }
    }
}
