package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.SessionEnd;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every way in which the service refuses a setup, met by Google's clients. The handshake succeeds, and a close frame follows.
 * Java 2.0.0 and JavaScript 2.18.0 then never settle what {@code connect} returned; JavaScript 3.1.0 rejects it.
 */
final class SetupRefusalTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** How long something that never comes is waited for, after all that could make it come. */
    private static final Duration LONG_AFTER = Duration.ofMillis(100);

    @RegisterExtension
    final Service service = new Service();

    /** Why a setup is refused, and what brings that about. */
    private record Refusal(int code, String reason, BiFunction<Sdk, GeminiEmulator, Attempt> attempt) {

        @Override
        public String toString() {
            return code + " " + reason;
        }
    }

    private static final List<Refusal> REFUSALS = List.of(
            new Refusal(
                    1007, "API key not valid. Please pass a valid API key.", (sdk, emulator) -> as(emulator, "wrong")),
            new Refusal(1007, "API key expired. Please renew the API key.", (sdk, emulator) -> as(emulator, "old-key")),
            new Refusal(
                    1008,
                    "Requests to this API generativelanguage.googleapis.com are blocked.",
                    (sdk, emulator) -> as(emulator, "other-key")),
            new Refusal(
                    1007,
                    "API key not valid. Please pass a valid API key.",
                    (sdk, emulator) -> as(emulator, "auth_tokens/0123")),
            new Refusal(1011, "Token has been used too many times", (sdk, emulator) -> {
                Attempt attempt = token(sdk, emulator, "{\"uses\":1}");
                sdk.open(attempt.target(), "gemini-live", "{}");
                sdk.hangUp(Service.newestSession(emulator));
                return attempt;
            }),
            new Refusal(1011, "new_session_expire_time deadline exceeded", (sdk, emulator) -> {
                Attempt attempt = token(sdk, emulator, "{}");
                emulator.clock().advance(Duration.ofSeconds(60));
                return attempt;
            }),
            new Refusal(1011, "Token has expired", (sdk, emulator) -> {
                Attempt attempt = token(sdk, emulator, "{}");
                emulator.clock().advance(Duration.ofMinutes(30));
                return attempt;
            }),
            new Refusal(
                    1007,
                    "token-based requests cannot use project-scoped features such as tuned models",
                    (sdk, emulator) -> token(sdk, emulator, "{}").model("tunedModels/mine")),
            new Refusal(
                    1008,
                    "models/denied is not found for API version v1alpha, or is not supported for bidiGenerateContent. Call ModelService.ListMode",
                    (sdk, emulator) -> withKey(emulator).model("denied")),
            new Refusal(
                    1007,
                    "Invalid JSON payload received. Unknown name \"proactivity\" at 'setup': Cannot find field.",
                    (sdk, emulator) ->
                            withKey(emulator).on("v1beta").config("{\"proactivity\":{\"proactiveAudio\":true}}")),
            new Refusal(
                    1007,
                    "The requested combination of response modalities (TEXT) is not supported by the model.",
                    (sdk, emulator) ->
                            withKey(emulator).model("native-audio").config("{\"responseModalities\":[\"TEXT\"]}")),
            new Refusal(
                    1007,
                    "Invalid session handle",
                    (sdk, emulator) -> withKey(emulator).config("{\"sessionResumption\":{\"handle\":\"none\"}}")),
            new Refusal(
                    1007,
                    "Request contains an invalid argument.",
                    (sdk, emulator) -> withKey(emulator)
                            .config("{\"tools\":[{\"functionDeclarations\":[{\"name\":\"not a name\"}]}]}")));

    private static Attempt as(GeminiEmulator emulator, String credential) {
        return new Attempt(Target.of(emulator).with(credential), "gemini-live", "{}");
    }

    private static Attempt withKey(GeminiEmulator emulator) {
        return as(emulator, emulator.apiKey());
    }

    private static Attempt token(Sdk sdk, GeminiEmulator emulator, String config) {
        return as(emulator, sdk.mint(Target.of(emulator), MAPPER.readTree(config)));
    }

    /** What is tried. */
    private record Attempt(Target target, String model, String config) {

        Attempt model(String other) {
            return new Attempt(target, other, config);
        }

        Attempt on(String version) {
            return new Attempt(target.on(version), model, config);
        }

        Attempt config(String other) {
            return new Attempt(target, model, other);
        }
    }

    static Stream<Arguments> everyRefusalOfEachSdk() {
        return Sdks.google()
                .flatMap(sdk -> Stream.concat(
                                REFUSALS.stream(),
                                Arrays.stream(dev.ephemera.emulator.Refusal.values())
                                        .map(SetupRefusalTest::ofAModel))
                        .map(refusal -> Arguments.of(sdk, refusal)));
    }

    /** It is not known when the service refuses so: it does here for a model of that name. */
    private static Refusal ofAModel(dev.ephemera.emulator.Refusal refusal) {
        String cut =
                refusal.reason().substring(0, Math.min(123, refusal.reason().length()));
        return new Refusal(
                refusal.code(), cut, (sdk, emulator) -> withKey(emulator).model(refusal.name()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyRefusalOfEachSdk")
    void setup_refused_isAnsweredByACloseFrame(Sdk sdk, Refusal refusal) {
        GeminiEmulator emulator = service.start(options -> options.expiredApiKeys(Set.of("old-key"))
                .blockedApiKeys(Set.of("other-key"))
                .deniedModels(Set.of("denied"))
                .refusedModels(Arrays.stream(dev.ephemera.emulator.Refusal.values())
                        .collect(Collectors.toMap(dev.ephemera.emulator.Refusal::name, one -> one))));
        Attempt attempt = refusal.attempt.apply(sdk, emulator);
        sdk.connect(attempt.target(), attempt.model(), MAPPER.readTree(attempt.config()));
        Event closed = sdk.next();
        assertThat(closed.kind()).isEqualTo("closed");
        assertThat(closed.body().path("code").asInt()).isEqualTo(refusal.code);
        assertThat(closed.body().path("reason").asString("")).isEqualTo(refusal.reason);
        if (sdk == Sdks.javascript3()) {
            JsonNode raised = sdk.next().body();
            assertThat(raised.stringValue())
                    .isEqualTo("Live connection closed before setup completed (code " + refusal.code + "): "
                            + refusal.reason);
        } else {
            assertThat(sdk.silentFor(LONG_AFTER)).as("it hangs").isTrue();
        }
        EmulatedSession session = Service.newestSession(emulator);
        assertThat(Service.endOf(session)).isEqualTo(new SessionEnd(refusal.code, refusal.reason, true));
        assertThat(session.effectiveSetup()).isEmpty();
        assertThat(session.received()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void handshake_onAVersionThatIsNot_fails(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        sdk.connect(Target.of(emulator).on("v9"), "gemini-live", MAPPER.createObjectNode());
        Event failed = sdk.next();
        assertThat(failed.body().toString()).contains("404");
        assertThat(emulator.sessions()).isEmpty();
    }
}
