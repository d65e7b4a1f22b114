package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.types.Modality;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What differs by the model's name. */
final class ModelGenerationTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final EmulatorOptions DEFAULTS = EmulatorOptions.builder().build();

    private static String text(String text) {
        return "{\"realtimeInput\":{\"text\":\"" + text + "\"}}";
    }

    @ParameterizedTest
    @CsvSource({
        "models/gemini-2.5-flash-native-audio-preview-09-2025, 2.5 native audio",
        "gemini-2.5-flash-exp-native-audio-thinking-dialog, 2.5 native audio",
        "models/gemini-live-2.5-flash-preview, '2.5 live, and every other name'",
        "models/gemini-2.0-flash-live-001, 2.0 live",
        "models/gemini-3.1-flash-live-preview, 3.1 live",
        "models/gemini-live-3.1-flash, 3.1 live",
        "models/gemini-3-flash-live, 3.1 live",
        "models/gemini-3.8-live, 3.8 live",
        "models/gemini-live-3.8-flash, 3.8 live",
        "models/gemini-4-flash-live-preview, 3.8 live",
        "models/gemini-live-5.0-pro, 3.8 live",
        "models/gemini-11-live, 3.8 live",
        "models/gemini-3.1-flash-live-transcribe, transcription",
        "models/m, '2.5 live, and every other name'",
        "models/a-name-that-tells-nothing, '2.5 live, and every other name'"
    })
    void generation_byItsModelsName_isFound(String model, String generation) {
        assertThat(DEFAULTS.generationOf(model).name()).isEqualTo(generation);
    }

    /** Model, what a text turn is made of, the name of the answer's count, whether contents are taken, calls' status. */
    @ParameterizedTest
    @CsvSource({
        "gemini-live-2.5-flash-preview, text, responseTokenCount, true, blocks",
        "gemini-2.0-flash-live-001, text, candidatesTokenCount, true, blocks",
        "gemini-2.5-flash-native-audio, inlineData, responseTokenCount, true, blocks",
        "gemini-3.1-flash-live-preview, inlineData, responseTokenCount, false, blocks",
        "gemini-3.8-live, inlineData, responseTokenCount, false, goes on"
    })
    void model_byItsGeneration_behaves(String model, String part, String count, boolean contents, String call) {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators
                .live(emulator)
                .setUp("{\"model\":\"models/" + model
                        + "\",\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"}]}]}");
        client.send(text("Hello"));
        List<JsonNode> answer =
                client.until(message -> message.path("serverContent").has("generationComplete"));
        assertThat(answer.get(0)
                        .path("serverContent")
                        .path("modelTurn")
                        .path("parts")
                        .path(0)
                        .has(part))
                .isTrue();
        emulator.clock().advance(Duration.ofSeconds(5));
        assertThat(client.message().path("usageMetadata").has(count)).isTrue();
        client.send(text("f"));
        assertThat(client.message().has("toolCall")).isTrue();
        if (call.equals("goes on")) {
            client.until(message -> message.path("serverContent").has("generationComplete"));
            emulator.clock().advance(Duration.ofSeconds(5));
            assertThat(client.message().path("serverContent").has("turnComplete"))
                    .isTrue();
        } else {
            emulator.clock().advance(Duration.ofSeconds(5));
            assertThat(client.isQuiet()).isTrue();
        }
        client.send("{\"clientContent\":{\"turns\":[{\"parts\":[{\"text\":\"x\"}]}]}}")
                .hangUp();
        Await.until("the session ends", () -> emulator.sessions().get(0).end().isPresent());
        assertThat(emulator.sessions().get(0).end().orElseThrow().code()).isEqualTo(contents ? 1000 : 1007);
    }

    @Test
    void functions_whenTheGenerationIsSynchronous_blockWhateverTheyDeclare() {
        LiveClient client = emulators
                .live(emulators.start())
                .setUp(
                        "{\"model\":\"models/live-3.1\",\"outputAudioTranscription\":{},\"tools\":[{\"functionDeclarations\":"
                                + "[{\"name\":\"f\",\"behavior\":\"NON_BLOCKING\"}]}]}");
        client.send(text("f"))
                .send("{\"toolResponse\":{\"functionResponses\":[{\"id\":\"function-call-1\","
                        + "\"name\":\"f\",\"response\":{},\"scheduling\":\"SILENT\"}]}}");
        assertThat(client.message().has("toolCall")).isTrue();
        assertThat(LiveClient.said(
                        client.until(message -> message.path("serverContent").has("generationComplete"))))
                .isEqualTo("f returned {}.");
    }

    @Test
    void generation_ofATestsOwn_comesFirst() {
        ModelGeneration mine = ModelGeneration.builder()
                .name("mine")
                .models("^m$")
                .addModalities(Modality.AUDIO)
                .usageNames(ModelGeneration.UsageNames.CANDIDATES)
                .build();
        GeminiEmulator emulator = emulators.start(
                options -> options.addModelGenerations(mine).addAllModelGenerations(ModelGeneration.known()));
        LiveClient refused = emulators.live(emulator);
        refused.send("{\"setup\":{\"model\":\"models/m\",\"generationConfig\":{\"responseModalities\":[\"TEXT\"]}}}");
        assertThat(refused.event().reason())
                .isEqualTo("The requested combination of response modalities (TEXT) is not supported by the model.");
        assertThat(emulators
                        .live(emulator)
                        .setUp("{\"model\":\"models/m2\"}")
                        .send(text("x"))
                        .turn())
                .isNotEmpty();
    }

    @Test
    void generations_whenNoneCoversTheRest_areRefused() {
        ModelGeneration one =
                ModelGeneration.builder().name("one").models("one").build();
        assertThatThrownBy(
                        () -> EmulatorOptions.builder().addModelGenerations(one).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("covers every model");
        assertThatThrownBy(() ->
                        ModelGeneration.builder().name("x").contextWindow(1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contextWindow is 1");
        assertThatThrownBy(() -> ModelGeneration.builder()
                        .name("x")
                        .addModalities(Modality.VIDEO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VIDEO");
    }

    @Test
    void tools_whereAGenerationHasNone_areRefusedAtAnyTime() {
        GeminiEmulator emulator = emulators.start(options -> options.modelGenerations(
                List.of(ModelGeneration.builder().name("old").tools(false).build())));
        LiveClient client = emulators
                .live(emulator)
                .setUp("{\"model\":\"models/m\",\"tools\":[]}")
                .send(text("x"));
        assertThat(client.turn()).isNotEmpty();
        client.send("{\"contextUpdate\":{\"tools\":{\"tools\":[{\"googleSearch\":{}}]}}}");
        assertThat(client.event().reason()).isEqualTo("Operation is not implemented, or supported, or enabled.");
    }

    @ParameterizedTest
    @CsvSource({
        "models/a, 'model,generation_config.top_k', 400",
        "models/a, generationConfig, 200",
        "models/b, generationConfig.topK, 200",
        "'', generationConfig.topK, 200"
    })
    void mask_whereAGenerationRefusesAPath_isRefusedForItsModels(String model, String mask, int status) {
        GeminiEmulator emulator = emulators.start(options -> options.modelGenerations(List.of(
                ModelGeneration.builder()
                        .name("old")
                        .models("^a$")
                        .addRefusedMaskPaths("generationConfig.topK")
                        .build(),
                ModelGeneration.builder().name("others").build())));
        var answer = Rest.create(
                emulator,
                "v1beta",
                "{\"bidiGenerateContentSetup\":{\"model\":\"" + model + "\"},\"fieldMask\":\"" + mask + "\"}");
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 400) {
            assertThat(answer.body()).contains("field_mask is invalid for BidiGenerateContentSetup");
        }
    }
}
