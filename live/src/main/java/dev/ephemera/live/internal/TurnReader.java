package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.Turn;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The turns, out of the events that nobody has read. What a reader has collected when it gives up waiting stays here for the next.
 * Thread-safe; under the lock nothing waits and nothing of the user's runs.
 */
final class TurnReader implements Received<Turn> {

    private final InboundBuffer events;
    private final Supplier<Optional<SessionEnd>> sessionEnd;

    private final Deque<Turn> ready = new ConcurrentLinkedDeque<>(); // is looked into without the lock, too
    private final Object lock = new Object();
    private final TurnCollector collector = new TurnCollector();
    private volatile Runnable watcher = () -> {};

    TurnReader(InboundBuffer events, Supplier<Optional<SessionEnd>> sessionEnd) {
        this.events = events;
        this.sessionEnd = sessionEnd;
    }

    /**
     * Waits until a turn is over, and tells whether one is; false means that there never will be.
     *
     * @param seen is shown each event that is collected meanwhile, on this thread
     */
    boolean awaitReadable(Consumer<? super LiveEvent> seen) throws InterruptedException {
        return awaitReadable(Long.MAX_VALUE, seen);
    }

    /** The same, at most for a time; false also means that it is over. */
    boolean awaitReadable(Duration timeout) throws InterruptedException {
        long longest = Math.max(0, TimeUnit.NANOSECONDS.convert(timeout)); // more than can be counted is for ever
        return awaitReadable(longest, event -> {});
    }

    private boolean awaitReadable(long nanos, Consumer<? super LiveEvent> seen) throws InterruptedException {
        long start = System.nanoTime();
        while (!isReady()) {
            long left = nanos - (System.nanoTime() - start);
            LiveEvent event = events.awaitReadable(left, this::isReady) ? collect() : null;
            if (event != null) {
                seen.accept(event);
            } else if (isOver() || left <= 0) { // otherwise another reader has taken what was here
                return isReady();
            }
        }
        return true;
    }

    /** Whether nothing will come any more; then what has come of a turn is one. */
    private boolean isOver() {
        synchronized (lock) {
            finish();
            return events.isExhausted();
        }
    }

    private boolean isReady() {
        return !ready.isEmpty();
    }

    /** Collects one event, if there is one now. */
    private @Nullable LiveEvent collect() {
        synchronized (lock) {
            LiveEvent event = events.poll();
            if (event != null) {
                collector.add(event).ifPresent(this::add);
            }
            return event;
        }
    }

    /** Whoever collects may not be the one who takes it. */
    private void add(Turn turn) {
        ready.add(turn);
        events.wakeReaders();
    }

    private void finish() {
        if (events.isExhausted()) {
            collector.end(sessionEnd.get()).ifPresent(ready::add);
        }
    }

    @Override
    public @Nullable Turn poll() {
        synchronized (lock) {
            while (ready.isEmpty() && collect() != null) {}
            finish();
            return ready.poll();
        }
    }

    /** Takes the next turn that is over already. */
    @Nullable Turn pollReady() {
        return ready.poll();
    }

    /** Hands back a turn that nobody took; it is the next. */
    void putBack(Turn turn) {
        ready.addFirst(turn);
        events.wakeReaders();
        watcher.run();
    }

    @Override
    public boolean isExhausted() {
        synchronized (lock) {
            return ready.isEmpty() && events.isExhausted() && !collector.hasBegun();
        }
    }

    @Override
    public void watch(Runnable watcher) {
        this.watcher = watcher;
        events.watch(watcher);
    }
}
