package dev.ephemera.live.internal;

import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionTelemetry;
import dev.ephemera.transport.internal.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers as text what telemetry tells, in order; the depth of the queue by itself. */
final class Told implements SessionTelemetry {

    final List<String> all = new CopyOnWriteArrayList<>();
    final List<String> depths = new CopyOnWriteArrayList<>();

    /** Options of a session that tells this one. */
    SessionOptions.Builder options() {
        return SessionOptions.builder().telemetry(() -> this);
    }

    /** Waits until so much has been told, and lets that be forgotten. */
    List<String> next(int count) {
        Await.until(count + " measurements are told beside " + all, () -> all.size() >= count);
        List<String> told = List.copyOf(all);
        all.clear();
        return told;
    }

    @Override
    public void opened(Duration took) {
        all.add("opened " + took);
    }

    @Override
    public void turnLatency(Input input, Duration latency) {
        all.add("latency " + input + " " + latency);
    }

    @Override
    public void timeToFirstAudio(Input input, Duration time) {
        all.add("first audio " + input + " " + time);
    }

    @Override
    public void queueDepth(long messages, long bytes, long peakBytes) {
        depths.add(messages + " of " + bytes + ", peak " + peakBytes);
    }

    @Override
    public void dropped(long messages, long bytes) {
        all.add("dropped " + messages + " of " + bytes);
    }

    @Override
    public void reconnected(Why why, int attempts, Duration gap) {
        all.add("reconnected " + why + " " + attempts + " " + gap);
    }

    @Override
    public void tokenAge(Duration age) {
        all.add("token " + age);
    }

    @Override
    public void missed(long measurements) {
        all.add("missed " + measurements);
    }

    @Override
    public void ended(SessionEnd end, Duration lasted) {
        all.add("ended " + end.kind() + " " + lasted);
    }
}
