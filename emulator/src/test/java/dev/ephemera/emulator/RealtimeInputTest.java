package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Audio, pictures and activity of the user. */
final class RealtimeInputTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final String AUTOMATIC = "{\"model\":\"models/m\",\"inputAudioTranscription\":{}}";
    private static final String MANUAL = "{\"model\":\"models/m\",\"realtime_input_config\":"
            + "{\"automatic_activity_detection\":{\"disabled\":true}}}";
    private static final String INVALID = "Request contains an invalid argument.";

    /** Half a second of speech at 16,000 samples a second. */
    private static final String HALF_A_SECOND =
            Base64.getEncoder().encodeToString(Sound.at(16_000).speech(500).pcm());

    private static String realtime(String members) {
        return "{\"realtimeInput\":{" + members + "}}";
    }

    private static String audio(String mimeType) {
        return realtime("\"audio\":{\"mimeType\":\"" + mimeType + "\",\"data\":\"" + HALF_A_SECOND + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio/pcm;rate=16000", "audio/pcm", "audio/pcm; rate=16000", "AUDIO/PCM;rate=16000"})
    void audio_whenItsStreamEnds_isTranscribedAndAnswered(String mimeType) {
        LiveClient client = emulators.live(emulators.start()).setUp(AUTOMATIC);
        client.send(audio(mimeType)).send(audio(mimeType)).send(realtime("\"audioStreamEnd\":true"));
        List<JsonNode> turn = client.turn();
        assertThat(turn.stream()
                        .map(message -> message.path("serverContent").path("inputTranscription"))
                        .filter(transcription -> !transcription.isMissingNode())
                        .map(JsonNode::toString))
                .containsExactly("{\"text\":\"1.0 s of audio\"}");
        assertThat(LiveClient.said(turn)).isEqualTo("I heard 1.0 s of audio.");
        assertThat(turn.get(turn.size() - 1)
                        .path("usageMetadata")
                        .path("promptTokensDetails")
                        .toString())
                .isEqualTo("[{\"modality\":\"AUDIO\",\"tokenCount\":25}]");
    }

    @Test
    void audio_atAnotherRate_lastsAsLong() {
        LiveClient client = emulators.live(emulators.start()).setUp(AUTOMATIC);
        client.send(audio("audio/pcm;rate=8000")).send(realtime("\"audioStreamEnd\":true"));
        assertThat(LiveClient.said(client.turn())).isEqualTo("I heard 1.0 s of audio.");
    }

    @Test
    void audioStreamEnd_afterSilence_isNotAnswered() {
        LiveClient client = emulators.live(emulators.start()).setUp(AUTOMATIC);
        client.send(realtime("\"audioStreamEnd\":true")).send(realtime("\"text\":\"x\""));
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: x");
    }

    @Test
    void text_withPicturesBefore_isAnsweredWithThem() {
        LiveClient client = emulators.live(emulators.start()).setUp(AUTOMATIC);
        client.send(realtime("\"video\":{\"mimeType\":\"image/jpeg\",\"data\":\"AAAA\"}"));
        client.send("{\"realtime_input\":{\"media_chunks\":[{\"mime_type\":\"image/png\",\"data\":\"__4A\"},{}]}}");
        client.send("{\"realtimeInput\":{\"mediaChunks\":[{\"mimeType\":\"audio/pcm\",\"data\":\"AAAA\"}],"
                + "\"text\":\"Look\"}}");
        List<JsonNode> turn = client.turn();
        assertThat(LiveClient.said(turn)).isEqualTo("I saw 2 pictures. You said: Look");
        JsonNode usage = turn.get(turn.size() - 1).path("usageMetadata");
        assertThat(usage.path("promptTokensDetails").toString())
                .isEqualTo(
                        "[{\"modality\":\"TEXT\",\"tokenCount\":1},{\"modality\":\"IMAGE\",\"tokenCount\":258},{\"modality\":\"VIDEO\",\"tokenCount\":258}]");
    }

    @Test
    void video_whenItIsFasterThanAFrameASecond_isSeenOnceASecond() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators
                .live(emulator)
                .setUp("{\"model\":\"models/m\",\"generationConfig\":{\"mediaResolution\":\"MEDIA_RESOLUTION_LOW\"}}");
        for (int i = 1; i <= 5; i++) {
            client.send(realtime("\"video\":{\"mimeType\":\"image/jpeg\",\"data\":\"AAAA\"}"));
            int received = i + 1;
            Await.until(
                    "the frame is received",
                    () -> emulator.sessions().get(0).received().size() == received);
            emulator.clock().advance(Duration.ofMillis(400));
        }
        client.send(realtime("\"text\":\"x\""));
        List<JsonNode> turn = client.turn();
        // At 0, 1,200 and not before: the frames come every 400 ms.
        assertThat(LiveClient.said(turn)).isEqualTo("I saw 2 pictures. You said: x");
        assertThat(turn.get(turn.size() - 1)
                        .path("usageMetadata")
                        .path("promptTokenCount")
                        .asInt())
                .isEqualTo(2 * 64 + 1);
    }

    @Test
    void activity_whenItEnds_isAnswered() {
        LiveClient client = emulators.live(emulators.start()).setUp(MANUAL);
        client.send(realtime("\"activityStart\":{}")).send(audio("audio/pcm;rate=16000"));
        client.send(realtime("\"text\":\"and words\"")).send(realtime("\"activityEnd\":{}"));
        assertThat(LiveClient.said(client.turn())).isEqualTo("I heard 0.5 s of audio. You said: and words");
    }

    @Test
    void activityStart_whileAudioPlays_interrupts() {
        LiveClient client = emulators
                .live(emulators.start())
                .setUp(
                        "{\"model\":\"models/audio\",\"realtimeInputConfig\":{\"automaticActivityDetection\":{\"disabled\":true}}}");
        client.send(realtime("\"text\":\"Hello\""));
        client.until(message -> message.path("serverContent").has("generationComplete"));
        client.send(realtime("\"activityStart\":{}"));
        assertThat(client.message().path("serverContent").has("interrupted")).isTrue();
        assertThat(client.message().path("serverContent").has("turnComplete")).isTrue();
    }

    static Stream<Arguments> refused() {
        String explicit = "Explicit activity control is not supported when automatic activity detection is enabled";
        return Stream.of(
                arguments(AUTOMATIC, realtime("\"activityStart\":{}"), explicit),
                arguments(AUTOMATIC, realtime("\"activityEnd\":{}"), explicit),
                arguments(MANUAL, realtime("\"activityEnd\":{}"), INVALID),
                arguments(MANUAL, realtime("\"activityStart\":{},\"activityEnd\":{}"), INVALID),
                arguments(AUTOMATIC, audio("audio/mp3"), INVALID),
                arguments(AUTOMATIC, audio(""), INVALID),
                arguments(AUTOMATIC, audio("audio/pcm;rate=0"), INVALID),
                arguments(AUTOMATIC, audio("image/png"), INVALID),
                arguments(AUTOMATIC, realtime("\"audio\":{\"data\":\"AAAA\"}"), INVALID),
                arguments(AUTOMATIC, realtime("\"video\":{\"mimeType\":\"video/mp4\",\"data\":\"AAAA\"}"), INVALID),
                arguments(
                        AUTOMATIC,
                        realtime("\"mediaChunks\":[{\"mimeType\":\"text/plain\",\"data\":\"AAAA\"}]"),
                        INVALID),
                arguments(
                        AUTOMATIC,
                        realtime("\"audio\":{\"mimeType\":\"audio/pcm\",\"data\":\"!\"}"),
                        "Invalid value at 'realtime_input.audio.data' (TYPE_BYTES), \"!\""),
                arguments(
                        AUTOMATIC,
                        realtime("\"voice\":1"),
                        "Invalid JSON payload received. Unknown name \"voice\" at 'realtime_input': Cannot find field."),
                arguments(
                        AUTOMATIC,
                        "{\"clientContent\":{\"turns\":[{},{\"rolle\":1}]}}",
                        "Invalid JSON payload received. Unknown name \"rolle\" at 'client_content.turns[1]': Cannot find field."),
                arguments(AUTOMATIC, "{}", INVALID),
                arguments(
                        AUTOMATIC,
                        "{\"clientContent\":{},\"toolResponse\":{}}",
                        "Invalid value (oneof), oneof field 'message_type' is already set. Cannot set 'toolResponse'"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void message_whenItCannotBeTaken_closesWithTheReason(String setup, String message, String reason) {
        LiveClient client = emulators.live(emulators.start()).setUp(setup).send(message);
        assertThat(client.event())
                .isEqualTo(new LiveClient.Event("", false, 1007, reason.substring(0, Math.min(123, reason.length()))));
    }
}
