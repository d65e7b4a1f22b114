package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.IssuedToken;
import dev.ephemera.types.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Google's clients mint tokens in every lock mode, and open sessions that are held to them; and what they are refused. */
final class TokenTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String CONSTRAINTS = "\"liveConnectConstraints\":{\"model\":\"gemini-live-a\","
            + "\"config\":{\"responseModalities\":[\"TEXT\"],\"temperature\":0.5}}";
    private static final String SETUP =
            "{\"model\":\"models/gemini-live-a\",\"generationConfig\":{\"responseModalities\":[\"TEXT\"],\"temperature\":0.5}}";

    /** What a client asks for that would have it otherwise. */
    private static final String ASKED = "{\"temperature\":1,\"topK\":10,\"outputAudioTranscription\":{}}";

    @RegisterExtension
    final Service service = new Service();

    /** How a token is locked, and what becomes of a setup that asks for something else. */
    enum Mode {
        NO_CONSTRAINTS(
                "{}",
                "",
                "{\"model\":\"models/gemini-live-b\",\"generationConfig\":{\"temperature\":1,\"topK\":10},\"outputAudioTranscription\":{}}"),
        NO_CONSTRAINTS_AND_AN_EMPTY_LOCK("{\"lockAdditionalFields\":[]}", "", NO_CONSTRAINTS.effective),
        GLOBAL_LOCK("{" + CONSTRAINTS + "}", "", SETUP),
        LOCK_WHAT_IS_SET(
                "{" + CONSTRAINTS + ",\"lockAdditionalFields\":[]}",
                "model,generationConfig.responseModalities,generationConfig.temperature",
                "{\"model\":\"models/gemini-live-a\",\"generationConfig\":{\"responseModalities\":[\"TEXT\"],\"temperature\":0.5,\"topK\":10},\"outputAudioTranscription\":{}}"),
        LOCK_MORE(
                "{" + CONSTRAINTS + ",\"lockAdditionalFields\":[\"topK\",\"outputAudioTranscription\"]}",
                "model,generationConfig.responseModalities,generationConfig.temperature,generationConfig.topK,outputAudioTranscription",
                SETUP),
        LOCK_TO_DEFAULTS(
                "{\"lockAdditionalFields\":[\"generationConfig.temperature\",\"outputAudioTranscription\"]}",
                "generationConfig.temperature,outputAudioTranscription",
                "{\"model\":\"models/gemini-live-b\",\"generationConfig\":{\"topK\":10}}");

        private final String config;
        private final String mask;
        private final String effective;

        Mode(String config, String mask, String effective) {
            this.config = config;
            this.mask = mask;
            this.effective = effective;
        }
    }

    static Stream<Arguments> everyModeOfEachSdk() {
        return Sdks.google().flatMap(sdk -> Arrays.stream(Mode.values()).map(mode -> Arguments.of(sdk, mode)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyModeOfEachSdk")
    void token_inAMode_holdsSessionsToIt(Sdk sdk, Mode mode) {
        GeminiEmulator emulator = service.start();
        Target target = Target.of(emulator);
        String name = sdk.mint(target, MAPPER.readTree(mode.config));
        IssuedToken token = Service.newestToken(emulator);
        assertThat(token.name()).isEqualTo(name);
        assertThat(String.join(",", token.fieldMask())).isEqualTo(mode.mask);
        assertThat(token.setup().map(JsonObject::toString).map(Json::of))
                .isEqualTo(mode.config.contains("Constraints") ? Optional.of(Json.of(SETUP)) : Optional.empty());
        sdk.open(target.with(name), "gemini-live-b", ASKED);
        EmulatedSession session = Service.newestSession(emulator);
        assertThat(Json.of(session.effectiveSetup().orElseThrow())).isEqualTo(Json.of(mode.effective));
        sdk.hangUp(session);
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void token_withTimesAndUses_hasThem(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        sdk.mint(
                Target.of(emulator),
                MAPPER.readTree("{\"uses\":7,\"expireTime\":\"2026-03-01T20:00:00Z\","
                        + "\"newSessionExpireTime\":\"2026-03-01T19:00:00.500Z\"}"));
        IssuedToken token = Service.newestToken(emulator);
        assertThat(token.uses()).isEqualTo(7);
        assertThat(token.expireTime()).isEqualTo(Instant.parse("2026-03-01T20:00:00Z"));
        assertThat(token.newSessionExpireTime()).isEqualTo(Instant.parse("2026-03-01T19:00:00.500Z"));
    }

    /** What is refused, and with which words. */
    enum Refusal {
        KEY_NOT_VALID("wrong", "v1alpha", "{}", 400, "API key not valid. Please pass a valid API key."),
        KEY_EXPIRED("old-key", "v1alpha", "{}", 400, "API key expired. Please renew the API key."),
        KEY_BLOCKED("other-key", "v1alpha", "{}", 403, "are blocked."),
        VERSION_UNKNOWN("", "v9", "{}", 404, ""),
        MASK_OF_AN_INDEX(
                "",
                "v1alpha",
                "{\"lockAdditionalFields\":[\"tools.0\"]}",
                400,
                "field_mask is invalid for BidiGenerateContentSetup"),
        MASK_OF_NO_FIELD(
                "",
                "v1alpha",
                "{\"lockAdditionalFields\":[\"config\"]}",
                400,
                "field_mask is invalid for BidiGenerateContentSetup"),
        EXPIRES_TOO_LATE(
                "",
                "v1alpha",
                "{\"expireTime\":\"2026-03-02T08:00:00Z\"}",
                400,
                "expire_time is too far in the future. Maximum lifetime is 20h"),
        STARTS_TOO_LATE(
                "",
                "v1alpha",
                "{\"newSessionExpireTime\":\"2026-03-02T08:00:00Z\"}",
                400,
                "new_session_expire_time is too far in the future. Maximum lifetime is 20h"),
        NEGATIVE_USES("", "v1alpha", "{\"uses\":-1}", 400, "uses must not be negative"),
        UNKNOWN_NAME(
                "",
                "v1beta",
                "{\"liveConnectConstraints\":{\"config\":{\"proactivity\":{\"proactiveAudio\":true}}}}",
                400,
                "Unknown name \\\"proactivity\\\" at 'auth_token.bidi_generate_content_setup': Cannot find field."),
        UNKNOWN_NAME_BEFORE_A_BAD_KEY("wrong", "v1beta", UNKNOWN_NAME.config, 400, UNKNOWN_NAME.message);

        private final String key;
        private final String apiVersion;
        private final String config;
        private final int status;
        private final String message;

        Refusal(String key, String apiVersion, String config, int status, String message) {
            this.key = key;
            this.apiVersion = apiVersion;
            this.config = config;
            this.status = status;
            this.message = message;
        }
    }

    static Stream<Arguments> everyRefusalOfEachSdk() {
        return Sdks.google().flatMap(sdk -> Arrays.stream(Refusal.values()).map(refusal -> Arguments.of(sdk, refusal)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyRefusalOfEachSdk")
    void token_refused_isRaisedWithTheServicesWords(Sdk sdk, Refusal refusal) {
        GeminiEmulator emulator = service.start(
                options -> options.expiredApiKeys(Set.of("old-key")).blockedApiKeys(Set.of("other-key")));
        Target target = Target.of(emulator).on(refusal.apiVersion);
        Target as = refusal.key.isEmpty() ? target : target.with(refusal.key);
        String raised = raised(sdk, as, refusal.config);
        assertThat(raised).contains(String.valueOf(refusal.status)).contains(words(sdk, refusal.message));
        assertThat(emulator.tokens()).isEmpty();
    }

    /** The Java SDK hands the message out as it is meant, the JavaScript SDK the whole body. */
    private static String words(Sdk sdk, String message) {
        return sdk == Sdks.java() ? message.replace("\\\"", "\"") : message;
    }

    @Test
    void tools_lockedByJavaScript2_areRefused() {
        String tools =
                "{\"liveConnectConstraints\":{\"config\":{\"tools\":[{\"googleSearch\":{}}]}},\"lockAdditionalFields\":[]}";
        GeminiEmulator emulator = service.start();
        Target target = Target.of(emulator);
        assertThat(raised(Sdks.javascript2(), target, tools))
                .contains("field_mask is invalid for BidiGenerateContentSetup");
        assertThat(emulator.tokens()).isEmpty();
        Sdks.javascript3().mint(target, MAPPER.readTree(tools));
        assertThat(Service.newestToken(emulator).fieldMask()).containsExactly("tools");
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void token_asACredentialForTokens_isRefused(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        Target target = Target.of(emulator);
        String name = sdk.mint(target, MAPPER.createObjectNode());
        assertThat(raised(sdk, target.with(name), "{}"))
                .contains(
                        sdk == Sdks.java()
                                ? "API key not valid"
                                : "Ephemeral tokens are only supported by the live API.");
        assertThat(emulator.tokens()).hasSize(1);
    }

    private static String raised(Sdk sdk, Target target, String config) {
        SdkFailure failure = catchThrowableOfType(SdkFailure.class, () -> sdk.mint(target, MAPPER.readTree(config)));
        assertThat(failure).as("%s is refused", sdk).isNotNull();
        return failure.getMessage();
    }
}
