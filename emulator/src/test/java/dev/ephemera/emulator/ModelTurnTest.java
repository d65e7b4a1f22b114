package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Turns in which the model does more or less than to answer. */
final class ModelTurnTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static String text(String text) {
        return "{\"realtimeInput\":{\"text\":\"" + text + "\"}}";
    }

    private static String audio(Sound sound) {
        return "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\""
                + Base64.getEncoder().encodeToString(sound.pcm()) + "\"}}}";
    }

    private LiveClient live(String setup) {
        GeminiEmulator emulator = emulators.start();
        return emulators
                .live(emulator, "v1alpha", false, "key=" + emulator.apiKey())
                .setUp(setup);
    }

    private static JsonNode usage(List<JsonNode> turn) {
        return turn.get(turn.size() - 1).path("usageMetadata");
    }

    @Test
    void silence_whenNobodySpeaksToTheModel_isATurnWithoutContent() {
        LiveClient client = live("{\"model\":\"models/m\",\"proactivity\":{\"proactiveAudio\":true}}");
        client.send(text("@Anna, hello")).send(text("What did I say?"));
        assertThat(client.message().toString())
                .isEqualTo("{\"serverContent\":{\"turnComplete\":true},\"usageMetadata\":{\"promptTokenCount\":3,"
                        + "\"totalTokenCount\":3,\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":3}]}}");
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said before: @Anna, hello");
    }

    @Test
    void silence_whenSomebodySpeaksInTheBackground_isKeptAndNothingIsInterrupted() {
        LiveClient client = live("{\"model\":\"models/gemini-3.8-live\",\"outputAudioTranscription\":{}}");
        client.send(text("Hello"));
        client.until(message -> message.path("serverContent").has("generationComplete"));
        client.send(audio(Sound.at(16_000).tone(500, -42).silence(500)));
        assertThat(client.message().path("voiceActivity").path("type").asString())
                .isEqualTo("ACTIVITY_START");
        assertThat(client.message().path("voiceActivity").path("type").asString())
                .isEqualTo("ACTIVITY_END");
        client.send(audio(Sound.at(16_000).tone(500, -30).silence(500)));
        assertThat(client.until(message -> message.path("serverContent").has("interrupted")))
                .hasSize(2);
    }

    @Test
    void waiting_whenTheUserHasNotFinished_isTold() {
        LiveClient client = live("{\"model\":\"models/m\"}").send(text("I would like..."));
        assertThat(client.message().path("serverContent").toString())
                .isEqualTo("{\"turnComplete\":true,\"waitingForInput\":true}");
    }

    /** Thinking, whether thoughts are shown, how many tokens they cost. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | false | 0",
                "{'thinkingBudget':0,'includeThoughts':true} | false | 0",
                "{'thinkingBudget':-1} | false | 11",
                "{'thinkingBudget':4} | false | 4",
                "{'thinkingLevel':'LOW'} | false | 11",
                "{'includeThoughts':true} | true | 11"
            })
    void thoughts_asConfigured_areShownAndCounted(String thinking, boolean shown, int tokens) {
        LiveClient client = live("{\"model\":\"models/m\",\"generationConfig\":{\"thinkingConfig\":"
                + thinking.replace('\'', '"') + "}}");
        List<JsonNode> turn = client.send(text("Hello")).turn();
        JsonNode first = turn.get(0)
                .path("serverContent")
                .path("modelTurn")
                .path("parts")
                .path(0);
        assertThat(first.path("thought").asBoolean(false)).isEqualTo(shown);
        assertThat(usage(turn).path("thoughtsTokenCount").asInt(0)).isEqualTo(tokens);
        assertThat(usage(turn).path("totalTokenCount").asInt())
                .isEqualTo(usage(turn).path("promptTokenCount").asInt()
                        + usage(turn).path("responseTokenCount").asInt()
                        + tokens);
    }

    @Test
    void tools_ofTheService_showTheirCodeAndSourcesWithinTheTurn() {
        LiveClient client = live("{\"model\":\"models/m\",\"tools\":[{\"codeExecution\":{}},{\"googleSearch\":{}}]}");
        List<JsonNode> turn = client.send(text("2 + 3")).turn();
        assertThat(turn.get(0)
                        .path("serverContent")
                        .path("modelTurn")
                        .path("parts")
                        .size())
                .isEqualTo(2);
        assertThat(LiveClient.said(turn)).isEqualTo("The result is 5.");
        assertThat(usage(turn).path("toolUsePromptTokenCount").asInt()).isPositive();
        turn = client.send(text("search for x")).turn();
        assertThat(turn.get(turn.size() - 3).path("serverContent").propertyNames())
                .containsExactly("groundingMetadata");
        assertThat(turn.get(turn.size() - 2).path("serverContent").has("generationComplete"))
                .isTrue();
    }

    @Test
    void answer_whenItMayHaveSoManyTokens_isCut() {
        LiveClient client = live("{\"model\":\"models/m\",\"generationConfig\":{\"maxOutputTokens\":3}}");
        List<JsonNode> turn = client.send(text("Hello there")).turn();
        assertThat(LiveClient.said(turn)).isEqualTo("You said: He");
        assertThat(usage(turn).path("responseTokenCount").asInt()).isEqualTo(3);
    }

    @Test
    void conversation_whenItIsCompressed_forgetsItsOldestTurns() {
        LiveClient client = live("{\"model\":\"models/m\",\"contextWindowCompression\":"
                + "{\"triggerTokens\":\"200\",\"slidingWindow\":{\"targetTokens\":\"100\"}}}");
        String words = "x".repeat(100);
        for (int i = 1; i <= 5; i++) {
            // Each turn and its answer cost some 55 tokens.
            assertThat(usage(client.send(text(i + words)).turn())
                            .path("promptTokenCount")
                            .asInt())
                    .isLessThanOrEqualTo(200);
        }
        assertThat(LiveClient.said(client.send(text("What did I say?")).turn()))
                .doesNotContain("1x")
                .contains("5x");
    }

    @Test
    void conversation_withoutCompression_forgetsNothing() {
        LiveClient client = live("{\"model\":\"models/m\"}");
        for (int i = 1; i <= 5; i++) {
            client.send(text(i + "x".repeat(30))).turn();
        }
        assertThat(LiveClient.said(client.send(text("What did I say?")).turn()))
                .contains("1x")
                .contains("5x");
    }

    @Test
    void conversation_whenItIsResumed_countsWhatItBringsAsCached() {
        GeminiEmulator emulator = emulators.start();
        LiveClient first = emulators.live(emulator).setUp("{\"model\":\"models/m\",\"sessionResumption\":{}}");
        first.message();
        List<JsonNode> turn = first.send(text("Hello")).turn();
        assertThat(usage(turn).has("cachedContentTokenCount")).isFalse();
        String handle = first.message()
                .path("sessionResumptionUpdate")
                .path("newHandle")
                .asString();
        LiveClient second = emulators
                .live(emulator)
                .setUp("{\"model\":\"models/m\",\"sessionResumption\":{\"handle\":\"" + handle + "\"}}");
        second.message();
        assertThat(usage(second.send(text("Hello")).turn()).toString())
                .contains("\"cachedContentTokenCount\":6")
                .contains("\"cacheTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":6}]");
    }
}
