package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every close code and reason that the service is known to use, brought about from outside, in the order in which it is
 * documented. By a rule where it is known when the service does it; where that is not known, by the option that chooses
 * it, and the row says which.
 */
final class CloseTableTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    /** Brings the end about. */
    private interface Cause {
        LiveClient of(CloseTableTest test, GeminiEmulator emulator);
    }

    /** One row: what is seen, what it is by, and how it is brought about. */
    private record Row(
            int code, String reason, String by, UnaryOperator<EmulatorOptions.Builder> options, Cause cause) {

        Row with(UnaryOperator<EmulatorOptions.Builder> other) {
            return new Row(code, reason, by, other, cause);
        }

        Row under(Assumption assumption) {
            return with(builder -> builder.addAssumptions(assumption));
        }

        @Override
        public String toString() {
            return code + " " + reason + ", by " + by;
        }
    }

    private static final String KEY = "key=ephemera-emulator-key";
    private static final String INVALID = "Request contains an invalid argument.";
    private static final String FIRST = "setup must be the first message and only the first";
    private static final String EXPLICIT =
            "Explicit activity control is not supported when automatic activity detection is enabled";
    private static final String UNREGISTERED =
            "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or"
                    + " other form of API consumer identity to call this API.";
    private static final String OVERDUE =
            "Connection aborted because the client failed to close the connection after receiving a GoAway signal once"
                    + " the session duration was reached.";
    private static final String RESUMABLE = model("m", ",\"sessionResumption\":{}");

    private static final List<Row> ROWS = List.of(
            rule(1007, "API key not valid. Please pass a valid API key.", setup("key=wrong", model("m"))),
            rule(1007, "API key expired. Please renew the API key.", setup("key=old", model("m")))
                    .with(options -> options.addExpiredApiKeys("old")),
            rule(
                    1007,
                    "Invalid JSON payload received. Unknown name \"x\" at 'setup': Cannot find field.",
                    setup(KEY, "{\"x\":1}")),
            rule(
                    1007,
                    "Invalid JSON payload received. Unknown name \"x\" at 'realtime_input': Cannot find field.",
                    open("{\"realtimeInput\":{\"x\":1}}")),
            rule(1007, FIRST, first("{\"realtimeInput\":{\"text\":\"x\"}}")),
            rule(1007, FIRST, open("{\"setup\":" + model("m") + "}")),
            rule(1007, INVALID, open("{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/wav\",\"data\":\"AAAA\"}}}")),
            rule(1007, INVALID, setup(KEY, model("m", ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"a b\"}]}]"))),
            refused(Refusal.PRECONDITION),
            rule(
                    1007,
                    "The requested combination of response modalities (TEXT) is not supported by the model.",
                    setup(KEY, model("native-audio", ",\"generationConfig\":{\"responseModalities\":[\"TEXT\"]}"))),
            rule(1007, EXPLICIT, open("{\"realtimeInput\":{\"activityStart\":{}}}")),
            rule(1007, EXPLICIT, open("{\"realtimeInput\":{\"activityEnd\":{}}}")),
            rule(
                    1007,
                    INVALID,
                    (test, emulator) -> test.emulators
                            .live(emulator)
                            .setUp(model(
                                    "m",
                                    ",\"realtimeInputConfig\":{\"automaticActivityDetection\":{\"disabled\":true}}"))
                            .send("{\"realtimeInput\":{\"activityStart\":{}}}")
                            .send("{\"realtimeInput\":{\"activityEnd\":{}}}")),
            rule(1007, "Invalid session handle", setup(KEY, resuming("never"))),
            rule(
                    1007,
                    "token-based requests cannot use project-scoped features such as tuned models",
                    token("{}", "{\"model\":\"tunedModels/mine\"}")),
            rule(
                            1008,
                            "models/gone is not found for API version v1beta, or is not supported for"
                                    + " bidiGenerateContent. Call ModelService.ListModels to see the list of",
                            setup(KEY, model("gone")))
                    .with(options -> options.addDeniedModels("gone")),
            rule(1008, UNREGISTERED, setup("", model("m"))),
            rule(
                    1008,
                    UNREGISTERED,
                    (test, emulator) -> test.emulators
                            .live(emulator, "v1alpha", false, "access_token=" + Rest.mint(emulator, "{}"))
                            .send("{\"setup\":" + model("m") + "}")),
            refused(Refusal.KEYS_NOT_SUPPORTED),
            rule(1008, OVERDUE, later("{}", Duration.ofSeconds(590))),
            by(
                            "EXPIRED_HANDLES_HAVE_NO_SESSION, for the service has two answers",
                            1008,
                            "BidiGenerateContent session not found",
                            (test, emulator) -> {
                                String handle = test.handleOfAnEndedSession(emulator);
                                emulator.clock().advance(Duration.ofHours(2));
                                return test.emulators.live(emulator).send("{\"setup\":" + resuming(handle) + "}");
                            })
                    .under(Assumption.EXPIRED_HANDLES_HAVE_NO_SESSION),
            refused(Refusal.ENTITY_NOT_FOUND),
            rule(
                            1008,
                            "Operation is not implemented, or supported, or enabled.",
                            setup(KEY, model("m", ",\"tools\":[{\"googleSearch\":{}}]")))
                    .with(options -> options.modelGenerations(List.of(
                            ModelGeneration.builder().name("old").tools(false).build()))),
            by(
                            "audioSessionLimit, for it is not known how such a session ends",
                            1008,
                            "The operation was aborted.",
                            (test, emulator) -> {
                                LiveClient client = test.emulators
                                        .live(emulator)
                                        .setUp(model("m"))
                                        .send(
                                                "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\"AAAA\"}}}");
                                Await.until(
                                        "the audio is heard",
                                        () -> emulator.sessions()
                                                        .get(0)
                                                        .received()
                                                        .size()
                                                == 2);
                                emulator.clock().advance(Duration.ofMinutes(1));
                                return client;
                            })
                    .with(options -> options.audioSessionLimit(Duration.ofMinutes(1))),
            rule(1011, "Token has been used too many times", (test, emulator) -> {
                String token = Rest.mint(emulator, "{\"uses\":1}");
                test.emulators.live(emulator, token).setUp(model("m"));
                return test.emulators.live(emulator, token).send("{\"setup\":" + model("m") + "}");
            }),
            rule(1011, "new_session_expire_time deadline exceeded", tokenAfter(Duration.ofSeconds(60), model("m"))),
            rule(1011, "Token has expired", tokenAfter(Duration.ofMinutes(30), model("m"))),
            rule(1011, "Token has expired", tokenAfter(Duration.ofMinutes(30), resuming("any"))),
            rule(
                    1011,
                    "auth token has expired",
                    later("{\"expireTime\":\"2029-12-31T23:50:00Z\"}", Duration.ofMinutes(5))),
            by(
                            "OVERDUE_CONNECTIONS_EXCEED_A_DEADLINE, for the service has two answers",
                            1011,
                            "Deadline expired before operation could complete.",
                            later("{}", Duration.ofSeconds(590)))
                    .under(Assumption.OVERDUE_CONNECTIONS_EXCEED_A_DEADLINE),
            by(
                            "CONTRADICTED_LOCKS_FAIL, for the service has two answers",
                            1011,
                            "Internal error encountered.",
                            token("{\"bidiGenerateContentSetup\":" + model("m") + "}", model("n")))
                    .under(Assumption.CONTRADICTED_LOCKS_FAIL),
            rule(1011, Refusal.QUOTA_EXCEEDED.reason(), (test, emulator) -> {
                        test.emulators.live(emulator).setUp(model("m"));
                        return test.emulators.live(emulator).send("{\"setup\":" + model("m") + "}");
                    })
                    .with(options -> options.maxOpenSessions(1)),
            refused(Refusal.RESOURCE_EXHAUSTED),
            rule(1000, "", (test, emulator) -> {
                LiveClient client = test.emulators.live(emulator).setUp(model("m"));
                client.hangUp("");
                return client;
            }),
            rule(1001, "", (test, emulator) -> {
                LiveClient client = test.emulators.live(emulator).setUp(model("m"));
                emulator.close();
                return client;
            }));

    private static Row rule(int code, String reason, Cause cause) {
        return by("rule", code, reason, cause);
    }

    private static Row by(String by, int code, String reason, Cause cause) {
        return new Row(code, reason, by, options -> options, cause);
    }

    /** It is not known when the service says so: a model of one's choice is refused with it. */
    private static Row refused(Refusal refusal) {
        return by("refusedModels, for it is not known when", refusal.code(), refusal.reason(), setup(KEY, model("a")))
                .with(options -> options.putRefusedModels("a", refusal));
    }

    private static String model(String name) {
        return model(name, "");
    }

    private static String model(String name, String more) {
        return "{\"model\":\"models/" + name + "\"" + more + "}";
    }

    private static String resuming(String handle) {
        return model("m", ",\"sessionResumption\":{\"handle\":\"" + handle + "\"}");
    }

    private static Cause first(String message) {
        return (test, emulator) -> test.emulators.live(emulator).send(message);
    }

    private static Cause setup(String query, String setup) {
        return (test, emulator) ->
                test.emulators.live(emulator, "v1beta", false, query).send("{\"setup\":" + setup + "}");
    }

    private static Cause open(String message) {
        return (test, emulator) ->
                test.emulators.live(emulator).setUp(model("m")).send(message);
    }

    private static Cause token(String body, String setup) {
        return (test, emulator) ->
                test.emulators.live(emulator, Rest.mint(emulator, body)).send("{\"setup\":" + setup + "}");
    }

    private static Cause tokenAfter(Duration time, String setup) {
        return (test, emulator) -> {
            String token = Rest.mint(emulator, "{}");
            emulator.clock().advance(time);
            return test.emulators.live(emulator, token).send("{\"setup\":" + setup + "}");
        };
    }

    private static Cause later(String tokenBody, Duration time) {
        return (test, emulator) -> {
            LiveClient client = test.emulators
                    .live(emulator, Rest.mint(emulator, tokenBody))
                    .setUp(model("m"));
            emulator.clock().advance(time);
            return client;
        };
    }

    private String handleOfAnEndedSession(GeminiEmulator emulator) {
        LiveClient first = emulators.live(emulator).setUp(RESUMABLE);
        String handle = first.message()
                .path("sessionResumptionUpdate")
                .path("newHandle")
                .asString();
        first.hangUp();
        Await.until("the session ends", () -> emulator.sessions().get(0).end().isPresent());
        return handle;
    }

    static List<Row> rows() {
        return ROWS;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void session_endsAsDocumented(Row row) {
        GeminiEmulator emulator = emulators.start(row.options());
        LiveClient.Event end = row.cause().of(this, emulator).end();
        String cut = row.reason().substring(0, Math.min(123, row.reason().length()));
        assertThat(end).isEqualTo(new LiveClient.Event("", false, row.code(), cut));
        assertThat(end.reason().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(123);
        List<EmulatedSession> sessions = emulator.sessions();
        SessionEnd kept = sessions.get(sessions.size() - 1).end().orElseThrow();
        assertThat(kept).isEqualTo(new SessionEnd(row.code(), cut, row.code() != 1000));
    }

    /** 1006 is no frame: a fault cuts the connection. The socket is read as it is, for WebSocket clients make their own of it. */
    @ParameterizedTest
    @CsvSource({"drop, FIN", "reset, RST"})
    void session_whoseConnectionIsCut_endsWithNoFrame(String fault, RawSocket.End end) {
        GeminiEmulator emulator = emulators.start();
        emulator.faults().next(Fault.parse(Rest.object("{\"" + fault + "\":{\"at\":\"afterSetup\"}}")));
        assertThat(emulators.closing(RawLive.open(emulator)).setUp().socket.end())
                .isEqualTo(end);
        assertThat(emulator.sessions().get(0).end()).hasValue(new SessionEnd(1006, "", true));
    }

    /** Each way to refuse a model has a row, here or by its rule. */
    @ParameterizedTest
    @MethodSource("refusals")
    void refusal_hasARow(Refusal refusal) {
        assertThat(ROWS)
                .anyMatch(row -> row.code() == refusal.code() && row.reason().equals(refusal.reason()));
    }

    static List<Refusal> refusals() {
        return Arrays.asList(Refusal.values());
    }
}
