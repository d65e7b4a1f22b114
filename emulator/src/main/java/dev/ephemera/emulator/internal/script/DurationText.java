package dev.ephemera.emulator.internal.script;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 200ms}, {@code 1.5s}, {@code 2m}, {@code 1h}; up to 365 days. Pure. */
public final class DurationText {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");
    private static final BigDecimal LONGEST =
            new BigDecimal(Duration.ofDays(365).toNanos());

    private DurationText() {}

    public static Optional<Duration> read(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal unit = switch (form.group(2)) {
            case "ms" -> new BigDecimal("0.001");
            case "s" -> BigDecimal.ONE;
            case "m" -> new BigDecimal(60);
            default -> new BigDecimal(3600);
        };
        BigDecimal nanos = new BigDecimal(form.group(1)).multiply(unit).movePointRight(9);
        return nanos.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos.longValue()));
    }

    public static String write(Duration duration) {
        BigDecimal millis = new BigDecimal(duration.toNanos()).movePointLeft(6);
        boolean brief = millis.compareTo(new BigDecimal(1000)) < 0;
        BigDecimal value = (brief ? millis : millis.movePointLeft(3)).stripTrailingZeros();
        return value.toPlainString() + (brief ? "ms" : "s");
    }
}
