package dev.ephemera.telemetry.micrometer;

import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionTelemetry.Input;
import dev.ephemera.live.SessionTelemetry.Why;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of all sessions by their names, each described once. Thread-safe. */
final class LiveMeters {

    private static final String PREFIX = "ephemera.live.";

    private final MeterRegistry registry;

    final AtomicLong sessions = new AtomicLong();
    final AtomicLong queuedMessages = new AtomicLong();
    final AtomicLong queuedBytes = new AtomicLong();
    final Timer setup;
    final Timer tokenAge;
    final Map<SessionEnd.Kind, Timer> session;
    final Map<Input, Timer> turnLatency;
    final Map<Input, Timer> firstAudio;
    final Map<Why, Timer> reconnectGap;
    final DistributionSummary reconnectAttempts;
    final DistributionSummary queuePeak;
    final Counter droppedMessages;
    final Counter droppedBytes;
    final Counter missed;

    LiveMeters(MeterRegistry registry) {
        this.registry = registry;
        gauge("sessions", "sessions", "sessions that are open now", sessions);
        setup = timer("setup", "from the beginning of a connect to the first setup");
        session = timers("session", "from the beginning of a connect to its end", "kind", SessionEnd.Kind.class);
        turnLatency = timers("turn.latency", "from the user's input to the model's first output", "input", Input.class);
        firstAudio =
                timers("turn.first.audio", "from the user's input to the turn's first audio", "input", Input.class);
        gauge("queue.messages", "messages", "messages of all sessions that wait for their sockets", queuedMessages);
        gauge("queue.bytes", "bytes", "the length of what waits for the sockets, of all sessions", queuedBytes);
        queuePeak =
                summary("queue.peak", "bytes", "the most that waited in a session, taken once a second while it sends");
        droppedMessages = counter("dropped.messages", "messages", "audio that was dropped before it left");
        droppedBytes = counter("dropped.bytes", "bytes", "the length of audio that was dropped before it left");
        reconnectGap = timers(
                "reconnect.gap", "from the end of a connection to the next setup of its session", "why", Why.class);
        reconnectAttempts = summary("reconnect.attempts", "attempts", "connections that were tried for each reconnect");
        tokenAge = timer(
                "token.age", "how old a token was when its connection was over, since its session first presented it");
        missed = counter("missed", "measurements", "measurements that found no room to wait");
    }

    private void gauge(String name, String unit, String description, AtomicLong value) {
        Gauge unused = Gauge.builder(PREFIX + name, value, AtomicLong::get)
                .baseUnit(unit)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private Counter counter(String name, String unit, String description) {
        return Counter.builder(PREFIX + name)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    private DistributionSummary summary(String name, String unit, String description) {
        return DistributionSummary.builder(PREFIX + name)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(PREFIX + name).description(description).register(registry);
    }

    /** One timer for each value, so that what has not happened yet shows as zero. */
    private <T extends Enum<T>> Map<T, Timer> timers(String name, String description, String tag, Class<T> values) {
        Map<T, Timer> timers = new EnumMap<>(values);
        for (T value : values.getEnumConstants()) {
            timers.put(
                    value,
                    Timer.builder(PREFIX + name)
                            .description(description)
                            .tag(tag, value.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        return timers;
    }
}
