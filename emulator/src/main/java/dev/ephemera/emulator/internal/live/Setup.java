package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.ModelGeneration;
import dev.ephemera.emulator.internal.model.TokenCount;
import java.util.List;
import java.util.Optional;
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
        if (options.assumes(Assumption.DEFAULT_MODALITY_IS_AUDIO)) {
            return List.of(AUDIO);
        }
        return List.of(generation(options).defaultModality().value());
    }

    ModelGeneration generation(EmulatorOptions options) {
        return options.generationOf(model());
    }

    boolean resumptionUpdates(EmulatorOptions options) {
        return json.has("sessionResumption") || options.assumes(Assumption.RESUMPTION_UPDATES_COME_UNASKED);
    }

    RealtimeSettings realtime() {
        return RealtimeSettings.of(json.path("realtimeInputConfig"));
    }

    /** What the user says and shows from now on. */
    Hearing hearing(EmulatorOptions options) {
        RealtimeSettings settings = realtime();
        String asked = settings.turnCoverage();
        boolean given = !asked.isEmpty() && !asked.equals("TURN_COVERAGE_UNSPECIFIED");
        return new Hearing(
                settings, given ? asked : generation(options).turnCoverage().value());
    }

    /** Whether the model may keep silent. */
    boolean proactive(EmulatorOptions options) {
        return generation(options).alwaysProactive()
                || json.path("proactivity").path("proactiveAudio").asBoolean(false);
    }

    /** Whether the model may speak about what it only sees. */
    boolean proactiveVideo(EmulatorOptions options) {
        return proactive(options)
                && json.path("proactivity").path("proactiveVideo").asBoolean(false)
                && options.assumes(Assumption.PROACTIVE_VIDEO_IS_ANSWERED);
    }

    /** Whether the model waits for a function. */
    boolean blocks(JsonNode declaration, EmulatorOptions options) {
        ModelGeneration generation = generation(options);
        if (!generation.nonBlockingCalls()) {
            return true;
        }
        return switch (declaration.path("behavior").asString("")) {
            case "BLOCKING" -> true;
            case "NON_BLOCKING" -> false;
            default -> generation.callsBlock();
        };
    }

    /** Whether the model thinks before it answers. */
    boolean thinks() {
        JsonNode thinking = json.path("generationConfig").path("thinkingConfig");
        return !thinking.isEmpty() && thinking.path("thinkingBudget").asInt(-1) != 0;
    }

    boolean showsThoughts() {
        return thinks()
                && json.path("generationConfig")
                        .path("thinkingConfig")
                        .path("includeThoughts")
                        .asBoolean(false);
    }

    /** How many tokens the model may think; no limit where it decides itself. */
    int thinkingBudget() {
        int budget = json.path("generationConfig")
                .path("thinkingConfig")
                .path("thinkingBudget")
                .asInt(-1);
        return budget < 0 ? Integer.MAX_VALUE : budget;
    }

    /** Cuts an answer to as many tokens as it may have. */
    String cut(String words) {
        int tokens = json.path("generationConfig").path("maxOutputTokens").asInt(0);
        long characters = tokens > 0 ? (long) tokens * TokenCount.CHARACTERS_PER_TOKEN : Long.MAX_VALUE;
        return words.length() > characters ? words.substring(0, (int) characters) : words;
    }

    /** What a picture costs. */
    int tokensPerPicture() {
        return switch (json.path("generationConfig").path("mediaResolution").asString("")) {
            case "MEDIA_RESOLUTION_LOW" -> 64;
            case "MEDIA_RESOLUTION_MEDIUM", "MEDIA_RESOLUTION_HIGH" -> 256;
            default -> 258;
        };
    }

    boolean compresses() {
        return json.has("contextWindowCompression");
    }

    /** From how many tokens on the conversation is shortened. */
    long triggerTokens(EmulatorOptions options) {
        long otherwise = generation(options).contextWindow() * 4L / 5;
        return json.path("contextWindowCompression").path("triggerTokens").asLong(otherwise);
    }

    /** To how many tokens. */
    long targetTokens(EmulatorOptions options) {
        return json.path("contextWindowCompression")
                .path("slidingWindow")
                .path("targetTokens")
                .asLong(triggerTokens(options) / 2);
    }

    /** How transcriptions are written, if they are. */
    Optional<Transcripts> transcripts(String config, EmulatorOptions options) {
        boolean asked = json.has(config) || generation(options).onlyTranscribes();
        boolean detailed = options.assumes(Assumption.TRANSCRIPTIONS_HAVE_DETAILS);
        return asked ? Optional.of(new Transcripts(json.path(config), detailed)) : Optional.empty();
    }

    /** How the model speaks. */
    Turn.Voice voice(EmulatorOptions options) {
        boolean audio = modalities(options).contains(AUDIO);
        return new Turn.Voice(audio, transcripts("outputAudioTranscription", options), options.modelPace());
    }

    boolean seedsHistory() {
        return json.path("historyConfig").path("initialHistoryInClientContent").asBoolean(false);
    }
}
