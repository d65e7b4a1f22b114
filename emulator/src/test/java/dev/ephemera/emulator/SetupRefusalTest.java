package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every close code and reason that a first message can bring about. */
final class SetupRefusalTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final String GOOD = "{\"setup\":{\"model\":\"models/m\"}}";
    private static final String JSON = "Invalid JSON payload received. ";
    private static final String INVALID = "Request contains an invalid argument.";
    private static final String NOT_VALID = "API key not valid. Please pass a valid API key.";
    private static final String UNREGISTERED =
            "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or"
                    + " other form of API consumer identity to call this API.";
    private static final String FIRST = "setup must be the first message and only the first";

    private GeminiEmulator start() {
        return emulators.start(options -> options.apiKey("good")
                .expiredApiKeys(Set.of("old"))
                .blockedApiKeys(Set.of("blocked"))
                .deniedModels(Set.of("gone", "models/too-long-a-name-to-leave-room-for-everything")));
    }

    /** First message, code, reason; with a good key. */
    static Stream<Arguments> refusedMessages() {
        return Stream.of(
                arguments("{}", 1007, FIRST),
                arguments("{\"setup\":null}", 1007, FIRST),
                arguments("{\"clientContent\":{}}", 1007, FIRST),
                arguments("{\"realtime_input\":{\"text\":\"x\"}}", 1007, FIRST),
                arguments("{\"toolResponse\":{}}", 1007, FIRST),
                arguments("{\"x\":1}", 1007, JSON + "Unknown name \"x\": Cannot find field."),
                arguments("{\"setup\":{\"x\":1}}", 1007, JSON + "Unknown name \"x\" at 'setup': Cannot find field."),
                arguments(
                        "{\"setup\":{\"generationConfig\":{\"x\":1}}}",
                        1007,
                        JSON + "Unknown name \"x\" at 'setup.generation_config': Cannot find field."),
                arguments(
                        "{\"setup\":{\"proactivity\":{}}}",
                        1007,
                        JSON + "Unknown name \"proactivity\" at 'setup': Cannot find field."),
                arguments(
                        "{\"setup\":{\"explicitVadSignal\":true}}",
                        1007,
                        JSON + "Unknown name \"explicitVadSignal\" at 'setup': Cannot find field."),
                arguments(
                        "{\"realtimeInput\":{\"audio\":{\"mime\":1}}}",
                        1007,
                        JSON + "Unknown name \"mime\" at 'realtime_input.audio': Cannot find field."),
                arguments("{\"setup\":{\"model\":1}}", 1007, "Invalid value at 'setup.model' (TYPE_STRING), 1"),
                arguments("[]", 1007, JSON + "Unknown name \"\": Root element must be a message."),
                arguments("{\"setup\":", 1007, JSON + "Unexpected end of string."),
                arguments(
                        "{\"setup\":{},\"clientContent\":{}}",
                        1007,
                        "Invalid value (oneof), oneof field 'message_type' is already set. Cannot set 'clientContent'"),
                arguments("{\"setup\":{}}", 1007, INVALID),
                arguments(
                        "{\"setup\":{\"model\":\"models/gone\"}}",
                        1008,
                        "models/gone is not found for API version v1beta, or is not supported for bidiGenerateContent. Call ModelService.ListModels to see the list"),
                arguments(
                        "{\"setup\":{\"model\":\"models/too-long-a-name-to-leave-room-for-everything\"}}",
                        1008,
                        "models/too-long-a-name-to-leave-room-for-everything is not found for API version v1beta, or is not supported for bidiGenerateContent."),
                arguments(
                        "{\"setup\":{\"model\":\"m\"}}",
                        1008,
                        "m is not found for API version v1beta, or is not supported for bidiGenerateContent. Call ModelService.ListModels to see the"),
                arguments(
                        "{\"setup\":{\"model\":\"tunedModels/m\"}}",
                        1008,
                        "tunedModels/m is not found for API version v1beta, or is not supported for bidiGenerateContent. Call ModelService.ListModels to see the list"),
                modality("models/a-native-audio-model", "[\"TEXT\"]", "TEXT"),
                modality("models/live-3", "[\"TEXT\"]", "TEXT"),
                modality("models/m", "[\"TEXT\",\"AUDIO\"]", "TEXT, AUDIO"),
                modality("models/m", "[\"IMAGE\"]", "IMAGE"),
                modality("models/m", "[\"MODALITY_UNSPECIFIED\"]", "MODALITY_UNSPECIFIED"),
                config("\"generationConfig\":{\"stopSequences\":[\"x\"]}"),
                config("\"generationConfig\":{\"responseMimeType\":\"text/plain\"}"),
                config("\"generationConfig\":{\"responseSchema\":{}}"),
                config("\"generationConfig\":{\"responseJsonSchema\":{}}"),
                config("\"generationConfig\":{\"responseLogprobs\":true}"),
                config("\"generationConfig\":{\"logprobs\":1}"),
                config(
                        "\"contextWindowCompression\":{\"triggerTokens\":10,\"slidingWindow\":{\"targetTokens\":\"10\"}}"),
                config(
                        "\"systemInstruction\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"\"}}]}"),
                config("\"labels\":{\"9\":\"x\"}"),
                config("\"labels\":{\"k\":\"UPPER\"}"),
                config("\"tools\":[{\"functionDeclarations\":[{\"name\":\"a b\"}]}]"),
                config("\"tools\":[{\"functionDeclarations\":[{}]}]"),
                config("\"tools\":[{\"functionDeclarations\":[{\"name\":\"" + "f".repeat(129) + "\"}]}]"),
                config("\"tools\":[{\"functionDeclarations\":["
                        + "{\"name\":\"f\",\"parameters\":{\"type\":\"OBJECT\"},\"parametersJsonSchema\":{}}]}]"),
                config("\"tools\":[{\"functionDeclarations\":[" + "{\"name\":\"f\"},".repeat(512)
                        + "{\"name\":\"f\"}]}]"),
                arguments(
                        "{\"setup\":{\"model\":\"models/m\",\"sessionResumption\":{\"handle\":\"never\"}}}",
                        1007,
                        "Invalid session handle"));
    }

    private static Arguments modality(String model, String asked, String named) {
        return arguments(
                "{\"setup\":{\"model\":\"" + model + "\",\"generationConfig\":{\"responseModalities\":" + asked + "}}}",
                1007,
                "The requested combination of response modalities (" + named + ") is not supported by the model.");
    }

    private static Arguments config(String members) {
        return arguments("{\"setup\":{\"model\":\"models/m\"," + members + "}}", 1007, INVALID);
    }

    @ParameterizedTest
    @MethodSource("refusedMessages")
    void setup_whenItCannotBeAccepted_closesWithCodeAndReason(String message, int code, String reason) {
        GeminiEmulator emulator = start();
        LiveClient client =
                emulators.live(emulator, "v1beta", false, "key=good").send(message);
        LiveClient.Event end = client.event();
        String cut = reason.length() > 123 ? reason.substring(0, 123) : reason;
        assertThat(end.reason()).isEqualTo(cut);
        assertThat(end.code()).isEqualTo(code);
        assertThat(emulator.sessions()).singleElement().satisfies(session -> {
            assertThat(session.end()).hasValue(new SessionEnd(code, cut, true));
            assertThat(session.effectiveSetup()).isEmpty();
        });
    }

    /** Constrained, query, code, reason. */
    static Stream<Arguments> refusedCredentials() {
        return Stream.of(
                arguments(false, "", 1008, UNREGISTERED),
                arguments(false, "key=", 1007, "API Key not found. Please pass a valid API key."),
                arguments(false, "key=wrong", 1007, NOT_VALID),
                arguments(false, "key=old", 1007, "API key expired. Please renew the API key."),
                arguments(
                        false,
                        "key=blocked",
                        1008,
                        "Requests to this API generativelanguage.googleapis.com are blocked."),
                arguments(false, "access_token=TOKEN", 1008, UNREGISTERED),
                arguments(false, "key=TOKEN", 1008, UNREGISTERED),
                arguments(true, "", 1008, UNREGISTERED),
                arguments(true, "key=good", 1008, UNREGISTERED),
                arguments(true, "key=TOKEN", 1008, UNREGISTERED),
                arguments(true, "access_token=auth_tokens/never", 1007, NOT_VALID),
                arguments(true, "access_token=nonsense", 1007, NOT_VALID),
                arguments(true, "access_token=", 1007, NOT_VALID));
    }

    @ParameterizedTest
    @MethodSource("refusedCredentials")
    void setup_whenTheCredentialIsNotGood_closesWithCodeAndReason(
            boolean constrained, String query, int code, String reason) {
        GeminiEmulator emulator = start();
        String token = Rest.mint(emulator, "{}");
        LiveClient client = emulators.live(emulator, "v1alpha", constrained, query.replace("TOKEN", token));
        // The message is judged first, then the credential, then what it asks for.
        client.send("{\"setup\":{\"model\":\"models/gone\"}}");
        assertThat(client.event())
                .isEqualTo(new LiveClient.Event("", false, code, reason.substring(0, Math.min(123, reason.length()))));
        LiveClient unknown = emulators.live(emulator, "v1alpha", constrained, query.replace("TOKEN", token));
        assertThat(unknown.send("{\"x\":1}").event().reason()).contains("Unknown name \"x\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"model\":\"m\"}", "{\"model\":\"tunedModels/m\"}"})
    void setup_whenATokenIsUsedForNoPublicModel_closesWithItsReason(String setup) {
        GeminiEmulator emulator = start();
        LiveClient client = emulators.live(emulator, Rest.mint(emulator, "{}")).send("{\"setup\":" + setup + "}");
        assertThat(client.event().reason())
                .isEqualTo("token-based requests cannot use project-scoped features such as tuned models");
    }

    @Test
    void reason_whenItIsCutInsideACharacter_losesTheCharacter() {
        String name = "a" + "é".repeat(100);
        GeminiEmulator emulator = start();
        LiveClient client =
                emulators.live(emulator, "v1beta", false, "key=good").send("{\"" + name + "\":1}");
        String reason = client.event().reason();
        assertThat(reason.getBytes(StandardCharsets.UTF_8)).hasSize(122);
        assertThat(emulator.sessions().get(0).end()).hasValue(new SessionEnd(1007, reason, true));
        assertThat(reason).startsWith(JSON + "Unknown name \"aé").endsWith("é");
    }

    @Test
    void setup_afterTheSetup_closes() {
        GeminiEmulator emulator = start();
        LiveClient client =
                emulators.live(emulator, "v1beta", false, "key=good").setUp("{\"model\":\"models/m\"}");
        assertThat(client.send(GOOD).event()).isEqualTo(new LiveClient.Event("", false, 1007, FIRST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta", "v1alpha"})
    void setup_onEveryVersion_isAccepted(String version) {
        GeminiEmulator emulator = start();
        LiveClient client = emulators.live(emulator, version, false, "key=good").send(GOOD);
        assertThat(client.event()).isEqualTo(new LiveClient.Event("{\n  \"setupComplete\": {}\n}\n", true, 0, ""));
        assertThat(emulator.sessions().get(0).apiVersion()).isEqualTo(version);
    }

    @Test
    void setup_inABinaryFrame_isReadAsInATextFrame() {
        LiveClient client = emulators.live(start(), "v1beta", false, "key=good");
        client.sendBinary(GOOD.getBytes(StandardCharsets.UTF_8));
        assertThat(client.message().has("setupComplete")).isTrue();
    }

    @Test
    void answers_byDefault_areBinaryFramesOfIndentedJson() {
        LiveClient.Event complete = emulators.live(emulators.start()).send(GOOD).event();
        assertThat(complete.binary()).isTrue();
        assertThat(complete.text()).isEqualTo("{\n  \"setupComplete\": {}\n}\n");
    }

    @Test
    void answers_whenTextFramesAreChosen_areTextFrames() {
        GeminiEmulator emulator = emulators.start(options -> options.textFrames(true));
        assertThat(emulators.live(emulator).send(GOOD).event().binary()).isFalse();
    }

    @Test
    void message_whenItIsTooLong_closes() {
        GeminiEmulator emulator = emulators.start(options -> options.maxMessageBytes(2000));
        String part = "{\"setup\":{\"model\":\"" + "m".repeat(1900);
        LiveClient whole = emulators.live(emulator).send(part + "m".repeat(1000) + "\"}}");
        assertThat(whole.event().code()).isEqualTo(1009);
        LiveClient inParts = emulators.live(emulator).sendPart(part).sendPart("m".repeat(1900));
        assertThat(inParts.event().code()).isEqualTo(1009);
        Await.until(
                "both have ended",
                () -> emulator.sessions().stream()
                        .allMatch(session -> session.end().isPresent()));
        assertThat(emulator.sessions())
                .allSatisfy(session ->
                        assertThat(session.end().orElseThrow().byEmulator()).isTrue());
    }

    @Test
    void message_inParts_isReadAsAWhole() {
        LiveClient client = emulators.live(start(), "v1beta", false, "key=good");
        client.sendPart("{\"setup\":").sendPart("{\"model\":\"mod").send("els/é\"}}");
        assertThat(client.message().has("setupComplete")).isTrue();
    }

    @Test
    void message_whenItIsNotUtf8_closes() {
        LiveClient client = emulators.live(start(), "v1beta", false, "key=good").sendBinary(new byte[] {(byte) 0xc3});
        assertThat(client.event()).isEqualTo(new LiveClient.Event("", false, 1007, JSON + "The text is not UTF-8."));
    }

    @Test
    void reason_thatWouldHoldHalfASurrogatePair_holdsAQuestionMark() {
        LiveClient client =
                emulators.live(start(), "v1beta", false, "key=good").send("{\"setup\":{\"model\":\"\\ud800\"}}");
        LiveClient.Event end = client.event();
        assertThat(end.code()).isEqualTo(1008);
        assertThat(end.reason()).startsWith("? is not found for API version v1beta");
    }

    @Test
    void ping_isAnsweredAtAnyTime() {
        LiveClient client = emulators.live(start(), "v1beta", false, "key=good").ping("are you there");
        assertThat(client.event().text()).isEqualTo("pong: are you there");
        client.setUp("{\"model\":\"models/m\"}").ping("x");
        assertThat(client.event().text()).isEqualTo("pong: x");
    }

    @Test
    void setup_whenTheClientOffersProactivityOnV1alpha_isAccepted() {
        GeminiEmulator emulator = start();
        emulators
                .live(emulator, "v1alpha", false, "key=good")
                .setUp("{\"model\":\"models/m\",\"proactivity\":{\"proactiveAudio\":true}}");
    }
}
