package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LockPlanTest {

    private static LockPlan plan(LiveConnectConstraints constraints, String... names) {
        return LockPlan.of(CreateAuthTokenConfig.builder()
                .liveConnectConstraints(constraints)
                .lockAdditionalFields(List.of(names))
                .build());
    }

    private static LockPlan defaults(String... names) {
        return LockPlan.of(CreateAuthTokenConfig.builder()
                .lockAdditionalFields(List.of(names))
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "temperature, generationConfig.temperature",
        "mediaResolution, generationConfig.mediaResolution",
        "media_resolution, generationConfig.mediaResolution",
        "top_k, generationConfig.topK",
        "stop_sequences, generationConfig.stopSequences",
        "generation_config.top_k, generationConfig.topK",
        "generationConfig, generationConfig",
        "output_audio_transcription, outputAudioTranscription",
        "speechConfig, generationConfig.speechConfig",
        "speechConfig.voiceConfig, generationConfig.speechConfig",
        "speech_config.voice_config.prebuilt_voice_config.voice_name, generationConfig.speechConfig",
        "realtimeInputConfig.automaticActivityDetection, realtimeInputConfig.automaticActivityDetection",
        "realtimeInputConfig.automaticActivityDetection.disabled, realtimeInputConfig.automaticActivityDetection",
        "labels, labels",
        "labels.team, labels",
        "tools, tools",
        "tools.functionDeclarations, tools",
        "model, model",
        "systemInstruction.parts, systemInstruction.parts"
    })
    void lockName_whenKnown_isMappedToItsPath(String name, String path) {
        assertThat(defaults(name).lockedPaths()).containsExactly(path);
        assertThat(defaults(name).mode()).isEqualTo(LockMode.DEFAULTS_ONLY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "temprature",
                "",
                "tools.0",
                "safetySettings[0]",
                "generationConfig.",
                "temperature.x",
                "config",
                "explicitVadSignal",
                "liveConnectConstraints",
                "model.name",
                "setup.model"
            })
    void lockName_whenUnknown_isRefusedWithTheNamesThereAre(String name) {
        assertThatThrownBy(() -> defaults(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lockAdditionalFields: ")
                .hasMessageContaining("\"" + name + "\"");
    }

    static Stream<String> configFields() {
        return Descriptors.message("LiveConnectConfig").fields().stream().map(FieldDescriptor::jsonName);
    }

    @ParameterizedTest
    @MethodSource("configFields")
    void everyFieldOfTheConfig_whenLocked_isLockedAtItsWirePath(String name) {
        FieldDescriptor field =
                Descriptors.message("LiveConnectConfig").field(name).orElseThrow();

        assertThat(defaults(name).fieldMask()).isEqualTo(field.wirePath());
        assertThat(defaults(field.snakeName())).isEqualTo(defaults(name));
    }

    @Test
    void lockList_whenAParentIsNamed_swallowsItsChildren() {
        LiveConnectConstraints constraints = LiveConnectConstraints.builder()
                .model("m")
                .config(LiveConnectConfig.builder().temperature(0.5).topK(3).build())
                .build();

        assertThat(plan(constraints, "generationConfig", "temperature").lockedPaths())
                .containsExactly("model", "generationConfig");
    }

    @Test
    void mode_whenConstraintsAndListVary_isOneOfFive() {
        LiveConnectConstraints some =
                LiveConnectConstraints.builder().model("m").build();
        LiveConnectConstraints none = LiveConnectConstraints.builder()
                .config(LiveConnectConfig.builder().build())
                .build();

        assertThat(LockPlan.of(CreateAuthTokenConfig.builder().build()).mode()).isEqualTo(LockMode.NONE);
        assertThat(LockPlan.of(CreateAuthTokenConfig.builder()
                                .liveConnectConstraints(none)
                                .build())
                        .mode())
                .isEqualTo(LockMode.NONE);
        assertThat(plan(none).mode()).isEqualTo(LockMode.NONE);
        assertThat(plan(none, "seed").mode()).isEqualTo(LockMode.DEFAULTS_ONLY);
        assertThat(LockPlan.of(CreateAuthTokenConfig.builder()
                        .liveConnectConstraints(some)
                        .build()))
                .hasToString("EVERYTHING");
        assertThat(plan(some)).hasToString("WHAT_IS_SET [model]");
        assertThat(plan(some, "seed")).hasToString("WHAT_IS_SET_AND_MORE [model, generationConfig.seed]");
    }
}
