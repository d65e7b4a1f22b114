package dev.ephemera.live.internal;

import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.transport.internal.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The emulator's virtual time for the client's deadlines too: both sides live in one time, which a test moves. */
final class EmulatorTime implements Time {

    private record Alarm(Instant due, long number, Runnable task) {}

    private final EmulatorClock clock;
    private final Instant start;
    private final Comparator<Alarm> order;
    private final Set<Alarm> alarms = new HashSet<>(); // guarded by this
    private long armed; // guarded by this

    EmulatorTime(EmulatorClock clock) {
        this(clock, Comparator.comparing(Alarm::number));
    }

    private EmulatorTime(EmulatorClock clock, Comparator<Alarm> atOnce) {
        this.clock = clock;
        this.start = clock.instant();
        this.order = Comparator.comparing(Alarm::due).thenComparing(atOnce);
    }

    /** A time in which, of what falls due at the same instant, that comes first which was planned last. */
    static EmulatorTime newestFirst(EmulatorClock clock) {
        return new EmulatorTime(clock, Comparator.comparing(Alarm::number).reversed());
    }

    @Override
    public long nanoTime() {
        return Duration.between(start, clock.instant()).toNanos();
    }

    @Override
    public void await(CountDownLatch signal, Duration duration) {
        throw new AssertionError("a session waits on no thread");
    }

    @Override
    public synchronized Runnable schedule(Runnable task, Duration delay) {
        Alarm alarm = new Alarm(clock.instant().plus(delay), armed++, task);
        alarms.add(alarm);
        return () -> cancel(alarm);
    }

    private synchronized void cancel(Alarm alarm) {
        alarms.remove(alarm);
    }

    void advance(Duration duration) {
        advanceTo(clock.instant().plus(duration));
    }

    /** Moves both sides' time on; what falls due on the way happens on this thread, in order and each at its own instant. */
    void advanceTo(Instant target) {
        for (Optional<Alarm> next = nextDue(target); next.isPresent(); next = nextDue(target)) {
            clock.advanceTo(
                    next.get().due().isAfter(clock.instant()) ? next.get().due() : clock.instant());
            if (take(next.get())) {
                next.get().task().run();
            }
        }
        clock.advanceTo(target);
    }

    private synchronized Optional<Alarm> nextDue(Instant target) {
        return alarms.stream().filter(alarm -> !alarm.due().isAfter(target)).min(order);
    }

    private synchronized boolean take(Alarm alarm) {
        return alarms.remove(alarm);
    }

    /** Whether something falls due just then. */
    synchronized boolean isDueAt(Instant when) {
        return alarms.stream().anyMatch(alarm -> alarm.due().equals(when));
    }
}
