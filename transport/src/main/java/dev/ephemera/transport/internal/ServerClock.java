package dev.ephemera.transport.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The best known clock of the service: the local one, corrected by the last {@code Date} header. Thread-safe. */
public final class ServerClock extends Clock {

    /**
     * What the clock shows at one moment.
     *
     * @param instant the service's time
     * @param correction by how much the local clock was corrected to know it; zero before a {@code Date} header was seen
     */
    public record Reading(Instant instant, Duration correction) {}

    private final Clock local;
    private final AtomicReference<@Nullable Duration> offset = new AtomicReference<>();

    /** Starts with the local clock. */
    public ServerClock(Clock local) {
        this.local = local;
    }

    /** Learns what the service's clock shows now. */
    void learn(Instant serverTime) {
        offset.set(Duration.between(local.instant(), serverTime));
    }

    /** Whether a {@code Date} header has been seen. */
    public boolean known() {
        return offset.get() != null;
    }

    /** Reads the clock together with what is known of the local one. */
    public Reading read() {
        Duration correction = offset.get();
        return correction == null
                ? new Reading(local.instant(), Duration.ZERO)
                : new Reading(local.instant().plus(correction), correction);
    }

    @Override
    public Instant instant() {
        return read().instant();
    }

    @Override
    public ZoneId getZone() {
        return local.getZone();
    }

    /** Not offered: a copy would not learn. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("The service's clock has the zone of the local one.");
    }
}
