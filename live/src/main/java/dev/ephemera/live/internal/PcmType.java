package dev.ephemera.live.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The MIME type of raw audio, such as {@code audio/pcm;rate=24000}. Pure.
 *
 * @param sampleRate samples a second, in Hz
 */
record PcmType(int sampleRate) {

    /** What the service sends, for a type that does not say it. */
    private static final int DEFAULT_RATE = 24_000;

    private static final Pattern RATE = Pattern.compile(";\\s*rate\\s*=\\s*\"?([1-9][0-9]{0,6})\"?\\s*(;|$)");

    /** Reads a type; empty if it is none of PCM. */
    static Optional<PcmType> of(String mimeType) {
        String lower = mimeType.toLowerCase(Locale.ROOT).strip();
        if (!lower.equals("audio/pcm") && !lower.matches("audio/pcm\\s*;.*")) {
            return Optional.empty();
        }
        Matcher rate = RATE.matcher(lower);
        return Optional.of(new PcmType(rate.find() ? Integer.parseInt(rate.group(1)) : DEFAULT_RATE));
    }
}
