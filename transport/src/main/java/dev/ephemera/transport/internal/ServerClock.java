package dev.ephemera.transport.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The best known clock of one service: the local one, corrected by what its {@code Date} headers prove. Thread-safe. */
public final class ServerClock extends Clock {

    /** A {@code Date} header tells whole seconds. */
    private static final Duration PRECISION = Duration.ofSeconds(1);

    /**
     * What the clock shows at one moment.
     *
     * @param local what the local clock shows
     * @param correction by how much that is corrected; zero before a {@code Date} header was seen
     */
    public record Reading(Instant local, Duration correction) {

        /** The service's time. */
        public Instant instant() {
            return local.plus(correction);
        }
    }

    private final Clock local;
    private volatile @Nullable Duration correction;

    /** Starts with the local clock. */
    public ServerClock(Clock local) {
        this.local = local;
    }

    /**
     * Learns from an answer that has just come.
     *
     * @param date what the service's clock showed
     * @param sent when the request went, by the local clock
     */
    void learn(Instant date, Instant sent) {
        Instant received = local.instant();
        synchronized (this) {
            correction = corrected(date, new Reading(sent, correction()), received);
        }
    }

    private Duration correction() {
        Duration known = correction;
        return known == null ? Duration.ZERO : known;
    }

    /**
     * Tells what an answer that has just come says of the clock, without learning it.
     *
     * @param date what the service's clock showed
     * @param sent the clock as it was read when the request went
     * @return the correction that holds then: the one that was read, unless the date disproves it
     */
    public Duration corrected(Instant date, Reading sent) {
        return corrected(date, sent, local.instant());
    }

    /** The service wrote the date at some time between sending and receiving; however long that was, it is no skew by itself. */
    private static Duration corrected(Instant date, Reading sent, Instant received) {
        boolean possible = !date.isBefore(sent.instant().minus(PRECISION))
                && !date.isAfter(received.plus(sent.correction()).plus(PRECISION));
        if (possible) {
            return sent.correction();
        }
        Duration half = Duration.between(sent.local(), received).dividedBy(2);
        return Duration.between(sent.local().plus(half), date);
    }

    /** Whether a {@code Date} header has been seen. */
    public boolean known() {
        return correction != null;
    }

    /** Reads the clock together with what is known of the local one. */
    public Reading read() {
        return new Reading(local.instant(), correction());
    }

    @Override
    public Instant instant() {
        return local.instant().plus(correction());
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
