package dev.ephemera.transport.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long the service asks to wait: {@code Retry-After} in seconds or as a date, or else {@code RetryInfo}. */
final class RetryAfter {

    private static final BigDecimal LONGEST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(365).toSeconds());

    private RetryAfter() {}

    /**
     * Reads the header.
     *
     * @param value the header
     * @param now what the clock shows that a date counts by
     * @return how long to wait; empty if the header means nothing
     */
    static Optional<Duration> ofHeader(String value, Instant now) {
        return ofSeconds(value.strip())
                .or(() -> AnswerHeaders.instant(value)
                        .map(then -> Duration.between(now, then))
                        .map(wait -> wait.isNegative() ? Duration.ZERO : wait));
    }

    /** Reads a ProtoJSON duration such as {@code 3.5s}; empty if it is none. */
    static Optional<Duration> ofProtoJson(String value) {
        return value.endsWith("s") ? ofSeconds(value.substring(0, value.length() - 1)) : Optional.empty();
    }

    private static Optional<Duration> ofSeconds(String value) {
        try {
            BigDecimal seconds = new BigDecimal(value).max(BigDecimal.ZERO).min(LONGEST_SECONDS);
            return Optional.of(Duration.ofMillis(seconds.movePointRight(3).longValue()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
