package dev.ephemera.live.audio;

import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Raw audio: PCM, signed, 16 bits, little-endian, mono, at a sample rate; its MIME type is {@code audio/pcm;rate=16000}. Immutable.
 *
 * @param sampleRate samples a second, in Hz, from 1 to 9,999,999
 */
public record PcmFormat(int sampleRate) {

    /** What the service hears natively, 16 kHz. It takes other rates too, if the MIME type states them. */
    public static final PcmFormat INPUT = new PcmFormat(16_000);

    /** What the service speaks by all that was seen, 24 kHz. */
    public static final PcmFormat OUTPUT = new PcmFormat(24_000);

    private static final Optional<PcmFormat> USUAL = Optional.of(OUTPUT);
    private static final int MOST_HERTZ = 9_999_999;
    private static final Pattern HERTZ = Pattern.compile("\"?([1-9][0-9]{0,6})\"?");
    private static final long NANOS = 1_000_000_000;

    /**
     * Checks the rate.
     *
     * @param sampleRate samples a second, in Hz
     * @throws IllegalArgumentException if the rate is not from 1 to 9,999,999
     */
    public PcmFormat {
        if (sampleRate < 1 || sampleRate > MOST_HERTZ) {
            throw new IllegalArgumentException(
                    "A sample rate of " + sampleRate + " Hz: it must be from 1 to " + MOST_HERTZ + ".");
        }
    }

    /**
     * Reads a MIME type such as {@code audio/pcm;rate=24000}. Letter case, spaces and further parameters do not matter.
     *
     * @param mimeType the type as it stands in a {@link Blob}
     * @param unstated the format of a type that states no rate, or none that can be read: the service does not document what it
     *     takes that for, so whoever reads it must know where it comes from
     * @return the format; empty if the type is none of PCM, or states another number of channels than one
     */
    public static Optional<PcmFormat> ofMimeType(String mimeType, PcmFormat unstated) {
        if (mimeType.equals("audio/pcm;rate=24000")) { // what the service sends, many times a second
            return USUAL;
        }
        String[] parts = mimeType.toLowerCase(Locale.ROOT).split(";", -1);
        boolean pcm = parts[0].strip().equals("audio/pcm");
        if (!pcm || !parameter(parts, "channels").orElse("1").equals("1")) {
            return Optional.empty();
        }
        return Optional.of(parameter(parts, "rate")
                .map(HERTZ::matcher)
                .filter(Matcher::matches)
                .map(hertz -> new PcmFormat(Integer.parseInt(hertz.group(1))))
                .orElse(unstated));
    }

    private static Optional<String> parameter(String[] parts, String name) {
        return Arrays.stream(parts)
                .skip(1)
                .map(part -> part.split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].strip().equals(name))
                .map(pair -> pair[1].strip())
                .findFirst();
    }

    /**
     * The MIME type with the rate, as each message with audio must state it.
     *
     * @return such as {@code audio/pcm;rate=16000}
     */
    public String mimeType() {
        return "audio/pcm;rate=" + sampleRate;
    }

    /**
     * Audio with its MIME type, as messages hold it.
     *
     * @param pcm the samples
     * @return the blob
     * @throws IllegalArgumentException if the bytes are no whole samples
     */
    public Blob blob(Bytes pcm) {
        Pcm16.count(pcm);
        return Blob.builder().data(pcm).mimeType(mimeType()).build();
    }

    /**
     * How long so many bytes play.
     *
     * @param bytes the number of bytes; half a sample counts as none
     * @return the time, rounded down to nanoseconds
     * @throws IllegalArgumentException if the number is negative
     */
    public Duration duration(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(bytes + " bytes: the number must not be negative.");
        }
        long samples = bytes / Pcm16.BYTES;
        return Duration.ofSeconds(samples / sampleRate, samples % sampleRate * NANOS / sampleRate);
    }

    /**
     * How many bytes play so long.
     *
     * @param duration the time
     * @return the number of bytes of all samples that fit into it whole, so always even
     * @throws IllegalArgumentException if the time is negative
     * @throws ArithmeticException if it is longer than can be counted, some 14,000 years
     */
    public long bytes(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A duration of " + duration + ": it must not be negative.");
        }
        long samples = Math.addExact(
                Math.multiplyExact(duration.getSeconds(), (long) sampleRate),
                duration.getNano() * (long) sampleRate / NANOS);
        return Math.multiplyExact(samples, (long) Pcm16.BYTES);
    }

    @Override
    public String toString() {
        return mimeType();
    }
}
