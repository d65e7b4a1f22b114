package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.tokens.LockWarning.Kind;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.GenerationConfig;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.LiveClientSetup;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.Modality;
import dev.ephemera.types.SessionResumptionConfig;
import dev.ephemera.types.UnknownFields;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LockPlanTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final LiveConnectConstraints MODEL_AND_TEMPERATURE = LiveConnectConstraints.builder()
            .model("m")
            .config(LiveConnectConfig.builder().temperature(0.5).build())
            .build();

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
                "setup.model",
                "labels.team,model",
                "labels.",
                "labels.a..b",
                "labels.a b",
                "labels.team, ",
                "temperature,topK",
                " topK"
            })
    void lockName_whenUnknown_isRefusedWithTheNamesThereAre(String name) {
        assertThatThrownBy(() -> defaults(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lockAdditionalFields: ")
                .hasMessageContaining("\"" + name + "\"");
    }

    @Test
    void lockName_whenSeveralStandInOne_isRefusedEvenWhereItEndsInAMap() {
        assertThatThrownBy(() -> defaults("labels.team,model"))
                .hasMessage(
                        "lockAdditionalFields: \"labels.team,model\" is not the name of one field; give each name as an"
                                + " element of its own, without commas, blanks and empty parts.");
    }

    @Test
    void plan_whenTheConfigHoldsWhatMintingRefuses_isRefusedToo() {
        CreateAuthTokenConfig config = CreateAuthTokenConfig.builder()
                .liveConnectConstraints(LiveConnectConstraints.builder()
                        .config(LiveConnectConfig.builder()
                                .unknownFields(UnknownFields.of(Map.of("newSwitch", true)))
                                .build())
                        .build())
                .build();

        assertThatThrownBy(() -> LockPlan.of(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("newSwitch is no field of LiveConnectConfig");
    }

    @Test
    void explain_whenTheClockIsTold_alsoWarnsOfTheWindow() {
        CreateAuthTokenConfig late = CreateAuthTokenConfig.builder()
                .newSessionExpireTime(NOW.minusSeconds(600))
                .build();
        CreateAuthTokenConfig brief = CreateAuthTokenConfig.builder()
                .newSessionExpireTime(NOW.plusMillis(600))
                .build();
        Clock now = Clock.fixed(NOW, ZoneOffset.UTC);

        assertThat(LockPlan.of(late).explain(now))
                .contains("Warning: Sessions could be opened until 2029-12-31T23:50:00Z, which is over: it is"
                        + " 2030-01-01T00:00:00Z; set newSessionExpireTime");
        assertThat(LockPlan.of(brief).explain(now)).contains("Warning: Sessions can be opened for 600 ms from now");
        assertThat(LockPlan.of(brief).explain()).doesNotContain("Warning:");
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

    @Test
    void everyFieldOfTheSetup_byTheDescription_isPlannedAndCanBeLockedAlone() {
        List<String> described = new ArrayList<>();
        for (FieldDescriptor field : Descriptors.message("LiveClientSetup").fields()) {
            described.add(field.jsonName());
            if (field.kind() == FieldDescriptor.Kind.MESSAGE
                    && field.cardinality() == FieldDescriptor.Cardinality.SINGLE) {
                field.message()
                        .orElseThrow()
                        .fields()
                        .forEach(inner -> described.add(field.jsonName() + "." + inner.jsonName()));
            }
        }

        assertThat(defaults("seed").fields().stream().map(FieldLock::path)).containsExactlyElementsOf(described);
        assertThat(described).allSatisfy(path -> {
            LockPlan plan = defaults(path);
            assertThat(plan.fieldMask()).contains(path);
            assertThat(plan.field(path).reason()).isEqualTo(LockReason.NAMED);
            assertThat(plan.fields().stream().filter(FieldLock::locked))
                    .allSatisfy(field -> assertThat(field.path()).startsWith(path));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "model, model, SET, \"models/m\"",
        "model, generationConfig, PARTLY_LOCKED,",
        "model, generationConfig.temperature, SET, 0.5",
        "model, generationConfig.seed, FREE,",
        "seed, generationConfig.seed, NAMED,",
        "temperature, generationConfig.temperature, SET, 0.5",
        "generationConfig, generationConfig.temperature, SET, 0.5",
        "generationConfig, generationConfig.seed, PARENT_LOCKED,",
        "speechConfig.voiceConfig, generationConfig.speechConfig, DEEPER_PATH_NAMED,",
        "tools.functionDeclarations, tools, DEEPER_PATH_NAMED,",
        "labels.team, labels, MAP_LOCKED_WHOLE,",
        "labels, labels, NAMED,"
    })
    void field_whenTheListNamesOne_isLockedForTheReason(String named, String path, LockReason reason, String forced) {
        FieldLock field = plan(MODEL_AND_TEMPERATURE, named).field(path);

        assertThat(field.reason()).isEqualTo(reason);
        assertThat(field.forced().map(Object::toString)).isEqualTo(Optional.ofNullable(forced));
    }

    @Test
    void plans_whenTheConfigsSayTheSameInOtherWords_areEqual() {
        LockPlan plan = plan(MODEL_AND_TEMPERATURE, "topK", "speechConfig", "labels");

        assertThat(plan(
                        MODEL_AND_TEMPERATURE,
                        "labels.team",
                        "generation_config.speech_config",
                        "temperature",
                        "top_k",
                        "topK"))
                .isEqualTo(plan)
                .hasSameHashCodeAs(plan)
                .extracting(LockPlan::fieldMask)
                .isEqualTo(plan.fieldMask());
        assertThat(plan(MODEL_AND_TEMPERATURE, "topK", "speechConfig")).isNotEqualTo(plan);
        assertThat(plan(LiveConnectConstraints.builder().model("m").build(), "topK", "speechConfig", "labels"))
                .isNotEqualTo(plan);
    }

    @Test
    void explain_whenTheTokenHoldsAHandle_doesNotShowIt() {
        LockPlan plan = plan(LiveConnectConstraints.builder()
                .config(LiveConnectConfig.builder()
                        .sessionResumption(SessionResumptionConfig.builder()
                                .handle("handle-4711")
                                .build())
                        .build())
                .build());

        assertThat(plan.field("sessionResumption.handle").forced()).contains(JsonValue.of("handle-4711"));
        assertThat(plan.explain())
                .contains("(redacted)", "a handle of the client's is ignored")
                .doesNotContain("4711");
        assertThat(plan.fields().toString() + plan).doesNotContain("4711");
    }

    static Stream<Arguments> doubtful() {
        CreateAuthTokenConfig nothing = CreateAuthTokenConfig.builder().build();
        CreateAuthTokenConfig fine = CreateAuthTokenConfig.builder()
                .liveConnectConstraints(MODEL_AND_TEMPERATURE)
                .lockAdditionalFields(List.of())
                .build();
        return Stream.of(
                Arguments.of(nothing, List.of()),
                Arguments.of(fine, List.of()),
                Arguments.of(fine.toBuilder().uses(0).build(), List.of(Kind.UNLIMITED_USES)),
                Arguments.of(
                        nothing.toBuilder()
                                .liveConnectConstraints(MODEL_AND_TEMPERATURE)
                                .build(),
                        List.of(Kind.NO_MODALITY, Kind.NO_RESUMPTION)),
                Arguments.of(
                        nothing.toBuilder()
                                .liveConnectConstraints(LiveConnectConstraints.builder()
                                        .model("m")
                                        .config(LiveConnectConfig.builder()
                                                .addResponseModalities(Modality.AUDIO)
                                                .sessionResumption(SessionResumptionConfig.builder()
                                                        .build())
                                                .build())
                                        .build())
                                .build(),
                        List.of()),
                Arguments.of(
                        fine.toBuilder()
                                .lockAdditionalFields(List.of("sessionResumption"))
                                .build(),
                        List.of(Kind.NO_RESUMPTION)),
                Arguments.of(
                        nothing.toBuilder()
                                .liveConnectConstraints(LiveConnectConstraints.builder()
                                        .config(LiveConnectConfig.builder()
                                                .seed(1)
                                                .build())
                                        .build())
                                .build(),
                        List.of(Kind.NO_MODEL, Kind.NO_MODALITY, Kind.NO_RESUMPTION)),
                Arguments.of(
                        nothing.toBuilder()
                                .liveConnectConstraints(
                                        LiveConnectConstraints.builder().build())
                                .build(),
                        List.of(Kind.EMPTY_CONSTRAINTS)),
                Arguments.of(
                        nothing.toBuilder()
                                .lockAdditionalFields(List.of("model"))
                                .build(),
                        List.of(Kind.LOCK_LIST_WITHOUT_CONSTRAINTS, Kind.NO_MODEL)),
                Arguments.of(
                        fine.toBuilder()
                                .lockAdditionalFields(List.of("responseModalities"))
                                .build(),
                        List.of(Kind.NO_MODALITY)),
                Arguments.of(
                        fine.toBuilder()
                                .lockAdditionalFields(List.of("generationConfig"))
                                .build(),
                        List.of(Kind.NO_MODALITY)),
                Arguments.of(
                        fine.toBuilder()
                                .newSessionExpireTime(NOW.plusMillis(999))
                                .build(),
                        List.of(Kind.SHORT_WINDOW)),
                Arguments.of(
                        fine.toBuilder()
                                .newSessionExpireTime(NOW.plusSeconds(1))
                                .build(),
                        List.of()),
                Arguments.of(fine.toBuilder().expireTime(NOW.plusMillis(500)).build(), List.of(Kind.SHORT_WINDOW)),
                Arguments.of(
                        fine.toBuilder()
                                .newSessionExpireTime(NOW.plusSeconds(60))
                                .expireTime(NOW.plusMillis(60_999))
                                .build(),
                        List.of(Kind.SHORT_SESSION)));
    }

    @Test
    void warnings_whenExpireTimeComesBeforeNewSessionExpireTime_nameBothAndNoNegativeTime() {
        CreateAuthTokenConfig config = CreateAuthTokenConfig.builder()
                .newSessionExpireTime(NOW.plusSeconds(120))
                .expireTime(NOW.plusSeconds(60))
                .build();

        assertThat(LockPlan.of(config).warnings(Clock.fixed(NOW, ZoneOffset.UTC)))
                .filteredOn(warning -> warning.kind() == Kind.SHORT_SESSION)
                .singleElement()
                .satisfies(warning -> assertThat(warning.message())
                        .contains("expireTime, " + NOW.plusSeconds(60))
                        .contains("newSessionExpireTime, " + NOW.plusSeconds(120))
                        .doesNotContain("ms later"));
    }

    @ParameterizedTest
    @MethodSource("doubtful")
    void warnings_whenAConfigIsLegalAndProbablyNotMeant_sayWhatAndTheWayOut(
            CreateAuthTokenConfig config, List<Kind> kinds) {
        List<LockWarning> warnings = LockPlan.of(config).warnings(Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(warnings.stream().map(LockWarning::kind)).containsExactlyElementsOf(kinds);
        assertThat(warnings).allSatisfy(warning -> assertThat(warning.message()).containsIgnoringCase("set "));
        String explained = LockPlan.of(config).explain();
        assertThat(LockPlan.of(config).warnings())
                .allSatisfy(warning -> assertThat(explained).contains("Warning: " + warning.message()));
    }

    @Test
    void predict_whenTheClientResumes_honoursItsHandleUnlessTheTokenHasOne() {
        LiveClientSetup client = LiveClientSetup.builder()
                .model("models/other")
                .sessionResumption(
                        SessionResumptionConfig.builder().handle("mine").build())
                .build();
        LiveConnectConstraints pinned = LiveConnectConstraints.builder()
                .config(LiveConnectConfig.builder()
                        .sessionResumption(SessionResumptionConfig.builder()
                                .handle("pinned")
                                .build())
                        .build())
                .build();

        assertThat(LockPlan.of(CreateAuthTokenConfig.builder()
                                .liveConnectConstraints(MODEL_AND_TEMPERATURE)
                                .build())
                        .predict(client))
                .isEqualTo(client.toBuilder()
                        .model("models/m")
                        .generationConfig(
                                GenerationConfig.builder().temperature(0.5).build())
                        .build());
        assertThat(plan(pinned).predict(client))
                .isEqualTo(client.toBuilder()
                        .sessionResumption(SessionResumptionConfig.builder()
                                .handle("pinned")
                                .build())
                        .build());
        assertThat(defaults("model", "sessionResumption").predict(client))
                .isEqualTo(LiveClientSetup.builder()
                        .sessionResumption(
                                SessionResumptionConfig.builder().handle("mine").build())
                        .build());
    }
}
