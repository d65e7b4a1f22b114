package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.VoiceActivityType;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LiveEventsTest {

    private static List<LiveEvent> events(String json) {
        return LiveEvents.of(Json.read(json, LiveServerMessage.class), 7);
    }

    private static List<String> kinds(String json) {
        return events(json).stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    private static <E> E only(String json, Class<E> type) {
        List<LiveEvent> events = events(json);
        assertThat(events).singleElement().isInstanceOf(type);
        return type.cast(events.get(0));
    }

    private static String content(String members) {
        return "{\"serverContent\":{" + members + "}}";
    }

    private static String parts(String parts) {
        return content("\"modelTurn\":{\"parts\":[" + parts + "]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"setupComplete\":{} | SetupComplete",
                "\"setupComplete\":{\"sessionId\":\"1\"} | SetupComplete",
                "\"voiceActivity\":{\"type\":\"ACTIVITY_START\"} | VoiceActivity",
                "\"voiceActivityDetectionSignal\":{\"vadSignalType\":\"VAD_SIGNAL_TYPE_SOS\"} | VoiceActivityDetectionSignal",
                "\"toolCall\":{\"functionCalls\":[{\"id\":\"1\",\"name\":\"f\"}]} | ToolCall",
                "\"toolCallCancellation\":{\"ids\":[\"1\"]} | ToolCallCancellation",
                "\"goAway\":{\"timeLeft\":\"50s\"} | GoAway",
                "\"sessionResumptionUpdate\":{\"newHandle\":\"h\",\"resumable\":true} | ResumptionUpdate",
                "\"usageMetadata\":{\"totalTokenCount\":1} | Usage",
                "\"setupComplete\":{},\"newer\":1 | SetupComplete"
            })
    void of_whenAMemberStandsAlone_isItsEvent(String member, String kind) {
        assertThat(kinds("{" + member + "}")).containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"modelTurn\":{\"parts\":[{\"text\":\"hi\"}]} | Text",
                "\"generationComplete\":true | GenerationComplete",
                "\"turnComplete\":true | TurnComplete",
                "\"interrupted\":true | Interrupted",
                "\"groundingMetadata\":{} | Grounding",
                "\"inputTranscription\":{\"text\":\"a\"} | InputTranscription",
                "\"outputTranscription\":{\"text\":\"a\"} | OutputTranscription",
                "\"urlContextMetadata\":{} | UrlContext",
                "\"waitingForInput\":true | WaitingForInput",
                "\"interimInputTranscription\":{\"text\":\"a\"} | InterimInputTranscription",
                "\"interactionStatus\":\"IDLE\" | InteractionStatusChange",
                "\"generationComplete\":false | Unrecognized",
                "\"turnComplete\":false | Unrecognized",
                "\"interrupted\":false | Unrecognized",
                "\"waitingForInput\":false | Unrecognized"
            })
    void of_whenTheContentHasOneMember_isItsEvent(String member, String kind) {
        assertThat(kinds(content(member))).containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\":\"a\"} | Text",
                "{\"text\":\"a\",\"thought\":false} | Text",
                "{\"text\":\"a\",\"thought\":true} | Thought",
                "{\"inlineData\":{\"mimeType\":\"audio/pcm;rate=24000\",\"data\":\"AAAA\"}} | Audio",
                "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}} | Media",
                "{\"inlineData\":{\"data\":\"AAAA\"}} | Media",
                "{\"inlineData\":{\"mimeType\":\"audio/mpeg\",\"data\":\"AAAA\"}} | Media",
                "{\"executableCode\":{\"code\":\"1\"}} | ModelPart",
                "{\"codeExecutionResult\":{\"output\":\"1\"}} | ModelPart",
                "{\"fileData\":{\"fileUri\":\"u\"}} | ModelPart",
                "{\"functionCall\":{\"name\":\"f\"}} | ModelPart",
                "{\"thoughtSignature\":\"AAAA\"} | ModelPart",
                "{} | ModelPart",
                "{\"newer\":1} | ModelPart",
                "{\"text\":\"a\",\"inlineData\":{\"mimeType\":\"audio/pcm\",\"data\":\"AAAA\"}} | Text"
            })
    void of_whenTheModelSaysAPart_isTheEventOfItsKind(String part, String kind) {
        assertThat(kinds(parts(part))).containsExactly(kind);
    }

    @Test
    void of_whenPartsFollowEachOther_keepsTheirOrder() {
        assertThat(events(parts("{\"text\":\"one\"},{\"text\":\"two\",\"thought\":true},{\"text\":\"three\"}")))
                .extracting(event ->
                        event instanceof LiveEvent.Text text ? text.text() : ((LiveEvent.Thought) event).text())
                .containsExactly("one", "two", "three");
    }

    @Test
    void of_whenOneMessageHoldsEverything_hasTheDocumentedOrderAndKeepsTheMessage() {
        String everything = """
                {"goAway":{}, "usageMetadata":{}, "sessionResumptionUpdate":{}, "toolCallCancellation":{}, "toolCall":{},
                 "voiceActivityDetectionSignal":{}, "voiceActivity":{}, "setupComplete":{}, "serverContent":{
                   "turnComplete":true, "interactionStatus":"IDLE", "waitingForInput":true, "interrupted":true,
                   "generationComplete":true, "urlContextMetadata":{}, "groundingMetadata":{}, "outputTranscription":{},
                   "inputTranscription":{}, "interimInputTranscription":{}, "modelTurn":{"parts":[{"text":"a"},
                     {"text":"b","thought":true}, {"inlineData":{"mimeType":"audio/pcm"}},
                     {"inlineData":{"mimeType":"image/png"}}, {"executableCode":{}}]}}}""";
        assertThat(kinds(everything))
                .containsExactly(
                        "SetupComplete",
                        "VoiceActivity",
                        "VoiceActivityDetectionSignal",
                        "InterimInputTranscription",
                        "InputTranscription",
                        "Text",
                        "Thought",
                        "Audio",
                        "Media",
                        "ModelPart",
                        "OutputTranscription",
                        "Grounding",
                        "UrlContext",
                        "ToolCall",
                        "ToolCallCancellation",
                        "ResumptionUpdate",
                        "Usage",
                        "GenerationComplete",
                        "Interrupted",
                        "WaitingForInput",
                        "InteractionStatusChange",
                        "TurnComplete",
                        "GoAway");
        LiveServerMessage message = Json.read(everything, LiveServerMessage.class);
        assertThat(LiveEvents.of(message, 7))
                .allSatisfy(event -> assertThat(event.message()).isSameAs(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"serverContent\":{}}",
                "{\"serverContent\":{\"modelTurn\":{}}}",
                "{\"serverContent\":null}",
                "{\"newer\":{\"a\":1}}",
                "{\"serverContent\":{\"newer\":true}}"
            })
    void of_whenNothingIsRecognized_isOneEventThatSaysSo(String json) {
        LiveEvent.Unrecognized event = only(json, LiveEvent.Unrecognized.class);

        assertThat(event.malformed()).isEmpty();
        assertThat(event.message()).isEqualTo(Json.read(json, LiveServerMessage.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "voiceActivityType"})
    void voiceActivity_inEachSpelling_isRead(String name) {
        LiveEvent.VoiceActivity event = only(
                "{\"voiceActivity\":{\"" + name + "\":\"ACTIVITY_END\",\"audioOffset\":\"0.440s\"}}",
                LiveEvent.VoiceActivity.class);

        assertThat(event.voiceActivity().voiceActivityType()).contains(VoiceActivityType.ACTIVITY_END);
        assertThat(event.voiceActivity().audioOffset()).contains(Duration.ofMillis(440));
    }

    static Stream<String> eachFieldAlone() {
        Stream<String> ofMessage = fields("LiveServerMessage")
                .filter(field -> !field.jsonName().equals("serverContent"))
                .map(field -> "{" + set(field) + "}");
        Stream<String> ofContent = fields("LiveServerContent")
                // It says why a turn ended and stands beside turnComplete, whose event shows it.
                .filter(field -> !field.jsonName().equals("turnCompleteReason"))
                .map(field -> content(set(field)));
        return Stream.concat(ofMessage, ofContent);
    }

    private static Stream<FieldDescriptor> fields(String message) {
        return Descriptors.message(message).fields().stream();
    }

    private static String set(FieldDescriptor field) {
        String value = switch (field.kind()) {
            case BOOL -> "true";
            case ENUM -> "\"NEW_ONE\"";
            case MESSAGE -> field.jsonName().equals("modelTurn") ? "{\"parts\":[{}]}" : "{}";
            default -> throw new AssertionError("a kind that this test does not set: " + field);
        };
        return "\"" + field.jsonName() + "\":" + value;
    }

    @ParameterizedTest
    @MethodSource("eachFieldAlone")
    void of_whenAnyFieldOfTheDescriptionIsSetAlone_recognizesIt(String json) {
        assertThat(kinds(json)).hasSize(1).doesNotContain("Unrecognized");
    }

    @Test
    void audio_whenItComes_bringsSamplesAndRate() {
        LiveEvent.Audio audio = only(
                parts("{\"inlineData\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\"AQID\"}}"),
                LiveEvent.Audio.class);

        assertThat(audio.sampleRate()).isEqualTo(16_000);
        assertThat(audio.format()).isEqualTo(PcmFormat.INPUT);
        assertThat(audio.pcm()).isEqualTo(Bytes.copyOf(new byte[] {1, 2, 3}));
        assertThat(only(parts("{\"inlineData\":{\"mimeType\":\"audio/pcm\"}}"), LiveEvent.Audio.class)
                        .pcm())
                .isEqualTo(Bytes.empty());
    }

    @Test
    void events_thatBelongToATurn_tellItsNumber() {
        assertThat(only(parts("{\"inlineData\":{\"mimeType\":\"audio/pcm\"}}"), LiveEvent.Audio.class)
                        .turn())
                .isEqualTo(7);
        assertThat(only(content("\"interrupted\":true"), LiveEvent.Interrupted.class)
                        .staleThrough())
                .isEqualTo(7);
        assertThat(only(content("\"turnComplete\":true"), LiveEvent.TurnComplete.class)
                        .turn())
                .isEqualTo(7);
    }

    @Test
    void events_withAViewOfTheMessage_showIt() {
        LiveEvent.TurnComplete turn = (LiveEvent.TurnComplete)
                events("{\"serverContent\":{\"turnComplete\":true,\"turnCompleteReason\":\"NEW_ONE\"},"
                                + "\"usageMetadata\":{\"totalTokenCount\":546}}")
                        .get(1);
        assertThat(turn.usage().flatMap(usage -> usage.totalTokenCount())).contains(546);
        assertThat(turn.reason()).hasToString("Optional[NEW_ONE]");
        assertThat(only("{\"goAway\":{\"timeLeft\":\"50s\"}}", LiveEvent.GoAway.class)
                        .timeLeft())
                .contains(Duration.ofSeconds(50));
        assertThat(only("{\"sessionResumptionUpdate\":{}}", LiveEvent.ResumptionUpdate.class)
                        .resumable())
                .isFalse();
        assertThat(only(content("\"inputTranscription\":{}"), LiveEvent.InputTranscription.class)
                        .text())
                .isEmpty();
        assertThat(only(content("\"outputTranscription\":{\"text\":\"a\"}"), LiveEvent.OutputTranscription.class)
                        .text())
                .isEqualTo("a");
        assertThat(only("{\"toolCallCancellation\":{\"ids\":[\"1\",\"2\"]}}", LiveEvent.ToolCallCancellation.class)
                        .ids())
                .containsExactly("1", "2");
    }

    @Test
    void toString_ofAnEventWithAHandle_hidesIt() {
        LiveEvent event = events("{\"sessionResumptionUpdate\":{\"newHandle\":\"SECRET\",\"resumable\":true}}")
                .get(0);

        assertThat(event.toString()).doesNotContain("SECRET").contains("resumable=true");
    }
}
