package dev.ephemera.emulator;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the assumptions about the model, its media and what it sends change. */
final class ModelDifferences {

    private static final String SETUP = "{\"model\":\"models/m\",\"inputAudioTranscription\":"
            + "{\"languageCodes\":[\"de-DE\"],\"diarization\":true,\"wordTimestamp\":true}}";
    private static final String TOOLS =
            "{\"model\":\"models/m\",\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"behavior\":\"NON_BLOCKING\","
                    + "\"parameters\":{\"type\":\"OBJECT\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"STRING\"}}}}]}]}";
    private static final String SPOKEN = audio(
            "audio/pcm;rate=16000", Sound.at(16_000).speech(300).silence(500).pcm());

    private final Emulators emulators;

    ModelDifferences(Emulators emulators) {
        this.emulators = emulators;
    }

    void putInto(AssumptionTest.Differences differences) {
        differences.put(
                Assumption.NO_VOICE_ACTIVITY_EVENTS,
                "[voiceActivity, inputTranscription, voiceActivity]",
                "[inputTranscription]",
                emulator -> turn(emulator, SETUP, SPOKEN).stream()
                        .map(message -> message.has("voiceActivity")
                                ? "voiceActivity"
                                : message.path("serverContent")
                                        .propertyNames()
                                        .iterator()
                                        .next())
                        .filter(name -> name.equals("voiceActivity") || name.equals("inputTranscription"))
                        .toList()
                        .toString());
        differences.put(Assumption.SILENCE_IS_NOT_SENT, "turnComplete", "modelTurn", emulator -> {
            LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/gemini-3.8-live\"}");
            client.send(text("@Anna, hello")).send(text("Hello"));
            return client.message()
                    .path("serverContent")
                    .propertyNames()
                    .iterator()
                    .next();
        });
        differences.put(
                Assumption.AUDIO_WITHOUT_RATE_IS_REFUSED,
                "1000",
                "1007",
                emulator -> ended(emulator, audio("audio/pcm", new byte[2])));
        differences.put(
                Assumption.ODD_AUDIO_IS_REFUSED,
                "1000",
                "1007",
                emulator -> ended(emulator, audio("audio/pcm;rate=16000", new byte[3])));
        differences.put(
                Assumption.TRANSCRIPTIONS_HAVE_DETAILS,
                "{\"text\":\"0.3 s of audio\"}",
                "{\"text\":\"0.3 s of audio\",\"finished\":true,\"languageCode\":\"de-DE\",\"speakerLabel\":\"spk_1\","
                        + "\"words\":[" + word("0.3", "0s", "0.075s") + "," + word("s", "0.075s", "0.150s") + ","
                        + word("of", "0.150s", "0.225s") + "," + word("audio", "0.225s", "0.300s")
                        + "],\"startOffset\":\"0s\",\"endOffset\":\"0.300s\"}",
                emulator -> turn(emulator, SETUP, SPOKEN).stream()
                        .map(message -> message.path("serverContent").path("inputTranscription"))
                        .filter(JsonNode::isObject)
                        .findFirst()
                        .orElseThrow()
                        .toString());
        differences.put(
                Assumption.INTERACTION_STATUS_IS_SENT,
                "{\"turnComplete\":true}",
                "{\"turnComplete\":true,\"interactionStatus\":\"IN_PROGRESS\"}",
                emulator -> last(turn(emulator, TOOLS, text("f")))
                        .path("serverContent")
                        .toString());
        differences.put(
                Assumption.CALLS_ARE_SHOWN_AS_CODE,
                "[]",
                "[{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"print(default_api.f(a=\\\"a\\\"))\\n\"}}]",
                emulator -> turn(emulator, TOOLS, text("f")).stream()
                        .flatMap(message -> message.path("serverContent")
                                .path("modelTurn")
                                .path("parts")
                                .valueStream())
                        .filter(part -> part.has("executableCode"))
                        .map(JsonNode::toString)
                        .toList()
                        .toString());
        differences.put(Assumption.RESUMPTION_UPDATES_COME_REGULARLY, "1", "4", emulator -> {
            LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\",\"sessionResumption\":{}}");
            client.message();
            emulator.clock().advance(Duration.ofSeconds(4));
            List<JsonNode> messages = client.send(text("x")).turn();
            return String.valueOf(messages.stream()
                    .filter(message -> message.has("sessionResumptionUpdate"))
                    .count());
        });
        differences.put(Assumption.PROACTIVE_VIDEO_IS_ANSWERED, "You said: x", "I saw 1 picture.", emulator -> {
            LiveClient client = emulators
                    .live(emulator, "v1alpha", false, "key=" + emulator.apiKey())
                    .setUp(
                            "{\"model\":\"models/m\",\"proactivity\":{\"proactiveAudio\":true,\"proactiveVideo\":true}}");
            client.send("{\"realtimeInput\":{\"video\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}}");
            String said = LiveClient.said(client.send(text("x")).turn());
            return said.replace("I saw 1 picture. You", "You");
        });
    }

    private List<JsonNode> turn(GeminiEmulator emulator, String setup, String message) {
        return emulators.live(emulator).setUp(setup).send(message).turn();
    }

    private String ended(GeminiEmulator emulator, String message) {
        emulators.live(emulator).setUp(SETUP).send(message).hangUp();
        Await.until("the session ends", () -> emulator.sessions().get(0).end().isPresent());
        return String.valueOf(emulator.sessions().get(0).end().orElseThrow().code());
    }

    private static JsonNode last(List<JsonNode> messages) {
        return messages.get(messages.size() - 1);
    }

    private static String word(String word, String start, String end) {
        return "{\"word\":\"" + word + "\",\"startOffset\":\"" + start + "\",\"endOffset\":\"" + end + "\"}";
    }

    private static String audio(String mimeType, byte[] pcm) {
        return "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"" + mimeType + "\",\"data\":\""
                + Base64.getEncoder().encodeToString(pcm) + "\"}}}";
    }

    private static String text(String text) {
        return "{\"realtimeInput\":{\"text\":\"" + text + "\"}}";
    }
}
