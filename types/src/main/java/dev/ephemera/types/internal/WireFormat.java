package dev.ephemera.types.internal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ProtoJSON forms of times, lengths of time and absent collections: what generated types read and write. */
public final class WireFormat {

    private static final int NANO_DIGITS = 9;
    private static final int LONGEST = 1_000;

    private WireFormat() {}

    /** RFC 3339 with {@code Z} or a numeric offset. */
    public static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Not an RFC 3339 time such as 2030-01-01T00:00:00Z: " + text, e);
        }
    }

    /** Seconds with the suffix {@code s}, such as {@code 3.5s}. */
    public static Duration duration(String text) {
        try {
            if (!text.endsWith("s")) {
                throw new NumberFormatException("no suffix s");
            }
            if (text.length() > LONGEST) { // to read it would take time that grows with the square of its length
                throw new NumberFormatException("too long");
            }
            BigDecimal seconds = new BigDecimal(text.substring(0, text.length() - 1));
            if (seconds.precision() - seconds.scale() > 18 || seconds.scale() > 1000) {
                throw new NumberFormatException("out of range");
            }
            return Duration.ofSeconds(0, 0)
                    .plusSeconds(seconds.longValue())
                    .plusNanos(seconds.remainder(BigDecimal.ONE)
                            .movePointRight(NANO_DIGITS)
                            .longValue());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not a length of time in seconds such as 3.5s: " + text, e);
        }
    }

    /** Seconds with no more decimals than needed, and the suffix {@code s}. */
    public static String duration(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS))
                .stripTrailingZeros();
        return seconds.toPlainString() + "s";
    }

    public static <T> List<T> orEmpty(@Nullable List<T> items) {
        return items == null ? List.of() : items;
    }

    public static <T> Map<String, T> orEmpty(@Nullable Map<String, T> entries) {
        return entries == null ? Map.of() : entries;
    }

    public static <T> @Nullable List<T> orNull(List<T> items) {
        return items.isEmpty() ? null : items;
    }

    public static <T> @Nullable Map<String, T> orNull(Map<String, T> entries) {
        return entries.isEmpty() ? null : entries;
    }
}
