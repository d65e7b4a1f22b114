package dev.ephemera.live.internal;

import dev.ephemera.transport.internal.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;

/** Time in which short waits are over at once, and long ones when a test says so; the clock moves along. */
final class HurriedTime implements Time, AutoCloseable {

    private record Alarm(Runnable task, Duration due) {}

    private final Duration shortest;
    private final Set<Alarm> pending = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ephemera-timer");
        thread.setDaemon(true);
        return thread;
    });
    private Duration now = Duration.ZERO; // guarded by this

    /** Makes time in which a wait of no more than this is over at once. */
    HurriedTime(Duration shortest) {
        this.shortest = shortest;
    }

    synchronized Duration now() {
        return now;
    }

    @Override
    public long nanoTime() {
        return now().toNanos();
    }

    @Override
    public void await(CountDownLatch signal, Duration duration) {
        throw new AssertionError("a session waits on no thread");
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        Alarm alarm = new Alarm(task, now().plus(delay));
        pending.add(alarm);
        if (delay.compareTo(shortest) <= 0) {
            keeper.execute(() -> moveTo(alarm.due()));
        }
        return () -> pending.remove(alarm);
    }

    /** Lets time go by, and with it what becomes due; what it returns is done when all that is over. */
    Future<?> advance(Duration time) {
        Duration then = now().plus(time);
        return keeper.submit(() -> moveTo(then));
    }

    private void moveTo(Duration then) {
        for (Optional<Alarm> next = next(then); next.isPresent(); next = next(then)) {
            Alarm alarm = next.get();
            reach(alarm.due());
            if (pending.remove(alarm)) {
                alarm.task().run();
            }
        }
        reach(then);
    }

    private Optional<Alarm> next(Duration then) {
        return pending.stream()
                .filter(alarm -> alarm.due().compareTo(then) <= 0)
                .min(Comparator.comparing(Alarm::due));
    }

    private synchronized void reach(Duration then) {
        now = now.compareTo(then) < 0 ? then : now;
    }

    /** What is armed. */
    int armed() {
        return pending.size();
    }

    @Override
    public void close() {
        keeper.shutdown();
    }
}
