package dev.ephemera.telemetry.micrometer;

import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionTelemetry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** What one session tells, into the meters of all; its part of the sums goes with its end. Called by one thread at a time. */
final class MeteredSession implements SessionTelemetry {

    private final LiveMeters meters;
    private boolean open;
    private long queuedMessages;
    private long queuedBytes;

    MeteredSession(LiveMeters meters) {
        this.meters = meters;
    }

    private static <T> Timer of(Map<T, Timer> timers, T value) {
        return Objects.requireNonNull(timers.get(value));
    }

    @Override
    public void opened(Duration took) {
        open = true;
        meters.sessions.incrementAndGet();
        meters.setup.record(took);
    }

    @Override
    public void turnLatency(Input input, Duration latency) {
        of(meters.turnLatency, input).record(latency);
    }

    @Override
    public void timeToFirstAudio(Input input, Duration time) {
        of(meters.firstAudio, input).record(time);
    }

    @Override
    public void queueDepth(long messages, long bytes, long peakBytes) {
        queue(messages, bytes);
        meters.queuePeak.record((double) peakBytes);
    }

    private void queue(long messages, long bytes) {
        meters.queuedMessages.addAndGet(messages - queuedMessages);
        meters.queuedBytes.addAndGet(bytes - queuedBytes);
        queuedMessages = messages;
        queuedBytes = bytes;
    }

    @Override
    public void dropped(long messages, long bytes) {
        meters.droppedMessages.increment((double) messages);
        meters.droppedBytes.increment((double) bytes);
    }

    @Override
    public void reconnected(Why why, int attempts, Duration gap) {
        of(meters.reconnectGap, why).record(gap);
        meters.reconnectAttempts.record(attempts);
    }

    @Override
    public void tokenAge(Duration age) {
        meters.tokenAge.record(age);
    }

    @Override
    public void missed(long measurements) {
        meters.missed.increment((double) measurements);
    }

    @Override
    public void ended(SessionEnd end, Duration lasted) {
        if (open) {
            meters.sessions.decrementAndGet();
        }
        queue(0, 0);
        of(meters.session, end.kind()).record(lasted);
    }
}
