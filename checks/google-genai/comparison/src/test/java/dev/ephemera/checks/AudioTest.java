package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.GeminiEmulator;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Google's clients speak with the emulator: audio and pictures in, audio and transcripts out. */
final class AudioTest {

    private static final String MODEL = "gemini-native-audio-test";
    private static final String BOTH_TRANSCRIBED =
            "{\"responseModalities\":[\"AUDIO\"]," + "\"inputAudioTranscription\":{},\"outputAudioTranscription\":{}";
    private static final String PUSH_TO_TALK =
            ",\"realtimeInputConfig\":{\"automaticActivityDetection\":{\"disabled\":true}}}";
    private static final String PICTURE = "{\"data\":\"/9j/4AAQ\",\"mimeType\":\"image/jpeg\"}";

    @RegisterExtension
    final Service service = new Service();

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void audio_untilItsStreamEnds_isAnsweredInAudio(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        sdk.open(Target.of(emulator), MODEL, BOTH_TRANSCRIBED + "}");
        sdk.send("realtimeInput", "{\"audio\":" + Tone.blob(250) + "}");
        sdk.send("realtimeInput", "{\"audio\":" + Tone.blob(250) + "}");
        sdk.send("realtimeInput", "{\"audioStreamEnd\":true}");
        answered(sdk, emulator, "I heard 0.5 s of audio.", "0.5 s of audio");
        sdk.hangUp(Service.newestSession(emulator));
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void audio_betweenActivityMarks_isAnsweredInAudio(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        sdk.open(Target.of(emulator), MODEL, BOTH_TRANSCRIBED + PUSH_TO_TALK);
        sdk.send("realtimeInput", "{\"activityStart\":{}}");
        sdk.send("realtimeInput", "{\"audio\":" + Tone.blob(100) + "}");
        sdk.send("realtimeInput", "{\"activityEnd\":{}}");
        answered(sdk, emulator, "I heard 0.1 s of audio.", "0.1 s of audio");
        sdk.hangUp(Service.newestSession(emulator));
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void pictures_inBothFields_areSeen(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        sdk.open(Target.of(emulator), MODEL, BOTH_TRANSCRIBED + "}");
        sdk.send("realtimeInput", "{\"video\":" + PICTURE + "}");
        sdk.send("realtimeInput", "{\"media\":" + PICTURE + "}");
        sdk.send("realtimeInput", "{\"text\":\"What is it?\"}");
        answered(sdk, emulator, "I saw 2 pictures. You said: What is it?", "");
        EmulatedSession session = Service.newestSession(emulator);
        assertThat(session.received().get(2).toString()).contains("mediaChunks");
        sdk.hangUp(session);
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void playback_interruptedByText_endsTheTurn(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        sdk.open(Target.of(emulator), MODEL, BOTH_TRANSCRIBED + "}");
        sdk.send("realtimeInput", "{\"text\":\"Tell me a long story\"}");
        Heard.until(sdk, message -> Heard.has(message, "serverContent", "generationComplete"));
        sdk.send("realtimeInput", "{\"text\":\"Stop\"}");
        Heard interrupted = Heard.turn(sdk);
        assertThat(interrupted.messages())
                .anyMatch(message ->
                        message.path("serverContent").path("interrupted").asBoolean(false));
        answered(sdk, emulator, "You said: Stop", "");
        sdk.hangUp(Service.newestSession(emulator));
    }

    /** The audio comes at once, and the turn is over when it has been played. */
    private static void answered(Sdk sdk, GeminiEmulator emulator, String said, String heard) {
        Heard generated = Heard.until(sdk, message -> Heard.has(message, "serverContent", "generationComplete"));
        assertThat(generated.outputTranscript()).isEqualTo(said);
        assertThat(generated.inputTranscript()).isEqualTo(heard);
        assertThat(generated.audioBytes()).isPositive();
        assertThat(generated.messages()).noneMatch(message -> Heard.has(message, "serverContent", "turnComplete"));
        emulator.clock().advance(Duration.ofMillis(generated.audioBytes() / 48L - 1));
        assertThat(sdk.silentFor(Duration.ofMillis(50))).isTrue();
        emulator.clock().advance(Duration.ofMillis(2));
        Heard over = Heard.turn(sdk);
        assertThat(over.messages()
                        .get(0)
                        .path("usageMetadata")
                        .path("responseTokensDetails")
                        .path(0)
                        .path("modality")
                        .asString(""))
                .isEqualTo("AUDIO");
    }
}
