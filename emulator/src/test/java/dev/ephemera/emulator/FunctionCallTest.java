package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class FunctionCallTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final String SETUP = """
            {"model":"models/m","tools":[{"googleSearch":{}},{"functionDeclarations":[
             {"name":"get_weather","parameters":{"type":"OBJECT","required":["city","days","exact","tags","where","unit"],
              "properties":{"city":{"type":"STRING"},"days":{"type":"INTEGER"},"exact":{"type":"BOOLEAN"},
               "tags":{"type":"ARRAY"},"where":{"type":"OBJECT","required":["x"],"properties":{"x":{"type":"NUMBER"}}},
               "unit":{"type":"STRING","enum":["C","F"]},"hint":{"type":"STRING"}}}},
             {"name":"get","parametersJsonSchema":{"type":"object","required":["a"],"properties":{"a":{"type":"string"}}}},
             {"name":"later","behavior":"NON_BLOCKING"}]}]}""";

    private LiveClient start() {
        return emulators.live(emulators.start()).setUp(SETUP);
    }

    /** One whose answers take time to play. */
    private LiveClient startAudio() {
        return emulators
                .live(emulators.start())
                .setUp(SETUP.replace("models/m", "models/audio")
                        .replace("\"tools\"", "\"outputAudioTranscription\":{},\"tools\""));
    }

    private static String ask(String text) {
        return "{\"realtimeInput\":{\"text\":\"" + text + "\"}}";
    }

    private static String answer(String id, String more) {
        return "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"" + id
                + "\",\"name\":\"f\",\"response\":{\"output\":1}" + more + "}]}}";
    }

    @Test
    void function_whenTheTextNamesIt_isCalledAndItsResponseContinuesTheTurn() {
        LiveClient client = start().send(ask("get_weather for me"));
        JsonNode call = client.message();
        assertThat(call.toString())
                .isEqualTo(
                        "{\"toolCall\":{\"functionCalls\":[{\"id\":\"function-call-1\",\"name\":\"get_weather\",\"args\":"
                                + "{\"city\":\"city\",\"days\":1,\"exact\":true,\"tags\":[],\"where\":{\"x\":1},\"unit\":\"C\"}}]}}");
        assertThat(client.isQuiet()).isTrue();
        client.send(answer("function-call-1", ""));
        List<JsonNode> turn = client.turn();
        assertThat(LiveClient.said(turn)).isEqualTo("f returned {\"output\":1}.");
        assertThat(turn.stream().filter(message -> message.path("serverContent").has("turnComplete")))
                .hasSize(1);
        JsonNode usage = turn.get(turn.size() - 1).path("usageMetadata");
        assertThat(usage.path("toolUsePromptTokenCount").asInt()).isEqualTo(3);
        assertThat(usage.path("totalTokenCount").asInt())
                .isEqualTo(usage.path("promptTokenCount").asInt()
                        + usage.path("responseTokenCount").asInt()
                        + 3);
    }

    @Test
    void functions_whenSeveralAreNamed_areCalledTogetherAndAwaitedTogether() {
        LiveClient client = start().send(ask("get, then get_weather"));
        JsonNode calls = client.message().path("toolCall").path("functionCalls");
        assertThat(calls.size()).isEqualTo(2);
        assertThat(calls.path(1).path("args").toString()).isEqualTo("{\"a\":\"a\"}");
        client.send(answer("function-call-1", ""));
        client.send(answer("never-issued", ""));
        client.send(answer("function-call-2", ""));
        assertThat(LiveClient.said(client.turn())).isEqualTo("f returned {\"output\":1}. f returned {\"output\":1}.");
    }

    @Test
    void function_whenItsNameIsPartOfAWord_isNotCalled() {
        assertThat(LiveClient.said(start().send(ask("forget gets get_x")).turn()))
                .isEqualTo("You said: forget gets get_x");
    }

    @Test
    void function_whenTheUserInterrupts_isCancelled() {
        LiveClient client = start().send(ask("get"));
        assertThat(client.message().has("toolCall")).isTrue();
        client.send(ask("No!"));
        assertThat(client.message().toString()).isEqualTo("{\"toolCallCancellation\":{\"ids\":[\"function-call-1\"]}}");
        assertThat(client.message().path("serverContent").has("interrupted")).isTrue();
        assertThat(client.message().path("serverContent").has("turnComplete")).isTrue();
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: No!");
        client.send(answer("function-call-1", "")).send(ask("Now?"));
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: Now?");
    }

    @Test
    void function_whenItDoesNotBlock_leavesTheTurnToEndAndIsReportedWhenIdle() {
        LiveClient client = start().send(ask("later"));
        assertThat(client.message().has("toolCall")).isTrue();
        assertThat(LiveClient.said(client.turn())).isEqualTo("I am looking into it.");
        client.send(answer("function-call-1", ",\"willContinue\":true"));
        assertThat(LiveClient.said(client.turn())).isEqualTo("f returned {\"output\":1}.");
        client.send(answer("function-call-1", ",\"scheduling\":\"SILENT\""));
        client.send(answer("function-call-1", ""));
        client.send(ask("Hello"));
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: Hello");
    }

    @Test
    void function_whenItsResponseInterrupts_isReportedAtOnce() {
        LiveClient client = startAudio().send(ask("later"));
        client.until(message -> message.path("serverContent").has("generationComplete"));
        client.send(answer("function-call-1", ",\"scheduling\":\"INTERRUPT\""));
        assertThat(client.message().path("serverContent").has("interrupted")).isTrue();
        assertThat(client.message().path("serverContent").has("turnComplete")).isTrue();
        assertThat(LiveClient.said(
                        client.until(message -> message.path("serverContent").has("generationComplete"))))
                .isEqualTo("f returned {\"output\":1}.");
    }

    @Test
    void function_whenItsResponseInterruptsNobody_isReportedOnce() {
        LiveClient client = start().send(ask("later"));
        client.turn();
        client.send(answer("function-call-1", ",\"scheduling\":\"INTERRUPT\""));
        assertThat(LiveClient.said(client.turn())).isEqualTo("f returned {\"output\":1}.");
    }

    @Test
    void function_whenItsResponseInterruptsAndMoreAreToCome_isNotCancelledByItself() {
        LiveClient client = startAudio().send(ask("later"));
        client.until(message -> message.path("serverContent").has("generationComplete"));
        client.send(answer("function-call-1", ",\"scheduling\":\"INTERRUPT\",\"willContinue\":true"));
        assertThat(LiveClient.said(client.turn())).isEmpty();
        assertThat(LiveClient.said(
                        client.until(message -> message.path("serverContent").has("generationComplete"))))
                .isEqualTo("f returned {\"output\":1}.");
        client.send(answer("function-call-1", ",\"scheduling\":\"INTERRUPT\""));
        assertThat(client.message().path("serverContent").has("interrupted")).isTrue();
    }

    @Test
    void function_whenItsResponseInterruptsWhileAnotherIsAwaited_isReportedTogetherWithThat() {
        LiveClient client = start().send(ask("get, and later"));
        assertThat(client.message().path("toolCall").path("functionCalls").size())
                .isEqualTo(2);
        client.send(answer("function-call-2", ",\"scheduling\":\"INTERRUPT\""));
        client.send(answer("function-call-1", ""));
        assertThat(LiveClient.said(client.turn())).isEqualTo("f returned {\"output\":1}. f returned {\"output\":1}.");
    }
}
