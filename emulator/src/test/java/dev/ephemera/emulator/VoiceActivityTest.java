package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Turns by the user's voice. */
final class VoiceActivityTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static String setup(String model, String more) {
        return "{\"model\":\"models/" + model + "\",\"inputAudioTranscription\":{}" + more + "}";
    }

    private static String audio(byte[] pcm, int rate) {
        return "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=" + rate + "\",\"data\":\""
                + Base64.getEncoder().encodeToString(pcm) + "\"}}}";
    }

    private static String audio(Sound sound) {
        return audio(sound.pcm(), 16_000);
    }

    private static Sound sound() {
        return Sound.at(16_000);
    }

    private static String frame() {
        return "{\"realtimeInput\":{\"video\":{\"mimeType\":\"image/jpeg\",\"data\":\"AAAA\"}}}";
    }

    @Test
    void speech_whenSilenceFollows_isTranscribedReportedAndAnswered() {
        LiveClient client = emulators.live(emulators.start()).setUp(setup("m", ""));
        client.send(audio(sound().silence(300).speech(800))).send(audio(sound().silence(500)));
        List<JsonNode> turn = client.turn();
        assertThat(turn.subList(0, 3))
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"serverContent\":{},\"voiceActivity\":{\"type\":\"ACTIVITY_START\",\"audioOffset\":\"0.300s\"}}",
                        "{\"serverContent\":{\"inputTranscription\":{\"text\":\"0.8 s of audio\"}}}",
                        "{\"serverContent\":{},\"voiceActivity\":{\"type\":\"ACTIVITY_END\",\"audioOffset\":\"1.100s\"}}");
        assertThat(LiveClient.said(turn)).isEqualTo("I heard 0.8 s of audio.");
        assertThat(turn.get(turn.size() - 1)
                        .path("usageMetadata")
                        .path("promptTokensDetails")
                        .toString())
                .isEqualTo("[{\"modality\":\"AUDIO\",\"tokenCount\":20}]");
    }

    /** Detection, what is heard of 100 ms of loud speech, 300 ms of quiet speech, a pause of 600 ms and 300 ms of speech. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'x':1 | I heard 0.4 s of audio.",
                "'startOfSpeechSensitivity':'START_SENSITIVITY_HIGH' | I heard 0.4 s of audio.",
                "'startOfSpeechSensitivity':'START_SENSITIVITY_LOW' | I heard 0.3 s of audio.",
                "'start_of_speech_sensitivity':'START_SENSITIVITY_LOW','prefix_padding_ms':100 | I heard 0.4 s of audio.",
                "'prefixPaddingMs':400 | I heard 0.4 s of audio.",
                "'silenceDurationMs':700 | I heard 1.3 s of audio.",
                "'endOfSpeechSensitivity':'END_SENSITIVITY_LOW' | I heard 1.3 s of audio.",
                "'silenceDurationMs':0,'endOfSpeechSensitivity':'END_SENSITIVITY_LOW' | I heard 0.4 s of audio."
            })
    void speech_byDetection_beginsAndEnds(String detection, String said) {
        LiveClient client = emulators
                .live(emulators.start())
                .setUp(setup(
                        "m",
                        ",\"realtimeInputConfig\":{\"automaticActivityDetection\":{"
                                + detection.replace("'x':1", "").replace('\'', '"') + "}}"));
        client.send(audio(sound().speech(100).tone(300, -39).silence(600).speech(300)))
                .send("{\"realtimeInput\":{\"audioStreamEnd\":true}}");
        assertThat(LiveClient.said(client.turn())).isEqualTo(said);
    }

    @Test
    void speech_whileAudioPlays_interruptsAndIsAnswered() {
        LiveClient client = emulators.live(emulators.start()).setUp(setup("audio", ",\"outputAudioTranscription\":{}"));
        client.send("{\"realtimeInput\":{\"text\":\"Hello\"}}");
        client.until(message -> message.path("serverContent").has("generationComplete"));
        client.send(audio(sound().speech(200)));
        assertThat(client.message().path("voiceActivity").path("type").asString())
                .isEqualTo("ACTIVITY_START");
        assertThat(client.message().toString()).isEqualTo("{\"serverContent\":{\"interrupted\":true}}");
        assertThat(client.message().path("serverContent").has("turnComplete")).isTrue();
        client.send(audio(sound().silence(500)));
        List<JsonNode> answer =
                client.until(message -> message.path("serverContent").has("generationComplete"));
        assertThat(LiveClient.said(answer)).isEqualTo("I heard 0.2 s of audio.");
    }

    @Test
    void speech_whenNothingInterrupts_isAnsweredAfterwards() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators
                .live(emulator)
                .setUp(
                        setup(
                                "audio",
                                ",\"outputAudioTranscription\":{},\"realtimeInputConfig\":{\"activityHandling\":\"NO_INTERRUPTION\"}"));
        client.send("{\"realtimeInput\":{\"text\":\"Hello\"}}");
        client.until(message -> message.path("serverContent").has("generationComplete"));
        client.send(audio(sound().speech(200).silence(500)));
        assertThat(client.until(message ->
                        message.path("voiceActivity").path("type").asString("").equals("ACTIVITY_END")))
                .noneMatch(message -> message.path("serverContent").has("interrupted"));
        emulator.clock().advance(Duration.ofSeconds(5));
        assertThat(client.message().path("serverContent").has("turnComplete")).isTrue();
        assertThat(LiveClient.said(
                        client.until(message -> message.path("serverContent").has("generationComplete"))))
                .isEqualTo("I heard 0.2 s of audio.");
    }

    @Test
    void silence_whenItsStreamEnds_isNotAnswered() {
        LiveClient client = emulators.live(emulators.start()).setUp(setup("m", ""));
        client.send(audio(sound().silence(2000))).send("{\"realtimeInput\":{\"audioStreamEnd\":true}}");
        client.send("{\"realtimeInput\":{\"text\":\"x\"}}");
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: x");
    }

    @Test
    void text_whileTheUserSpeaks_belongsToTheTurn() {
        LiveClient client = emulators.live(emulators.start()).setUp(setup("m", ""));
        client.send(audio(sound().speech(400))).send("{\"realtimeInput\":{\"text\":\"x\"}}");
        client.send(audio(sound().silence(500)));
        assertThat(LiveClient.said(client.turn())).isEqualTo("I heard 0.4 s of audio. You said: x");
    }

    @ParameterizedTest
    @CsvSource({
        "m, '', 0.4 s, 1 picture",
        "m, TURN_COVERAGE_UNSPECIFIED, 0.4 s, 1 picture",
        "m, TURN_INCLUDES_ALL_INPUT, 1.9 s, 3 pictures",
        "m, TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO, 0.4 s, 3 pictures",
        "live-3.1, '', 0.4 s, 3 pictures",
        "live-3.1, TURN_INCLUDES_ONLY_ACTIVITY, 0.4 s, 1 picture"
    })
    void turn_byItsCoverage_includesWhatItCovers(String model, String coverage, String heard, String seen) {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators
                .live(emulator)
                .setUp(setup(
                        model,
                        ",\"outputAudioTranscription\":{}"
                                + (coverage.isEmpty()
                                        ? ""
                                        : ",\"realtimeInputConfig\":{\"turnCoverage\":\"" + coverage + "\"}")));
        String[] messages = {
            audio(sound().silence(1000)),
            frame(),
            frame(),
            audio(sound().speech(400)),
            frame(),
            audio(sound().silence(500))
        };
        for (int i = 0; i < messages.length; i++) {
            client.send(messages[i]);
            int received = i + 2;
            Await.until(
                    "it is received",
                    () -> emulator.sessions().get(0).received().size() == received);
            emulator.clock().advance(Duration.ofSeconds(1));
        }
        assertThat(LiveClient.said(
                        client.until(message -> message.path("serverContent").has("generationComplete"))))
                .isEqualTo("I heard " + heard + " of audio. I saw " + seen + ".");
    }

    @Test
    void audio_whenAChunkEndsWithinASample_goesOnInTheNext() {
        byte[] pcm = sound().silence(100).speech(500).silence(600).pcm();
        LiveClient client = emulators.live(emulators.start()).setUp(setup("m", ""));
        for (int from = 0; from < pcm.length; from += 2001) {
            client.send(audio(Arrays.copyOfRange(pcm, from, Math.min(pcm.length, from + 2001)), 16_000));
        }
        assertThat(LiveClient.said(client.turn())).isEqualTo("I heard 0.5 s of audio.");
    }

    @Test
    void transcribingModel_writesWhatItHearsAndAnswersNothing() {
        LiveClient client = emulators.live(emulators.start()).setUp("{\"model\":\"models/gemini-live-transcribe\"}");
        client.send(audio(sound().speech(600))).send(audio(sound().speech(600))).send(audio(sound().silence(500)));
        client.send(audio(sound().speech(100)));
        List<JsonNode> messages = client.until(message ->
                message.path("voiceActivity").path("audioOffset").asString("").equals("1.700s"));
        assertThat(messages)
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"serverContent\":{},\"voiceActivity\":{\"type\":\"ACTIVITY_START\",\"audioOffset\":\"0s\"}}",
                        "{\"serverContent\":{\"interimInputTranscription\":{\"text\":\"0.6 s of audio\"}}}",
                        "{\"serverContent\":{\"interimInputTranscription\":{\"text\":\"1.2 s of audio\"}}}",
                        "{\"serverContent\":{\"inputTranscription\":{\"text\":\"1.2 s of audio\"}}}",
                        "{\"serverContent\":{\"generationComplete\":true}}",
                        "{\"serverContent\":{},\"voiceActivity\":{\"type\":\"ACTIVITY_END\",\"audioOffset\":\"1.200s\"}}",
                        "{\"serverContent\":{},\"voiceActivity\":{\"type\":\"ACTIVITY_START\",\"audioOffset\":\"1.700s\"}}");
        client.send("{\"realtimeInput\":{\"text\":\"x\"}}");
        assertThat(client.end().reason()).isEqualTo("Request contains an invalid argument.");
    }
}
