package dev.ephemera.live.internal;

import dev.ephemera.live.LiveSendException;
import dev.ephemera.transport.internal.Time;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Until when messages must have left: one alarm at a time, for what expires first. Not thread-safe. */
final class SendDeadlines {

    private final Duration timeout;
    private final Time time;
    private final Runnable expire;
    private @Nullable Runnable alarm;

    /**
     * Watches nothing yet.
     *
     * @param timeout how long a message has
     * @param time when
     * @param expire is run when one may have expired; the alarm is {@link #spent} then
     */
    SendDeadlines(Duration timeout, Time time, Runnable expire) {
        this.timeout = timeout;
        this.time = time;
        this.expire = expire;
    }

    /** A message's time begins. */
    void begin(OutboundMessage message) {
        message.expiresAt(time.nanoTime() + timeout.toNanos());
    }

    boolean isArmed() {
        return alarm != null;
    }

    /** Watches messages, unless it does. */
    void watch(Stream<OutboundMessage> messages) {
        OutboundMessage oldest = messages.filter(message -> !message.isSettled())
                .min((one, other) -> Long.signum(one.expiresAt() - other.expiresAt()))
                .orElse(null);
        if (oldest == null) {
            return;
        }
        try {
            alarm = time.schedule(expire, Duration.ofNanos(oldest.expiresAt() - time.nanoTime()));
        } catch (RejectedExecutionException e) {
            // The client is closed; the end of the session settles all.
        }
    }

    /** Whether the time of a message is over by now. */
    boolean isOver(OutboundMessage message) {
        return !message.isSettled() && message.expiresAt() - time.nanoTime() <= 0;
    }

    /** Tells the sender of a message that it did not begin to leave in time. */
    LiveSendException late() {
        return SendFailures.late(timeout);
    }

    /** Tells the sender of a message that it did not leave in time, although it had begun to. */
    LiveSendException stuck() {
        return SendFailures.stuck(timeout);
    }

    /** The alarm has gone off. */
    void spent() {
        alarm = null;
    }

    /** Nothing is watched any more. */
    void stop() {
        if (alarm != null) {
            alarm.run(); // takes it back
            alarm = null;
        }
    }
}
