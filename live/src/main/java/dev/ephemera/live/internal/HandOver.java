package dev.ephemera.live.internal;

import dev.ephemera.transport.internal.Time;
import dev.ephemera.types.LiveServerGoAway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/**
 * Says when a session leaves a connection whose end is announced: at the next quiet point at which it is ready, or else some time before
 * the end. Thread-safe.
 */
final class HandOver {

    /** How long before the latest moment a session that never falls quiet gets ready. */
    private static final Duration AHEAD = Duration.ofSeconds(10);

    private final Duration margin;
    private final Time time;
    private final BooleanSupplier quiet;
    private final BooleanSupplier ready;
    private final Runnable leave;

    // Guarded by this.
    private boolean announced;
    private final List<Runnable> alarms = new ArrayList<>();

    /**
     * Waits for the announcement.
     *
     * @param margin how long before the end at the latest
     * @param quiet whether nobody would miss the connection now
     * @param ready whether the session has what it takes to leave, which it gets if it has not; may be called more than once, and must
     *     not block
     * @param leave leaves it; may be called more than once, and must not block
     */
    HandOver(Duration margin, Time time, BooleanSupplier quiet, BooleanSupplier ready, Runnable leave) {
        this.margin = margin;
        this.time = time;
        this.quiet = quiet;
        this.ready = ready;
        this.leave = leave;
    }

    /** The service will end the connection; where it does not say when, the margin is all that is left. */
    synchronized void announced(LiveServerGoAway goAway) {
        announced = true;
        Duration left = goAway.timeLeft().orElse(margin).minus(margin);
        cancel();
        arm(this::getReady, left.minus(AHEAD));
        arm(this::leaveNow, left);
    }

    /** Unless the connection was over just when the alarm went off, which then means another. */
    private void leaveNow() {
        if (isAnnounced()) {
            leave.run();
        }
    }

    private void getReady() {
        boolean unusedSinceItIsAhead = ready.getAsBoolean();
    }

    private void arm(Runnable task, Duration delay) {
        try {
            alarms.add(time.schedule(task, delay.isNegative() ? Duration.ZERO : delay));
        } catch (RejectedExecutionException e) {
            // The client is closed, and with it the session.
        }
    }

    synchronized boolean isAnnounced() {
        return announced;
    }

    /** Something has happened, after which there may be a quiet point. */
    void look() {
        if (isAnnounced() && quiet.getAsBoolean() && ready.getAsBoolean()) {
            leave.run();
        }
    }

    /** The connection is over: nothing is announced of the next. */
    synchronized void over() {
        announced = false;
        cancel();
    }

    private void cancel() {
        alarms.forEach(Runnable::run);
        alarms.clear();
    }
}
