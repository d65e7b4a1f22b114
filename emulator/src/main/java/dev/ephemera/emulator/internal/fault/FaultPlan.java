package dev.ephemera.emulator.internal.fault;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.FaultRate;
import dev.ephemera.emulator.fault.FaultTarget;
import dev.ephemera.emulator.fault.Faults;
import dev.ephemera.emulator.fault.InjectedFault;
import dev.ephemera.emulator.fault.Moment;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What is planned and what has happened, of one emulator. Safe for use by any thread. */
public final class FaultPlan implements Faults {

    private static final int MOST_REMEMBERED = 10_000;

    private final Clock clock;
    private final Deque<Fault> next = new ArrayDeque<>();
    private final Deque<InjectedFault> injected = new ArrayDeque<>();
    private @Nullable Fault always;
    private @Nullable Dice dice;

    /**
     * Plans nothing yet.
     *
     * @param clock what dates the faults that happen
     */
    public FaultPlan(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void next(Fault... faults) {
        next.addAll(List.of(faults));
    }

    @Override
    public synchronized void next(int times, Fault fault) {
        if (times < 0) {
            throw new IllegalArgumentException("a fault cannot happen " + times + " times; give zero or more.");
        }
        for (int i = 0; i < times; i++) {
            next.add(fault);
        }
    }

    @Override
    public synchronized void always(Fault fault) {
        always = fault;
    }

    @Override
    public synchronized void rate(double probability, long seed, Fault... faults) {
        dice = new Dice(new FaultRate(probability, seed, List.of(faults)), new Random(seed));
    }

    @Override
    public synchronized void clear() {
        next.clear();
        always = null;
        dice = null;
    }

    @Override
    public synchronized List<Fault> pending() {
        return List.copyOf(next);
    }

    @Override
    public synchronized Optional<Fault> always() {
        return Optional.ofNullable(always);
    }

    @Override
    public synchronized Optional<FaultRate> rate() {
        return Optional.ofNullable(dice).map(Dice::rate);
    }

    @Override
    public synchronized List<InjectedFault> injected() {
        return List.copyOf(injected);
    }

    /**
     * Chooses what a request meets; to be asked once for each.
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
                .or(() -> Optional.ofNullable(dice).flatMap(thrown -> thrown.take(request)));
    }

    /**
     * Remembers that a fault happens.
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

    private record Dice(FaultRate rate, Random random) {

        Optional<Fault> take(FaultTarget request) {
            List<Fault> possible = new ArrayList<>(rate.faults());
            possible.removeIf(fault -> !fault.hits(request));
            return possible.isEmpty() || random.nextDouble() >= rate.probability()
                    ? Optional.empty()
                    : Optional.of(possible.get(random.nextInt(possible.size())));
        }
    }

    @Override
    public synchronized String toString() {
        return "Faults{pending=" + next + ", always=" + always + ", rate="
                + rate().map(given -> given.probability() + " of " + given.faults())
                        .orElse("none") + ", injected="
                + injected.size() + "}";
    }
}
