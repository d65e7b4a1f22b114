package dev.ephemera.emulator.fault;

import dev.ephemera.types.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the values of a parameter look like: how they are read, and written. Pure.
 *
 * @param describe what is taken, in words
 * @param reader makes the one Java form of a value; empty for what it does not take
 */
record FaultForm(String describe, Reader reader) {

    /** Reads one value. */
    interface Reader {

        /** Returns a Long, a Duration or a String. */
        Optional<Object> read(JsonValue value);
    }

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?s");
    private static final Duration LONGEST = Duration.ofDays(1);

    static FaultForm integer(long least, long most) {
        return new FaultForm(
                "integer, " + least + " to " + most,
                value -> whole(value)
                        .filter(number -> number >= least && number <= most)
                        .map(Object.class::cast));
    }

    static FaultForm duration() {
        return new FaultForm(
                "seconds such as \"2.5s\", up to a day", value -> string(value).flatMap(FaultForm::seconds));
    }

    static FaultForm text() {
        return new FaultForm("text", value -> string(value).map(Object.class::cast));
    }

    static FaultForm choice(List<String> choices) {
        return new FaultForm(
                "one of " + String.join(", ", choices),
                value -> string(value).filter(choices::contains).map(Object.class::cast));
    }

    static Object write(Object value) {
        return value instanceof Duration duration ? write(duration) : value;
    }

    /** Writes a duration in seconds, as the service does. */
    static String write(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return seconds.stripTrailingZeros().toPlainString() + "s";
    }

    private static Optional<Long> whole(JsonValue value) {
        try {
            return value.kind() == JsonValue.Kind.NUMBER
                    ? Optional.of(value.asNumber().longValueExact())
                    : Optional.empty();
        } catch (ArithmeticException fraction) {
            return Optional.empty();
        }
    }

    private static Optional<String> string(JsonValue value) {
        return value.kind() == JsonValue.Kind.STRING ? Optional.of(value.asString()) : Optional.empty();
    }

    private static Optional<Object> seconds(String text) {
        return Optional.of(text)
                .filter(written -> SECONDS.matcher(written).matches())
                .map(written -> Duration.parse("PT" + written))
                .filter(duration -> duration.compareTo(LONGEST) <= 0)
                .map(Object.class::cast);
    }
}
