package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When the next frame of one WebSocket is read: not while too much waits to leave, so that nothing piles up, and not
 * sooner than a slow reader would. Safe for use by any thread.
 */
final class Reception {

    private final Timeline timeline;
    private final BooleanSupplier ready;
    private final Runnable demand;
    private boolean wanted;
    private boolean stopped;
    private long bytesPerSecond;
    private @Nullable Instant busyUntil;

    /**
     * Reads nothing yet.
     *
     * @param ready whether what comes in can be taken now; asked again by {@link #proceed}
     * @param demand asks for one frame
     */
    Reception(Timeline timeline, BooleanSupplier ready, Runnable demand) {
        this.timeline = timeline;
        this.ready = ready;
        this.demand = demand;
    }

    /** Reads nothing any more. */
    synchronized void stop() {
        stopped = true;
    }

    /** Takes its time over every frame from now on. */
    synchronized void slow(long rate) {
        bytesPerSecond = rate;
        busyUntil = timeline.now();
    }

    /** Wants the next frame, after one of so many bytes that came in then. */
    void next(int bytes, Instant arrived) {
        Instant due = take(bytes, arrived);
        if (due == null) {
            proceed();
        } else {
            timeline.at(due, this::proceed);
        }
    }

    private synchronized @Nullable Instant take(int bytes, Instant arrived) {
        wanted = true;
        if (busyUntil != null) {
            busyUntil = (busyUntil.isAfter(arrived) ? busyUntil : arrived)
                    .plus(Duration.ofSeconds(bytes).dividedBy(bytesPerSecond));
        }
        return busyUntil;
    }

    /** Asks for the next frame if it is time. */
    void proceed() {
        synchronized (this) {
            boolean busy = busyUntil != null && busyUntil.isAfter(timeline.now());
            if (!wanted || stopped || busy || !ready.getAsBoolean()) {
                return;
            }
            wanted = false;
        }
        demand.run();
    }
}
