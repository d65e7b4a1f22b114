package dev.ephemera.transport.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The best known clock of the service: the local one, corrected by the last {@code Date} header. Thread-safe. */
public final class ServerClock extends Clock {

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

    @Override
    public Instant instant() {
        Duration correction = offset.get();
        return correction == null ? local.instant() : local.instant().plus(correction);
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
