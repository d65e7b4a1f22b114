package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.types.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the user is taken to be speaking, by what either side has said. */
final class UserSpeechTest {

    /** > what the client sends; all else as {@link Said} reads it. */
    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource({
        "'', false",
        ">audio, false",
        ">start, true",
        ">start >audio, true",
        ">start >end, false",
        ">start >off, false",
        ">start text:late, true", // of the turn that it interrupts
        "vad:ACTIVITY_START, true",
        "vad:ACTIVITY_START text:a, true",
        "vad:ACTIVITY_START vad:ACTIVITY_END, false",
        "signal:VAD_SIGNAL_TYPE_SOS, true",
        "signal:VAD_SIGNAL_TYPE_SOS signal:VAD_SIGNAL_TYPE_EOS, false",
        "signal:VAD_SIGNAL_TYPE_SOS update:h, true",
        "in:a, true",
        "interim:a, true",
        "interim:a in:a, true",
        "in:a in:b update:h, true",
        "in:a text:b, false", // the model answers
        "in:a audio, false",
        "in:a out:b, false",
        "in:a call:1, false",
        "in:a done, false", // by silence
        "in:a last:b, false",
        "in:a last:b in:c, true",
        "interim:a in:a all vad:ACTIVITY_END, false", // of a model that only transcribes
        "in:a vad:ACTIVITY_END, false",
        "in:a signal:VAD_SIGNAL_TYPE_EOS, false",
        "in:a >end, false",
        "in:a >off, false",
        "text:a in:late text:b, false", // what the turn answers
        "text:a in:late done, false",
        "text:a done in:late, true", // or the next utterance: it cannot be told
        "text:a done in:late text:b, false",
        "text:a cut, true",
        "text:a cut done, true", // the end of the turn that the speech has interrupted
        "text:a cut+done, true",
        "text:a cut done text:b, false",
        "text:a cut done done, false",
        "text:a cut in:b done, true",
        "text:a+cut done, true",
    })
    void isSpeaking_afterWhatWasSaid_isAsFarAsThatTells(String said, boolean speaking) {
        UserSpeech speech = new UserSpeech();

        for (String word : said.split(" ", -1)) {
            switch (word) {
                case ">start" -> speech.leaves(ClientMessages.activityStart());
                case ">end" -> speech.leaves(ClientMessages.activityEnd());
                case ">off" -> speech.leaves(ClientMessages.audioStreamEnd());
                case ">audio" -> speech.leaves(ClientMessages.audio(Bytes.copyOf(new byte[2]), PcmFormat.INPUT));
                default -> Said.messages(word).forEach(speech::received);
            }
        }

        assertThat(speech.isSpeaking()).isEqualTo(speaking);
        speech.cut();
        assertThat(speech.isSpeaking()).isFalse();
    }
}
