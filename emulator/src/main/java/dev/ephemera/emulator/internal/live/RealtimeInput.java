package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.model.UserInput;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One {@code realtimeInput}. Pure.
 *
 * @param heard what the user said and showed in it
 * @param audioStreamEnd whether the microphone is closed
 * @param activityStart whether the user begins to be active
 * @param activityEnd whether the user ceases to be
 */
public record RealtimeInput(UserInput heard, boolean audioStreamEnd, boolean activityStart, boolean activityEnd) {

    private static final int DEFAULT_RATE = 16_000;
    private static final int BYTES_PER_SAMPLE = 2;
    private static final Pattern PCM = Pattern.compile("audio/pcm(?:\\s*;\\s*rate=([1-9]\\d{2,5}))?");
    private static final Pattern IMAGE = Pattern.compile("image/[a-z0-9.+-]+");

    /**
     * Reads it.
     *
     * @throws RefusedException if its media are none that the service takes
     */
    public static RealtimeInput read(ObjectNode body) throws RefusedException {
        UserInput heard = UserInput.NOTHING;
        if (body.path("mediaChunks").has(0)) {
            heard = chunk(heard, body.path("mediaChunks").get(0));
        }
        if (body.has("audio")) {
            heard = heard.withAudio(audio(body.path("audio")));
        }
        if (body.has("video")) {
            image(body.path("video"));
            heard = heard.withImage();
        }
        String text = body.path("text").asString("");
        if (!text.isEmpty()) {
            heard = heard.withText(text);
        }
        return new RealtimeInput(
                heard,
                body.path("audioStreamEnd").asBoolean(false),
                body.has("activityStart"),
                body.has("activityEnd"));
    }

    /** The deprecated field: only its first chunk counts, and may be either kind. */
    private static UserInput chunk(UserInput heard, JsonNode blob) throws RefusedException {
        if (mimeType(blob).startsWith("audio/")) {
            return heard.withAudio(audio(blob));
        }
        image(blob);
        return heard.withImage();
    }

    private static Duration audio(JsonNode blob) throws RefusedException {
        Matcher pcm = PCM.matcher(mimeType(blob));
        if (!pcm.matches()) {
            throw new RefusedException(Close.INVALID_ARGUMENT);
        }
        int rate = pcm.group(1) == null ? DEFAULT_RATE : Integer.parseInt(pcm.group(1));
        long samples = Base64.getDecoder().decode(blob.path("data").asString("")).length / BYTES_PER_SAMPLE;
        return Duration.ofNanos(samples * 1_000_000_000L / rate);
    }

    private static void image(JsonNode blob) throws RefusedException {
        if (!IMAGE.matcher(mimeType(blob)).matches()) {
            throw new RefusedException(Close.INVALID_ARGUMENT);
        }
    }

    private static String mimeType(JsonNode blob) {
        return blob.path("mimeType").asString("").toLowerCase(Locale.ROOT);
    }
}
