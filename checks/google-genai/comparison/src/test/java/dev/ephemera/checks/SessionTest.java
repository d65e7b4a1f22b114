package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.CredentialForm;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.GeminiEmulator;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Google's clients talk with the emulator: what they send is understood, and what they hear is what was meant. */
final class SessionTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String TEXT_MODEL = "gemini-live-test";
    private static final String HELLO =
            "{\"turns\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello there\"}]}],\"turnComplete\":true}";

    private static final String LAMP =
            "{\"tools\":[{\"functionDeclarations\":[{\"name\":\"switch_lamp\",\"parameters\":"
                    + "{\"type\":\"OBJECT\",\"properties\":{\"on\":{\"type\":\"BOOLEAN\"}},\"required\":[\"on\"]}}]}]}";

    @RegisterExtension
    final Service service = new Service();

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void textTurn_withAKey_isAnswered(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        sdk.open(Target.of(emulator), TEXT_MODEL, "{\"responseModalities\":[\"TEXT\"]}");
        sdk.send("clientContent", HELLO);
        Heard heard = Heard.turn(sdk);
        assertThat(heard.text()).isEqualTo("You said: Hello there");
        assertThat(last(heard).path("usageMetadata").path("totalTokenCount").asInt())
                .isPositive();
        EmulatedSession session = Service.newestSession(emulator);
        assertThat(session.constrained()).isFalse();
        assertThat(session.credentialForm())
                .isEqualTo(sdk == Sdks.java() ? CredentialForm.KEY_IN_HEADER : CredentialForm.KEY_IN_QUERY);
        assertThat(members(session)).containsExactly("setup", "clientContent");
        sdk.hangUp(session);
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void textTurn_withAToken_isAnswered(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        Target target = Target.of(emulator);
        String token = sdk.mint(target, MAPPER.readTree("{\"uses\":1}"));
        sdk.open(target.with(token), TEXT_MODEL, "{}");
        sdk.send("realtimeInput", "{\"text\":\"Hello there\"}");
        assertThat(Heard.turn(sdk).text()).isEqualTo("You said: Hello there");
        EmulatedSession session = Service.newestSession(emulator);
        assertThat(session.constrained()).isTrue();
        assertThat(session.credentialForm())
                .isEqualTo(sdk == Sdks.java() ? CredentialForm.TOKEN_IN_HEADER : CredentialForm.TOKEN_IN_QUERY);
        assertThat(emulator.tokens().get(0).usesLeft()).hasValue(0);
        sdk.hangUp(session);
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void turns_oneAfterTheOther_areOneConversation(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        sdk.open(Target.of(emulator), TEXT_MODEL, "{\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\"}]}}");
        sdk.send("clientContent", HELLO.replace("true", "false"));
        sdk.send("clientContent", HELLO.replace("Hello there", "And you"));
        assertThat(Heard.turn(sdk).text()).isEqualTo("You said: Hello there And you");
        sdk.send("realtimeInput", "{\"text\":\"What did I say?\"}");
        assertThat(Heard.turn(sdk).text()).isEqualTo("You said before: Hello there And you");
        sdk.send("realtimeInput", "{\"text\":\"What are your instructions?\"}");
        assertThat(Heard.turn(sdk).text()).isEqualTo("My instructions: Be brief.");
        sdk.hangUp(Service.newestSession(emulator));
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void functionCall_answered_endsInOneTurn(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        sdk.open(Target.of(emulator), TEXT_MODEL, LAMP);
        sdk.send("realtimeInput", "{\"text\":\"Please switch_lamp for me\"}");
        JsonNode call = last(Heard.until(sdk, message -> Heard.has(message, "toolCall")))
                .path("toolCall")
                .path("functionCalls")
                .path(0);
        assertThat(call.path("name").asString("")).isEqualTo("switch_lamp");
        assertThat(call.path("args").path("on").isBoolean()).isTrue();
        sdk.send(
                "toolResponse",
                "{\"functionResponses\":[{\"id\":" + call.path("id")
                        + ",\"name\":\"switch_lamp\",\"response\":{\"lamp\":\"on\"}}]}");
        assertThat(Heard.turn(sdk).text()).isEqualTo("switch_lamp returned {\"lamp\":\"on\"}.");
        EmulatedSession session = Service.newestSession(emulator);
        assertThat(members(session)).last().isEqualTo("toolResponse");
        sdk.hangUp(session);
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void functionCall_interrupted_isCancelled(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        sdk.open(Target.of(emulator), TEXT_MODEL, LAMP);
        sdk.send("realtimeInput", "{\"text\":\"Please switch_lamp for me\"}");
        JsonNode call = last(Heard.until(sdk, message -> Heard.has(message, "toolCall")))
                .path("toolCall")
                .path("functionCalls")
                .path(0);
        sdk.send("clientContent", HELLO);
        Heard interrupted = Heard.turn(sdk);
        assertThat(interrupted.messages())
                .anyMatch(message ->
                        message.path("toolCallCancellation").path("ids").path(0).equals(call.path("id")))
                .anyMatch(message ->
                        message.path("serverContent").path("interrupted").asBoolean(false));
        assertThat(Heard.turn(sdk).text()).endsWith("You said: Hello there");
        sdk.hangUp(Service.newestSession(emulator));
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void contextUpdate_whereTheSdkHasIt_changesTheInstruction(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        sdk.open(Target.of(emulator), TEXT_MODEL, "{}");
        String update = "{\"systemInstruction\":{\"parts\":[{\"text\":\"Be loud.\"}],\"role\":\"user\"}}";
        if (sdk == Sdks.javascript2()) {
            assertThatThrownBy(() -> sdk.send("contextUpdate", update)).hasMessageContaining("is not a function");
        } else {
            sdk.send("contextUpdate", update);
            sdk.send("realtimeInput", "{\"text\":\"What are your instructions?\"}");
            assertThat(Heard.turn(sdk).text()).isEqualTo("My instructions: Be loud.");
        }
        sdk.hangUp(Service.newestSession(emulator));
    }

    private static JsonNode last(Heard heard) {
        return heard.messages().get(heard.messages().size() - 1);
    }

    private static List<String> members(EmulatedSession session) {
        return session.received().stream()
                .flatMap(message -> message.names().stream())
                .toList();
    }
}
