package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The setup that counts, read for what it means. Pure.
 *
 * @param json the effective setup, normalised; never changed
 */
record Setup(ObjectNode json) {

    static final String AUDIO = "AUDIO";
    static final String TEXT = "TEXT";

    String model() {
        return json.path("model").asString("");
    }

    /** The resumption handle; empty for a new session. */
    String handle() {
        return json.path("sessionResumption").path("handle").asString("");
    }

    boolean resumes() {
        return !handle().isEmpty();
    }

    /** The modalities asked for, or the one that is assumed. */
    List<String> modalities(EmulatorOptions options) {
        JsonNode asked = json.path("generationConfig").path("responseModalities");
        if (!asked.isEmpty()) {
            return asked.valueStream().map(JsonNode::asString).toList();
        }
        if (options.assumes(Assumption.DEFAULT_MODALITY_IS_TEXT)) {
            return List.of(TEXT);
        }
        return List.of(audioOnly(options) || options.assumes(Assumption.DEFAULT_MODALITY_IS_AUDIO) ? AUDIO : TEXT);
    }

    boolean audioOnly(EmulatorOptions options) {
        return options.audioModels().stream().anyMatch(model()::contains);
    }

    boolean resumptionUpdates(EmulatorOptions options) {
        return json.has("sessionResumption") || options.assumes(Assumption.RESUMPTION_UPDATES_COME_UNASKED);
    }

    boolean manualActivity() {
        return json.path("realtimeInputConfig")
                .path("automaticActivityDetection")
                .path("disabled")
                .asBoolean(false);
    }

    boolean activityInterrupts() {
        String handling =
                json.path("realtimeInputConfig").path("activityHandling").asString("");
        return !handling.equals("NO_INTERRUPTION");
    }

    boolean inputTranscription() {
        return json.has("inputAudioTranscription");
    }

    boolean outputTranscription() {
        return json.has("outputAudioTranscription");
    }

    boolean seedsHistory() {
        return json.path("historyConfig").path("initialHistoryInClientContent").asBoolean(false);
    }
}
