package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.SessionEnd;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every code and reason with which the service ends a session that is open, seen by Google's clients. */
final class SessionEndTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String MODEL = "gemini-live";
    private static final String NOT_IMPLEMENTED = "Operation is not implemented, or supported, or enabled.";
    private static final String ABORTED = "Connection aborted because the client failed to close the connection after"
            + " receiving a GoAway signal once the session durat";

    @RegisterExtension
    final Service service = new Service();

    /** Why a session ends by a rule of the service, and what brings it about. */
    private record Rule(
            SessionEnd end, Consumer<EmulatorOptions.Builder> options, BiConsumer<Sdk, GeminiEmulator> cause) {

        Rule(int code, String reason, BiConsumer<Sdk, GeminiEmulator> cause) {
            this(new SessionEnd(code, reason, true), options -> {}, cause);
        }

        Rule with(Consumer<EmulatorOptions.Builder> other) {
            return new Rule(end, other, cause);
        }

        Rule under(Assumption assumption) {
            return with(options -> options.addAssumptions(assumption));
        }

        @Override
        public String toString() {
            return end.toString();
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule(
                    1007,
                    "Request contains an invalid argument.",
                    (sdk, emulator) ->
                            sdk.send("realtimeInput", "{\"audio\":{\"data\":\"AAAA\",\"mimeType\":\"audio/wav\"}}")),
            new Rule(
                    1007,
                    "Explicit activity control is not supported when automatic activity detection is enabled",
                    (sdk, emulator) -> sdk.send("realtimeInput", "{\"activityStart\":{}}")),
            new Rule(1001, "", (sdk, emulator) -> emulator.close()),
            new Rule(
                            1008,
                            "The operation was aborted.",
                            (sdk, emulator) -> emulator.clock().advance(Duration.ofMinutes(1)))
                    .with(options -> options.silentSessionLimit(Duration.ofMinutes(1))),
            new Rule(1008, ABORTED, (sdk, emulator) -> emulator.clock().advance(Duration.ofSeconds(590))),
            new Rule(
                            1011,
                            "Deadline expired before operation could complete.",
                            (sdk, emulator) -> emulator.clock().advance(Duration.ofSeconds(590)))
                    .under(Assumption.OVERDUE_CONNECTIONS_EXCEED_A_DEADLINE),
            new Rule(
                            1007,
                            "Request contains an invalid argument.",
                            (sdk, emulator) -> sdk.send(
                                    "clientContent",
                                    "{\"turns\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}"))
                    .under(Assumption.CLIENT_CONTENT_ONLY_SEEDS),
            new Rule(1008, NOT_IMPLEMENTED, (sdk, emulator) -> {
                        if (sdk == Sdks.javascript2()) {
                            byHand(emulator, 1008, NOT_IMPLEMENTED);
                        } else {
                            sdk.send(
                                    "contextUpdate",
                                    "{\"systemInstruction\":{\"parts\":[{\"text\":\"Be loud.\"}],\"role\":\"user\"}}");
                        }
                    })
                    .under(Assumption.CONTEXT_UPDATES_ARE_REFUSED));

    static Stream<Arguments> everyRuleOfEachSdk() {
        return Sdks.google().flatMap(sdk -> RULES.stream().map(rule -> Arguments.of(sdk, rule)));
    }

    /**
     * What no client of Google's brings about here: they set up once and with a credential, hold no handle of two hours ago, and
     * close a session themselves that is over. What else ends a setup is in {@link SetupRefusalTest}.
     */
    static Stream<Arguments> everyOtherEndOfEachSdk() {
        return Sdks.google()
                .flatMap(sdk -> Stream.of(
                                new SessionEnd(1000, "", true),
                                new SessionEnd(1007, "setup must be the first message and only the first", true),
                                new SessionEnd(
                                        1008,
                                        "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API c",
                                        true),
                                new SessionEnd(1008, "BidiGenerateContent session not found", true))
                        .map(end -> Arguments.of(sdk, end)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyRuleOfEachSdk")
    void session_againstARule_isClosed(Sdk sdk, Rule rule) {
        GeminiEmulator emulator = service.start(rule.options);
        sdk.open(Target.of(emulator), MODEL, "{}");
        rule.cause.accept(sdk, emulator);
        closed(sdk, emulator, rule.end);
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void activity_withNothingInIt_isClosed(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        sdk.open(
                Target.of(emulator),
                MODEL,
                "{\"realtimeInputConfig\":{\"automaticActivityDetection\":{\"disabled\":true}}}");
        sdk.send("realtimeInput", "{\"activityStart\":{}}");
        sdk.send("realtimeInput", "{\"activityEnd\":{}}");
        closed(sdk, emulator, new SessionEnd(1007, "Request contains an invalid argument.", true));
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void session_whoseTokenExpires_isClosed(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        Target target = Target.of(emulator);
        String token = sdk.mint(target, MAPPER.readTree("{\"expireTime\":\"2026-03-01T12:05:00Z\"}"));
        sdk.open(target.with(token), MODEL, "{}");
        emulator.clock().advance(Duration.ofMinutes(5));
        closed(sdk, emulator, new SessionEnd(1011, "auth token has expired", true));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyOtherEndOfEachSdk")
    void session_closedOnDemand_tellsTheCodeAndTheReason(Sdk sdk, SessionEnd end) {
        GeminiEmulator emulator = service.start();
        sdk.open(Target.of(emulator), MODEL, "{}");
        byHand(emulator, end.code(), end.reason());
        closed(sdk, emulator, end);
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.checks.Sdks#google")
    void session_cutWithNoCloseFrame_isLost(Sdk sdk) {
        GeminiEmulator emulator = service.start();
        sdk.open(Target.of(emulator), MODEL, "{}");
        byHand(emulator, 1006, "");
        assertThat(sdk.next("closed").path("code").asInt()).isEqualTo(1006);
        assertThat(Service.endOf(Service.newestSession(emulator))).isEqualTo(new SessionEnd(1006, "", true));
    }

    private static void byHand(GeminiEmulator emulator, int code, String reason) {
        Service.newestSession(emulator).close(code, reason);
    }

    /** Both sides say the same of the end. */
    private static void closed(Sdk sdk, GeminiEmulator emulator, SessionEnd end) {
        JsonNode seen = sdk.next("closed");
        assertThat(seen.path("code").asInt()).isEqualTo(end.code());
        assertThat(seen.path("reason").asString("")).isEqualTo(end.reason());
        assertThat(Service.endOf(Service.newestSession(emulator))).isEqualTo(end);
    }
}
