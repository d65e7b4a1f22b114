package dev.ephemera.transport.internal;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long the service asks to wait: {@code Retry-After} in seconds or as a date, or else {@code RetryInfo}. */
final class RetryAfter {

    private static final BigDecimal LONGEST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(365).toSeconds());

    private RetryAfter() {}

    /** Reads the header; null if it is absent or means nothing. */
    static @Nullable Duration ofHeader(@Nullable String value, Clock serverClock) {
        if (value == null) {
            return null;
        }
        Duration wait = ofSeconds(value.strip());
        return wait != null ? wait : ofDate(value.strip(), serverClock.instant());
    }

    /** Reads a ProtoJSON duration such as {@code 3.5s}; null if it is none. */
    static @Nullable Duration ofProtoJson(String value) {
        return value.endsWith("s") ? ofSeconds(value.substring(0, value.length() - 1)) : null;
    }

    private static @Nullable Duration ofSeconds(String value) {
        try {
            BigDecimal seconds = new BigDecimal(value);
            return seconds.signum() < 0
                    ? Duration.ZERO
                    : Duration.ofMillis(
                            seconds.min(LONGEST_SECONDS).movePointRight(3).longValue());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Duration ofDate(String value, Instant now) {
        try {
            Duration wait = Duration.between(
                    now,
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
