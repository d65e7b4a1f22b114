package dev.ephemera.emulator.fault;

import dev.ephemera.emulator.EmulatedSession;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What shall go wrong in an emulator, and what has.
 *
 * <p>Each request (for a token, or for a Live session) meets at most one fault: the oldest of {@link #next} that may hit it,
 * else that of {@link #always}, else one of {@link #rate} with its probability. A fault that happens later in a session is
 * chosen when the session is asked for. Nothing goes wrong until a test says so.
 *
 * <p>Safe for use by any thread.
 */
public final class Faults {

    private static final int MOST_REMEMBERED = 10_000;

    private final Clock clock;
    private final Deque<Fault> next = new ArrayDeque<>();
    private final Deque<InjectedFault> injected = new ArrayDeque<>();
    private @Nullable Fault always;
    private @Nullable Rate rate;

    /**
     * Plans nothing. An emulator makes its own: {@code GeminiEmulator.faults()}.
     *
     * @param clock what dates the faults that happen
     */
    public Faults(Clock clock) {
        this.clock = clock;
    }

    /**
     * Plans one fault each for the next requests that they may hit, in this order, behind those planned before.
     *
     * @param faults the faults
     */
    public synchronized void next(Fault... faults) {
        next.addAll(List.of(faults));
    }

    /**
     * Plans the same fault for each of the next requests that it may hit.
     *
     * @param times for how many, zero or more
     * @param fault the fault
     * @throws IllegalArgumentException if {@code times} is negative
     */
    public synchronized void next(int times, Fault fault) {
        if (times < 0) {
            throw new IllegalArgumentException("a fault cannot happen " + times + " times; give zero or more.");
        }
        for (int i = 0; i < times; i++) {
            next.add(fault);
        }
    }

    /**
     * Plans a fault for every request that it may hit and that no fault of {@link #next} is for, in place of the one that
     * was planned so before.
     *
     * @param fault the fault
     */
    public synchronized void always(Fault fault) {
        always = fault;
    }

    /**
     * Lets requests meet a fault at random, in place of what was planned so before. The same seed and the same requests in
     * the same order meet the same faults.
     *
     * @param probability 0 to 1, for each request that any of the faults may hit
     * @param seed where the random numbers start
     * @param faults what they may meet, each as likely as the others among those that may hit the request
     * @throws IllegalArgumentException if the probability is out of range or there are no faults
     */
    public synchronized void rate(double probability, long seed, Fault... faults) {
        rate = new Rate(probability, new Random(seed), List.of(faults));
    }

    /** Plans nothing any more. Faults of sessions that are open already still happen. */
    public synchronized void clear() {
        next.clear();
        always = null;
        rate = null;
    }

    /**
     * What {@link #next} has planned and no request has met yet.
     *
     * @return the faults in their order
     */
    public synchronized List<Fault> pending() {
        return List.copyOf(next);
    }

    /**
     * What has happened, oldest first. A fault is here from the moment on at which it begins.
     *
     * @return the newest ten thousand
     */
    public synchronized List<InjectedFault> injected() {
        return List.copyOf(injected);
    }

    /**
     * Chooses what a request meets; for the emulator, which asks once for each.
     *
     * @param request {@link FaultTarget#TOKENS} or {@link FaultTarget#LIVE}
     * @return the fault; empty for none
     */
    public synchronized Optional<Fault> take(FaultTarget request) {
        for (Iterator<Fault> planned = next.iterator(); planned.hasNext(); ) {
            Fault fault = planned.next();
            if (fault.hits(request)) {
                planned.remove();
                return Optional.of(fault);
            }
        }
        return Optional.ofNullable(always)
                .filter(fault -> fault.hits(request))
                .or(() -> Optional.ofNullable(rate).flatMap(random -> random.take(request)));
    }

    /**
     * Remembers that a fault happens; for the emulator.
     *
     * @param fault what
     * @param request the method and path
     * @param session the session; empty at {@link Moment#REQUEST}
     */
    public synchronized void record(Fault fault, String request, Optional<EmulatedSession> session) {
        if (injected.size() == MOST_REMEMBERED) {
            injected.removeFirst();
        }
        injected.addLast(new InjectedFault(fault, clock.instant(), request, session));
    }

    private record Rate(double probability, Random random, List<Fault> faults) {

        Rate {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("the probability is " + probability + "; give 0 to 1.");
            }
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("no faults are given to choose among; give at least one.");
            }
        }

        Optional<Fault> take(FaultTarget request) {
            List<Fault> possible = new ArrayList<>(faults);
            possible.removeIf(fault -> !fault.hits(request));
            return possible.isEmpty() || random.nextDouble() >= probability
                    ? Optional.empty()
                    : Optional.of(possible.get(random.nextInt(possible.size())));
        }
    }

    @Override
    public synchronized String toString() {
        return "Faults{pending=" + next + ", always=" + always + ", rate="
                + (rate == null ? "none" : rate.probability() + " of " + rate.faults()) + ", injected="
                + injected.size() + "}";
    }
}
