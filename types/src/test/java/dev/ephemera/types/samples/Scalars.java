package dev.ephemera.types.samples;

import dev.ephemera.types.Bytes;
import dev.ephemera.types.internal.EnumDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Random scalars, their extremes and their awkward values among them. */
public class Scalars {

    private static final long MAX_DURATION_SECONDS = 315_576_000_000L;
    private static final Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final List<String> STRINGS = List.of(
            "",
            " ",
            "null",
            "a \"quoted\" \\ text",
            "\u0000\u0007\t\r\n\u001f\u007f",
            "\u00e4\u00df\u0416\u05d0\u4e2d \u2028\u2029\ufeff",
            "\ud83c\udfa4\ud834\udd1e",
            "</script>",
            "long ".repeat(100));
    private static final List<Double> DOUBLES = List.of(
            0.0,
            -0.0,
            0.1,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            (double) Float.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY);

    private final Random random;

    Scalars(Random random) {
        this.random = random;
    }

    /** Any text. */
    public String string() {
        return random.nextBoolean() ? pick(STRINGS) : word();
    }

    boolean bool() {
        return random.nextBoolean();
    }

    int int32() {
        return random.nextBoolean() ? pick(List.of(0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE)) : random.nextInt();
    }

    long int64() {
        return random.nextBoolean() ? pick(List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE)) : random.nextLong();
    }

    double number() {
        return random.nextBoolean() ? pick(DOUBLES) : random.nextGaussian();
    }

    /** Bytes of any length. */
    public Bytes bytes() {
        byte[] content = new byte[random.nextInt(40)];
        random.nextBytes(content);
        return Bytes.copyOf(content);
    }

    Instant instant() {
        return random.nextBoolean()
                ? pick(List.of(FIRST_INSTANT, Instant.EPOCH, LAST_INSTANT))
                : Instant.ofEpochSecond(random.nextInt(), nanos());
    }

    Duration duration() {
        return random.nextBoolean()
                ? pick(List.of(
                        Duration.ZERO,
                        Duration.ofNanos(-1),
                        Duration.ofMillis(-500),
                        Duration.ofSeconds(MAX_DURATION_SECONDS, 999_999_999),
                        Duration.ofSeconds(-MAX_DURATION_SECONDS, -999_999_999)))
                : Duration.ofSeconds(random.nextInt(), nanos());
    }

    /** A name that the enum has, or one that only a newer service knows. */
    String enumValue(EnumDescriptor enumeration) {
        return oneIn(4) ? pick(List.of("NEWER_THAN_THIS", "", "k\u00fcnftig")) : pick(enumeration.values());
    }

    final String word() {
        return random.ints(1 + random.nextInt(12), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    final boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    final int below(int bound) {
        return random.nextInt(bound);
    }

    final <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private int nanos() {
        return oneIn(2) ? random.nextInt(1_000) * 1_000_000 : random.nextInt(1_000_000_000);
    }
}
