package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One {@code realtimeInput}. Pure.
 *
 * @param audio the audio in it
 * @param pictures how many pictures there are in it
 * @param frames how many frames of video there are in it
 * @param text the text; empty for none
 * @param audioStreamEnd whether the microphone is closed
 * @param activityStart whether the user begins to be active
 * @param activityEnd whether the user ceases to be
 */
public record RealtimeInput(
        List<Audio> audio,
        int pictures,
        int frames,
        String text,
        boolean audioStreamEnd,
        boolean activityStart,
        boolean activityEnd) {

    /** A chunk of audio: 16 bits, little-endian, mono. */
    public static final class Audio {
        private final byte[] pcm;
        private final int rate;
        private final boolean bare;

        private Audio(byte[] pcm, int rate, boolean bare) {
            this.bare = bare;
            this.pcm = pcm;
            this.rate = rate;
        }

        /** The samples themselves, not a copy. */
        public byte[] pcm() {
            return pcm;
        }

        /** Samples a second. */
        public int rate() {
            return rate;
        }

        Duration length() {
            return Duration.ofNanos(pcm.length / Short.BYTES * 1_000_000_000L / rate);
        }
    }

    private static final int DEFAULT_RATE = 16_000;
    private static final Pattern PCM = Pattern.compile("audio/pcm(?:\\s*;\\s*rate=([1-9]\\d{2,5}))?");
    private static final Pattern IMAGE = Pattern.compile("image/[a-z0-9.+-]+");

    /**
     * Reads it.
     *
     * @throws RefusedException if its media are none that the service takes
     */
    public static RealtimeInput read(ObjectNode body) throws RefusedException {
        List<Audio> audio = new ArrayList<>();
        int pictures = 0;
        int frames = 0;
        // The deprecated field: only its first chunk counts, and may be either kind.
        JsonNode chunk = body.path("mediaChunks").path(0);
        if (mimeType(chunk).startsWith("audio/")) {
            audio.add(audio(chunk));
        } else if (!chunk.isMissingNode()) {
            pictures += image(chunk);
        }
        if (body.has("audio")) {
            audio.add(audio(body.path("audio")));
        }
        if (body.has("video")) {
            frames += image(body.path("video"));
        }
        return new RealtimeInput(
                List.copyOf(audio),
                pictures,
                frames,
                body.path("text").asString(""),
                body.path("audioStreamEnd").asBoolean(false),
                body.has("activityStart"),
                body.has("activityEnd"));
    }

    /**
     * Returns it, if its audio is such as is assumed to be taken.
     *
     * @throws RefusedException otherwise
     */
    RealtimeInput within(EmulatorOptions options) throws RefusedException {
        for (Audio chunk : audio) {
            boolean odd = chunk.pcm.length % Short.BYTES != 0;
            if ((chunk.bare && options.assumes(Assumption.AUDIO_WITHOUT_RATE_IS_REFUSED))
                    || (odd && options.assumes(Assumption.ODD_AUDIO_IS_REFUSED))) {
                throw new RefusedException(Close.INVALID_ARGUMENT);
            }
        }
        return this;
    }

    /** How long the audio is. */
    public Duration length() {
        return audio.stream().map(Audio::length).reduce(Duration.ZERO, Duration::plus);
    }

    private static Audio audio(JsonNode blob) throws RefusedException {
        Matcher pcm = PCM.matcher(mimeType(blob));
        if (!pcm.matches()) {
            throw new RefusedException(Close.INVALID_ARGUMENT);
        }
        byte[] bytes = Base64.getDecoder().decode(blob.path("data").asString(""));
        boolean bare = pcm.group(1) == null;
        return new Audio(bytes, bare ? DEFAULT_RATE : Integer.parseInt(pcm.group(1)), bare);
    }

    private static int image(JsonNode blob) throws RefusedException {
        if (!IMAGE.matcher(mimeType(blob)).matches()) {
            throw new RefusedException(Close.INVALID_ARGUMENT);
        }
        return 1;
    }

    private static String mimeType(JsonNode blob) {
        return blob.path("mimeType").asString("").toLowerCase(Locale.ROOT);
    }
}
