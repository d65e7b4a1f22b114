package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.json.Json;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes transcriptions as their configuration asks for. Pure.
 *
 * @param config the {@code AudioTranscriptionConfig}
 * @param detailed whether anything but the text is told
 */
record Transcripts(JsonNode config, boolean detailed) {

    /**
     * Writes one.
     *
     * @param words what was said
     * @param offset where in the audio
     * @param length how long
     * @param finished whether it is the last of a turn
     */
    ObjectNode of(String words, Duration offset, Duration length, boolean finished) {
        ObjectNode transcription = Json.object().put("text", words);
        if (!detailed) {
            return transcription;
        }
        if (finished) {
            transcription.put("finished", true);
        }
        JsonNode language = config.path("languageCodes").path(0);
        if (!language.isMissingNode()) {
            transcription.put("languageCode", language.asString());
        }
        if (config.path("diarization").asBoolean(false)) {
            transcription.put("speakerLabel", "spk_1");
        }
        if (config.path("wordTimestamp").asBoolean(false)) {
            words(transcription.putArray("words"), words.strip().split("\\s+"), offset, length);
        }
        transcription.put("startOffset", ServerMessages.seconds(offset));
        transcription.put("endOffset", ServerMessages.seconds(offset.plus(length)));
        return transcription;
    }

    /** Every word lasts as long as the others. */
    private static void words(ArrayNode list, String[] words, Duration offset, Duration length) {
        Duration each = length.dividedBy(words.length);
        for (int i = 0; i < words.length; i++) {
            Duration start = offset.plus(each.multipliedBy(i));
            list.addObject()
                    .put("word", words[i])
                    .put("startOffset", ServerMessages.seconds(start))
                    .put("endOffset", ServerMessages.seconds(start.plus(each)));
        }
    }
}
