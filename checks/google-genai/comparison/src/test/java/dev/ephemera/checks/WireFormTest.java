package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.GeminiEmulator;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each message that Google's clients send, as they write it: Java mixes snake_case in, and the emulator takes both. */
final class WireFormTest {

    private static final String BLOB = "{\"data\":\"//4A\",\"mimeType\":\"audio/pcm;rate=16000\"}";
    private static final String PICTURE = "{\"data\":\"/9j/4AAQ\",\"mimeType\":\"image/jpeg\"}";

    @RegisterExtension
    final Service service = new Service();

    /** What is given to the SDK's method for a member, and what it makes of it. */
    private record Message(String member, String given, String sent) {

        Message(String member, String given) {
            this(member, given, given);
        }

        JsonNode frame(Sdk sdk) {
            boolean snake = sdk == Sdks.java() && member.equals("realtimeInput");
            return Json.of("{\"" + (snake ? "realtime_input" : member) + "\":" + sent + "}");
        }
    }

    private static final List<Message> MESSAGES = List.of(
            new Message("realtimeInput", "{\"activityStart\":{}}"),
            new Message("realtimeInput", "{\"audio\":" + BLOB + "}"),
            new Message("realtimeInput", "{\"video\":" + PICTURE + "}"),
            new Message("realtimeInput", "{\"media\":" + PICTURE + "}", "{\"mediaChunks\":[" + PICTURE + "]}"),
            new Message("realtimeInput", "{\"activityEnd\":{}}"),
            new Message("realtimeInput", "{\"audioStreamEnd\":true}"),
            new Message("realtimeInput", "{\"text\":\"Hello\"}"),
            new Message(
                    "clientContent",
                    "{\"turns\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}],\"turnComplete\":false}"),
            new Message("clientContent", "{\"turnComplete\":true}"),
            new Message(
                    "toolResponse",
                    "{\"functionResponses\":[{\"id\":\"1\",\"name\":\"f\",\"response\":{\"output\":1},"
                            + "\"scheduling\":\"SILENT\",\"willContinue\":false}]}"));

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void messages_ofEveryKind_areTaken(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        String config = "{\"realtimeInputConfig\":{\"automaticActivityDetection\":{\"disabled\":true}}}";
        sdk.open(Target.of(emulator), "gemini-live", config);
        MESSAGES.forEach(message -> sdk.send(message.member(), message.given()));
        EmulatedSession session = Service.newestSession(emulator);
        sdk.hangUp(session);
        List<JsonNode> frames = session.received().stream().map(Json::of).toList();
        assertThat(frames.get(0))
                .isEqualTo(Json.of("{\"setup\":{\"model\":\"models/gemini-live\","
                        + config.substring(1, config.length() - 1) + "}}"));
        assertThat(frames.subList(1, frames.size()))
                .containsExactlyElementsOf(
                        MESSAGES.stream().map(message -> message.frame(sdk)).toList());
    }
}
