package dev.ephemera.telemetry.micrometer;

import dev.ephemera.live.SessionTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/**
 * The meters of all Live sessions whose options have them:
 *
 * <pre>{@code
 * EphemeraMetrics metrics = EphemeraMetrics.in(registry);
 * SessionOptions options = SessionOptions.builder().telemetry(metrics).build();
 * }</pre>
 *
 * <p>The meters begin with {@code ephemera.live.}; {@code docs/telemetry.md} lists them with their units and tags. All are in the
 * registry from the beginning, at zero; the values of a tag are those of an enum. One object serves any number of sessions. A
 * registry needs one only: a second would count in the same meters, but its gauges would show nothing, for a registry keeps the first
 * gauge of a name. Thread-safe.
 */
public final class EphemeraMetrics implements Supplier<SessionTelemetry> {

    private final LiveMeters meters;

    private EphemeraMetrics(LiveMeters meters) {
        this.meters = meters;
    }

    /**
     * Registers the meters.
     *
     * @param registry where; it must outlive the sessions
     * @return what {@link dev.ephemera.live.SessionOptions.Builder#telemetry} takes
     */
    public static EphemeraMetrics in(MeterRegistry registry) {
        return new EphemeraMetrics(new LiveMeters(registry));
    }

    /**
     * Begins to count one session.
     *
     * @return what that session tells
     */
    @Override
    public SessionTelemetry get() {
        return new MeteredSession(meters);
    }
}
