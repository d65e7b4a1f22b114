package dev.ephemera.emulator.internal.protojson;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** Timestamps and durations as text. Pure. */
final class TimeText {

    private static final Pattern TIMESTAMP =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final Pattern DURATION = Pattern.compile("-?\\d{1,12}(\\.\\d{1,9})?s");
    private static final BigDecimal LONGEST = new BigDecimal("315576000000");

    private TimeText() {}

    /** Returns the instant in UTC; empty without an offset, outside the years 1 to 9999, or if it is no timestamp. */
    static Optional<String> timestamp(String text) {
        if (!TIMESTAMP.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.isBefore(FIRST) || instant.isAfter(LAST)
                    ? Optional.empty()
                    : Optional.of(instant.toString());
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    /** Returns the duration with 0, 3, 6 or 9 digits after the point; empty if it is none, or longer than ten thousand years. */
    static Optional<String> duration(String text) {
        if (!DURATION.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal seconds = new BigDecimal(text.substring(0, text.length() - 1));
        if (seconds.abs().compareTo(LONGEST) > 0) {
            return Optional.empty();
        }
        int digits = Math.max(0, seconds.stripTrailingZeros().scale());
        return Optional.of(seconds.setScale((digits + 2) / 3 * 3).toPlainString() + "s");
    }
}
