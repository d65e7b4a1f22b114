package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.SessionTelemetry.Input;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.LiveServerMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TurnTimingTest {

    private static final String TEXT = "{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\"t\"}]}}}";
    private static final String THOUGHT =
            "{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\"t\",\"thought\":true}]}}}";
    private static final String AUDIO = "{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"inlineData\":{\"mimeType\":"
            + "\"audio/pcm;rate=24000\",\"data\":\"AAAA\"}}]}}}";
    private static final String CALL = "{\"toolCall\":{\"functionCalls\":[{\"id\":\"1\",\"name\":\"f\"}]}}";
    private static final String COMPLETE = "{\"serverContent\":{\"turnComplete\":true}}";
    private static final String INTERRUPTED = "{\"serverContent\":{\"interrupted\":true}}";
    private static final String SPOKEN = "{\"voiceActivity\":{\"type\":\"ACTIVITY_END\"}}";
    private static final String SPEAKS = "{\"voiceActivity\":{\"type\":\"ACTIVITY_START\"}}";
    private static final String SIGNAL =
            "{\"voiceActivityDetectionSignal\":{\"vadSignalType\":\"VAD_SIGNAL_TYPE_EOS\"}}";
    private static final String TRANSCRIPT = "{\"serverContent\":{\"outputTranscription\":{\"text\":\"t\"}}}";
    private static final String HEARD = "{\"serverContent\":{\"inputTranscription\":{\"text\":\"t\"}}}";
    private static final String GENERATED = "{\"serverContent\":{\"generationComplete\":true}}";

    private final List<String> measured = new ArrayList<>();
    private final TurnCounter counter = new TurnCounter();
    private final TurnTiming timing = new TurnTiming(new TurnTiming.Measured() {

        @Override
        public void turnBegan() {
            measured.add("began");
        }

        @Override
        public void turnLatency(Input input, long nanos) {
            measured.add(input + " " + nanos);
        }

        @Override
        public void timeToFirstAudio(Input input, long nanos) {
            measured.add("audio " + input + " " + nanos);
        }

        @Override
        public void turnOver(
                TurnTiming.End end, @Nullable Input input, long nanos, long latency, long timeToFirstAudio) {
            measured.add(end + " " + input + " " + nanos + " " + latency + " " + timeToFirstAudio);
        }
    });

    private TurnTimingTest came(long now, String... messages) {
        for (String message : messages) {
            LiveServerMessage read = Json.read(message.getBytes(StandardCharsets.UTF_8), LiveServerMessage.class);
            for (LiveEvent event : LiveEvents.of(read, counter.turnOf(read))) {
                timing.came(event, now);
            }
        }
        return this;
    }

    private TurnTimingTest asked(long now, Input input) {
        timing.asked(input, now);
        return this;
    }

    @Test
    void answer_ofAnyKind_isMeasuredOnceFromTheLastInputBeforeIt() {
        for (String output : List.of(TEXT, THOUGHT, TRANSCRIPT, CALL)) {
            measured.clear();
            asked(10, Input.CONTENT)
                    .asked(20, Input.TEXT)
                    .came(50, output)
                    .came(70, TEXT)
                    .came(90, COMPLETE);

            assertThat(measured).as(output).containsExactly("began", "TEXT 30", "COMPLETE TEXT 40 30 -1");
        }
    }

    @Test
    void firstAudio_isMeasuredOnceATurn_fromWhatTheTurnAnswers() {
        asked(0, Input.ACTIVITY_END)
                .came(5, HEARD)
                .came(10, TEXT)
                .came(30, AUDIO)
                .came(40, AUDIO, COMPLETE);

        assertThat(measured)
                .containsExactly("began", "ACTIVITY_END 10", "audio ACTIVITY_END 30", "COMPLETE ACTIVITY_END 30 10 30");
    }

    @Test
    void functions_thatTheModelWaitsFor_areAnAnswerAndThenAnInput_andPartOfTheTimeToTheFirstAudio() {
        asked(0, Input.TEXT)
                .came(10, CALL)
                .asked(100, Input.TOOL_RESPONSE)
                .came(130, AUDIO)
                .came(140, AUDIO, GENERATED, COMPLETE);

        assertThat(measured)
                .containsExactly("began", "TEXT 10", "TOOL_RESPONSE 30", "audio TEXT 130", "COMPLETE TEXT 130 10 130");
    }

    @Test
    void functions_beforeWhoseResponseTheModelSpeaks_delayNothing() {
        asked(0, Input.TEXT)
                .came(10, CALL)
                .came(20, TEXT)
                .asked(30, Input.TOOL_RESPONSE)
                .came(40, TEXT, COMPLETE);

        assertThat(measured).containsExactly("began", "TEXT 10", "COMPLETE TEXT 30 10 -1");
    }

    @Test
    void endOfSpeech_ofEitherKind_isMoreThanTheAudioThatFollows() {
        for (String end : List.of(SPOKEN, SIGNAL)) {
            measured.clear();
            asked(0, Input.AUDIO)
                    .came(1, SPEAKS)
                    .came(20, end)
                    .asked(30, Input.AUDIO)
                    .came(50, AUDIO, COMPLETE);

            assertThat(measured)
                    .as(end)
                    .containsExactly("began", "SPEECH_END 30", "audio SPEECH_END 30", "COMPLETE SPEECH_END 0 30 30");
        }
    }

    @Test
    void audio_withoutAnyEndOfSpeech_countsFromItsLastPiece_andOpensTurnsOnly() {
        asked(0, Input.AUDIO)
                .asked(30, Input.AUDIO)
                .came(50, CALL)
                .asked(60, Input.AUDIO)
                .came(70, CALL, COMPLETE);

        assertThat(measured).containsExactly("began", "AUDIO 20", "COMPLETE AUDIO 20 20 -1");
    }

    @Test
    void inputWhileTheModelSpeaks_countsForWhatFollowsItsInterruption() {
        asked(0, Input.TEXT)
                .came(10, TEXT)
                .asked(20, Input.TEXT)
                .came(25, TEXT)
                .came(30, INTERRUPTED, COMPLETE)
                .came(90, TEXT, COMPLETE);

        assertThat(measured)
                .containsExactly(
                        "began", "TEXT 10", "INTERRUPTED TEXT 20 10 -1", "began", "TEXT 70", "COMPLETE TEXT 0 70 -1");
    }

    @Test
    void turnWithoutOutput_isAnAnswer_andNotTakenForTheNextOne() {
        asked(0, Input.TEXT).came(10, COMPLETE).came(50, AUDIO, COMPLETE);

        assertThat(measured).containsExactly("began", "COMPLETE null 0 -1 -1");
    }

    @Test
    void over_whenNothingIsOpen_isNothing_andElseTheTurnsEnd() {
        timing.over(TurnTiming.End.LOST, 5);
        asked(0, Input.CONTENT).came(10, TEXT);
        timing.over(TurnTiming.End.LOST, 15);

        assertThat(measured).containsExactly("began", "CONTENT 10", "LOST CONTENT 5 10 -1");
    }
}
