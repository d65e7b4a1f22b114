package dev.ephemera.live.internal;

import dev.ephemera.transport.internal.Time;
import dev.ephemera.types.LiveServerGoAway;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says when a session leaves a connection whose end is announced: at the next quiet point, or else some time before the end.
 * Thread-safe.
 */
final class HandOver {

    private final Duration margin;
    private final Time time;
    private final BooleanSupplier quiet;
    private final Runnable leave;

    // Guarded by this.
    private boolean announced;
    private @Nullable Runnable alarm;

    /**
     * Waits for the announcement.
     *
     * @param margin how long before the end at the latest
     * @param quiet whether nobody would miss the connection now
     * @param leave leaves it; may be called more than once, and must not block
     */
    HandOver(Duration margin, Time time, BooleanSupplier quiet, Runnable leave) {
        this.margin = margin;
        this.time = time;
        this.quiet = quiet;
        this.leave = leave;
    }

    /** The service will end the connection; where it does not say when, the margin is all that is left. */
    synchronized void announced(LiveServerGoAway goAway) {
        announced = true;
        Duration left = goAway.timeLeft().orElse(margin).minus(margin);
        cancel();
        try {
            alarm = time.schedule(leave, left.isNegative() ? Duration.ZERO : left);
        } catch (RejectedExecutionException e) {
            // The client is closed, and with it the session.
        }
    }

    synchronized boolean isAnnounced() {
        return announced;
    }

    /** Something has happened, after which there may be a quiet point. */
    void look() {
        if (isAnnounced() && quiet.getAsBoolean()) {
            leave.run();
        }
    }

    /** The connection is over: nothing is announced of the next. */
    synchronized void over() {
        announced = false;
        cancel();
    }

    private void cancel() {
        if (alarm != null) {
            alarm.run();
            alarm = null;
        }
    }
}
