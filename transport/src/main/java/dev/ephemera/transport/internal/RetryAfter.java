package dev.ephemera.transport.internal;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long the service asks to wait: {@code Retry-After} in seconds or as a date, or else {@code RetryInfo}. */
final class RetryAfter {

    private static final BigDecimal LONGEST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(365).toSeconds());

    private RetryAfter() {}

    /** Reads the header; empty if it means nothing. */
    static Optional<Duration> ofHeader(String value, Clock serverClock) {
        return ofSeconds(value.strip()).or(() -> ofDate(value.strip(), serverClock.instant()));
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

    private static Optional<Duration> ofDate(String value, Instant now) {
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
