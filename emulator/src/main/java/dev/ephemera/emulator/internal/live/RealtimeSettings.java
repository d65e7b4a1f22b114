package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.model.VoiceActivityDetector;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * A setup's {@code realtimeInputConfig}, with the defaults for what it leaves out. Pure.
 *
 * @param manual whether the client tells when the user is active
 * @param interrupts whether activity interrupts the model
 * @param turnCoverage what belongs to a turn; empty for the generation's default
 * @param detection how activity is detected
 */
record RealtimeSettings(
        boolean manual, boolean interrupts, String turnCoverage, VoiceActivityDetector.Settings detection) {

    // What the service's detector goes by is not known: these are the emulator's own.
    private static final double EASY_START = -45;
    private static final double HARD_START = -35;
    private static final double EASY_END = -40;
    private static final double HARD_END = -50;
    private static final int EASY_START_PADDING = 40;
    private static final int HARD_START_PADDING = 200;
    private static final int EASY_END_SILENCE = 500;
    private static final int HARD_END_SILENCE = 1000;

    /**
     * Reads a configuration.
     *
     * @param config {@code realtimeInputConfig}, or nothing
     */
    static RealtimeSettings of(JsonNode config) {
        JsonNode detection = config.path("automaticActivityDetection");
        // Unspecified is high.
        boolean hardStart = is(detection, "startOfSpeechSensitivity", "START_SENSITIVITY_LOW");
        boolean hardEnd = is(detection, "endOfSpeechSensitivity", "END_SENSITIVITY_LOW");
        return new RealtimeSettings(
                detection.path("disabled").asBoolean(false),
                !is(config, "activityHandling", "NO_INTERRUPTION"),
                config.path("turnCoverage").asString(""),
                new VoiceActivityDetector.Settings(
                        hardStart ? HARD_START : EASY_START,
                        hardEnd ? HARD_END : EASY_END,
                        millis(detection, "prefixPaddingMs", hardStart ? HARD_START_PADDING : EASY_START_PADDING),
                        millis(detection, "silenceDurationMs", hardEnd ? HARD_END_SILENCE : EASY_END_SILENCE)));
    }

    /** Whether the durations are none that no audio can have. */
    static boolean valid(JsonNode config) {
        JsonNode detection = config.path("automaticActivityDetection");
        return detection.path("prefixPaddingMs").asInt(0) >= 0
                && detection.path("silenceDurationMs").asInt(0) >= 0;
    }

    private static boolean is(JsonNode message, String field, String value) {
        return message.path(field).asString("").equals(value);
    }

    private static Duration millis(JsonNode message, String field, int otherwise) {
        return Duration.ofMillis(message.path(field).asInt(otherwise));
    }
}
