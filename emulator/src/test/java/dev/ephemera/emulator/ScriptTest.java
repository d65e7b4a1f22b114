package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Otherwise;
import dev.ephemera.emulator.script.Script;
import dev.ephemera.emulator.script.Unmatched;
import dev.ephemera.types.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Scripts as a client meets them. */
final class ScriptTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final String SETUP = "{\"model\":\"models/m\"}";

    private static String ask(String text) {
        return "{\"realtimeInput\":{\"text\":\"" + text + "\"}}";
    }

    /** Audio of 16 kHz. */
    private static String audio(int millis) {
        String data = Base64.getEncoder().encodeToString(new byte[millis * 32]);
        return "{\"realtime_input\":{\"audio\":{\"mime_type\":\"audio/pcm;rate=16000\",\"data\":\"" + data + "\"}}}";
    }

    private GeminiEmulator playing(Script script) {
        GeminiEmulator emulator = emulators.start();
        emulator.script(script);
        return emulator;
    }

    private static String compact(JsonNode message) {
        return message.toString();
    }

    @Test
    void steps_whenTheClientSaysWhatIsExpected_areAnsweredInOrder() {
        GeminiEmulator emulator = playing(Script.builder()
                .expect(
                        Expectation.text("Hi"),
                        Action.text("Hello"),
                        Action.toolCall("call-1", "light", Map.of("on", true)))
                .expect(
                        Expectation.message("{toolResponse: {functionResponses: [{id: call-1}]}}"),
                        Action.generationComplete(),
                        Action.turnComplete())
                .build());
        LiveClient client = emulators.live(emulator).setUp(SETUP).send(ask("Hi"));
        assertThat(LiveClient.said(List.of(client.message()))).isEqualTo("Hello");
        assertThat(compact(client.message()))
                .isEqualTo("{\"toolCall\":{\"functionCalls\":"
                        + "[{\"name\":\"light\",\"id\":\"call-1\",\"args\":{\"on\":true}}]}}");
        client.send("{\"tool_response\":{\"function_responses\":[{\"id\":\"call-1\",\"name\":\"light\","
                + "\"response\":{\"result\":\"ok\"}}]}}");
        assertThat(compact(client.message())).isEqualTo("{\"serverContent\":{\"generationComplete\":true}}");
        assertThat(compact(client.message())).isEqualTo("{\"serverContent\":{\"turnComplete\":true}}");
        assertThat(emulator.unmatched()).isEmpty();
    }

    @Test
    void actions_withDelays_keepTheEmulatorsTime() {
        GeminiEmulator emulator = playing(Script.builder()
                .expect(
                        Expectation.text("Go"),
                        Action.text("la").after(Duration.ofMillis(100)).times(2),
                        Action.wait(Duration.ofSeconds(1)),
                        Action.goAway(Duration.ofSeconds(10)),
                        Action.close(1011, "over").after(Duration.ofSeconds(10)))
                .build());
        LiveClient client = emulators.live(emulator).setUp(SETUP).send(ask("Go"));
        awaitReceived(emulator, 2);
        emulator.clock().advance(Duration.ofMillis(99));
        assertThat(client.isQuiet()).isTrue();
        emulator.clock().advance(Duration.ofMillis(1));
        assertThat(LiveClient.said(List.of(client.message()))).isEqualTo("la");
        assertThat(client.isQuiet()).isTrue();
        emulator.clock().advance(Duration.ofMillis(100));
        assertThat(LiveClient.said(List.of(client.message()))).isEqualTo("la");
        emulator.clock().advance(Duration.ofMillis(999));
        assertThat(client.isQuiet()).isTrue();
        emulator.clock().advance(Duration.ofMillis(1));
        assertThat(compact(client.message())).isEqualTo("{\"goAway\":{\"timeLeft\":\"10s\"}}");
        emulator.clock().advance(Duration.ofSeconds(10));
        LiveClient.Event end = client.event();
        assertThat(end.code()).isEqualTo(1011);
        assertThat(end.reason()).isEqualTo("over");
    }

    @Test
    void message_thatNothingMatches_isReportedWithTheNearestAndClosesTheSession() {
        GeminiEmulator emulator = playing(Script.builder()
                .expect(Expectation.text("Hi"), Action.text("Hello"))
                .whenever(Expectation.message("toolResponse: {}"))
                .build());
        LiveClient client = emulators.live(emulator).setUp(SETUP).send(ask("Hello"));
        LiveClient.Event end = client.event();
        assertThat(end.code()).isEqualTo(1008);
        assertThat(end.reason()).isEqualTo("Script: step 1: realtimeInput.text: expected \"Hi\", was \"Hello\"");
        Unmatched report = emulator.unmatched().get(0);
        assertThat(report.session()).isSameAs(emulator.sessions().get(0));
        assertThat(report.message().toString()).isEqualTo("{\"realtimeInput\":{\"text\":\"Hello\"}}");
        assertThat(report.awaited()).isEqualTo("step 1");
        assertThat(report.nearest()).isEqualTo("step 1");
        assertThat(report.differences()).containsExactly("realtimeInput.text: expected \"Hi\", was \"Hello\"");
        emulator.clearUnmatched();
        assertThat(emulator.unmatched()).isEmpty();
    }

    @Test
    void message_thatALaterStepMatches_isReportedAsOutOfItsTurn() {
        GeminiEmulator emulator = playing(Script.builder()
                .otherwise(Otherwise.IGNORE)
                .expect(Expectation.text("one"), Action.text("1"))
                .expect(Expectation.text("two"), Action.text("2"))
                .build());
        LiveClient client = emulators.live(emulator).setUp(SETUP);
        client.send(ask("two")).send(ask("one")).send(ask("two")).send(ask("three"));
        assertThat(LiveClient.said(List.of(client.message(), client.message()))).isEqualTo("12");
        Await.until("both are reported", () -> emulator.unmatched().size() == 2);
        assertThat(emulator.unmatched().get(0).toString())
                .isEqualTo("unmatched: {\"realtimeInput\":{\"text\":\"two\"}}\n  awaited: step 1\n  nearest: step 2\n"
                        + "    message: expected step 1 first, was what step 2 waits for");
        assertThat(emulator.unmatched().get(1).awaited()).isEmpty();
        assertThat(emulator.unmatched().get(1).toString()).contains("awaited: nothing, the script is over");
        assertThat(emulator.sessions().get(0).end()).isEmpty();
    }

    @Test
    void otherwise_whenItIsTheModel_letsTheModelAnswerAndReportsNothing() {
        GeminiEmulator emulator = playing(Script.builder()
                .otherwise(Otherwise.MODEL)
                .whenever(Expectation.text("fail"), Action.close(1011, "as asked"))
                .build());
        LiveClient client = emulators
                .live(emulator)
                .setUp("{\"model\":\"models/m\",\"sessionResumption\":{}}")
                .send(ask("Hi"));
        assertThat(client.message().path("sessionResumptionUpdate").has("newHandle"))
                .isTrue();
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: Hi");
        client.send(ask("fail"));
        assertThat(client.end().reason()).isEqualTo("as asked");
        assertThat(emulator.unmatched()).isEmpty();
    }

    @Test
    void rules_holdAtAnyTimeBesideTheSteps() {
        GeminiEmulator emulator = playing(Script.yaml("""
                steps:
                - expect: {realtimeInput: {text: {$regex: 'Hi.*'}}}
                  times: 2
                  then: {text: Hello}
                - expect: {realtimeInput: {text: Bye}}
                  then: [text: Goodbye, close: 1000]
                rules:
                - whenever: {clientContent: {turns: {$contains: [{role: user}]}}}
                  then: [text: noted, turnComplete]
                """));
        LiveClient client = emulators.live(emulator).setUp(SETUP);
        String turn = "{\"clientContent\":{\"turns\":[{\"role\":\"user\",\"parts\":[{\"text\":\"x\"}]}]}}";
        client.send(turn)
                .send(ask("Hi"))
                .send(turn)
                .send(ask("Hi there"))
                .send(turn)
                .send(ask("Bye"));
        List<JsonNode> messages =
                client.until(message -> LiveClient.said(List.of(message)).equals("Goodbye"));
        assertThat(LiveClient.said(messages)).isEqualTo("notedHellonotedHellonotedGoodbye");
        assertThat(client.event().code()).isEqualTo(1000);
    }

    @Test
    void audio_isExpectedByItsLengthInAnyNumberOfMessages() {
        GeminiEmulator emulator = playing(Script.builder()
                .expect(Expectation.audio(Duration.ofSeconds(1)), Action.text("first"))
                .expect(Expectation.audio(Duration.ofMillis(500)), Action.text("second"))
                .expect(
                        Expectation.message("realtimeInput: {audioStreamEnd: true}"),
                        Action.audio(Duration.ofMillis(500)))
                .build());
        LiveClient client = emulators.live(emulator).setUp(SETUP);
        client.send(audio(400)).send(audio(500));
        awaitReceived(emulator, 3);
        assertThat(client.isQuiet()).isTrue();
        // 1.3 seconds: what is more than the first step waits for counts for the second.
        client.send(audio(400));
        assertThat(LiveClient.said(List.of(client.message()))).isEqualTo("first");
        client.send(audio(200));
        assertThat(LiveClient.said(List.of(client.message()))).isEqualTo("second");
        // A microphone that stays open is nothing to report.
        client.send(audio(1000)).send("{\"realtimeInput\":{\"audioStreamEnd\":true}}");
        int bytes = 0;
        for (int i = 0; i < 3; i++) {
            bytes += Base64.getDecoder()
                    .decode(client.message()
                            .at("/serverContent/modelTurn/parts/0/inlineData/data")
                            .asString())
                    .length;
        }
        assertThat(bytes).isEqualTo(24_000);
        assertThat(emulator.unmatched()).isEmpty();
    }

    @Test
    void setup_whenExpected_isAnsweredByTheScript() {
        GeminiEmulator emulator = playing(Script.builder()
                .expect(
                        Expectation.message("setup: {model: models/m}"),
                        Action.send("{early: true}"),
                        Action.setupComplete().after(Duration.ofSeconds(3)))
                .expect(Expectation.text("Hi"), Action.text("Hello"))
                .build());
        LiveClient client = emulators.live(emulator).send("{\"setup\":" + SETUP + "}");
        assertThat(compact(client.message())).isEqualTo("{\"early\":true}");
        awaitReceived(emulator, 1);
        assertThat(client.isQuiet()).isTrue();
        emulator.clock().advance(Duration.ofSeconds(3));
        assertThat(client.message().has("setupComplete")).isTrue();
        client.send(ask("Hi"));
        assertThat(LiveClient.said(List.of(client.message()))).isEqualTo("Hello");
        assertThat(emulator.sessions().get(0).effectiveSetup()).isPresent();
    }

    @Test
    void setup_whenExpectedWithoutActions_isCompleted() {
        GeminiEmulator emulator =
                playing(Script.builder().expect(Expectation.setup()).build());
        emulators.live(emulator).setUp(SETUP);
    }

    @Test
    void setup_whenExpected_isRefusedByTheServicesRulesFirst() {
        GeminiEmulator emulator =
                playing(Script.builder().expect(Expectation.setup()).build());
        LiveClient client =
                emulators.live(emulator, "v1beta", false, "key=wrong").send("{\"setup\":" + SETUP + "}");
        assertThat(client.event().reason()).isEqualTo("API key not valid. Please pass a valid API key.");
    }

    @Test
    void setup_thatIsNotAsExpected_isReported() {
        GeminiEmulator emulator = playing(Script.builder()
                .expect(Expectation.message("setup: {model: models/other}"))
                .build());
        LiveClient client = emulators.live(emulator).send("{\"setup\":" + SETUP + "}");
        assertThat(client.event().reason())
                .isEqualTo("Script: step 1: setup.model: expected \"models/other\", was \"models/m\"");
    }

    @Test
    void open_isAnsweredBeforeTheClientSaysAnything() {
        GeminiEmulator emulator = playing(Script.builder()
                .expect(
                        Expectation.open(),
                        Action.close(1013, "try again later").after(Duration.ofSeconds(1)))
                .build());
        LiveClient client = emulators.live(emulator);
        Await.until("the session is there", () -> !emulator.sessions().isEmpty());
        assertThat(client.isQuiet()).isTrue();
        Await.until("the close is due", () -> {
            emulator.clock().advance(Duration.ofSeconds(1));
            return emulator.sessions().get(0).end().isPresent();
        });
        assertThat(client.event().code()).isEqualTo(1013);
    }

    @Test
    void open_whenItCutsAtOnce_endsTheConnection() throws IOException {
        GeminiEmulator emulator = playing(Script.builder()
                .expect(Expectation.open(), Action.close(1006, ""))
                .build());
        assertThat(CutConnection.frames(emulator, SETUP)).isEmpty();
        assertThat(emulator.sessions().get(0).end()).hasValue(new SessionEnd(1006, "", true));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
    void close_withAnyCode_reachesTheClient(int code) {
        GeminiEmulator emulator = playing(Script.builder()
                .then(Action.text("bye"), Action.close(code, "because"))
                .build());
        LiveClient client = emulators.live(emulator).setUp(SETUP);
        LiveClient.Event end = client.end();
        // The platform's client tells a code that it does not allow itself to receive as a failure.
        assertThat(end.code()).isIn(code, 1006);
        assertThat(emulator.sessions().get(0).end()).hasValue(new SessionEnd(code, "because", true));
    }

    @Test
    void close_with1006_cutsTheConnectionWithoutACloseFrame() throws IOException {
        GeminiEmulator emulator = playing(Script.builder()
                .then(Action.text("bye"), Action.close(1006, ""))
                .build());
        // setupComplete and at most the text: a cut waits for nothing.
        assertThat(CutConnection.frames(emulator, SETUP)).allMatch(first -> first == 0x82);
        assertThat(emulator.sessions().get(0).end()).hasValue(new SessionEnd(1006, "", true));
    }

    @Test
    void raw_sendsAnything() {
        GeminiEmulator emulator = playing(Script.builder()
                .then(
                        Action.raw("{\"serverContent\":"),
                        Action.raw("no JSON\n".getBytes(StandardCharsets.UTF_8)),
                        Action.send("{serverContent: [1, two, null]}"))
                .build());
        LiveClient client = emulators.live(emulator).setUp(SETUP);
        assertThat(client.event()).isEqualTo(new LiveClient.Event("{\"serverContent\":", false, 0, ""));
        assertThat(client.event()).isEqualTo(new LiveClient.Event("no JSON\n", true, 0, ""));
        assertThat(compact(client.message())).isEqualTo("{\"serverContent\":[1,\"two\",null]}");
    }

    @Test
    void interrupting_dropsWhatIsStillToCome() {
        GeminiEmulator emulator = playing(Script.builder()
                .expect(
                        Expectation.text("Talk"),
                        Action.text("bla").after(Duration.ofSeconds(1)).times(100))
                .expect(Expectation.text("Stop").interrupting(), Action.interrupted(), Action.turnComplete())
                .build());
        LiveClient client = emulators.live(emulator).setUp(SETUP).send(ask("Talk"));
        awaitReceived(emulator, 2);
        emulator.clock().advance(Duration.ofSeconds(2));
        client.message();
        client.message();
        client.send(ask("Stop"));
        assertThat(client.message().path("serverContent").has("interrupted")).isTrue();
        assertThat(client.message().path("serverContent").has("turnComplete")).isTrue();
        emulator.clock().advance(Duration.ofSeconds(100));
        assertThat(emulator.sessions().get(0).end()).isEmpty();
        assertThat(client.isQuiet()).isTrue();
    }

    @Test
    void scripts_areForTheSessionsThatTheyName() {
        GeminiEmulator emulator = emulators.start();
        emulator.script(Script.builder().then(Action.text("any")).build());
        emulator.script(
                Script.builder().connection(2).then(Action.text("second")).build());
        emulator.script(Script.builder().model("x").then(Action.text("of x")).build());
        emulator.script(Script.builder()
                .model("models/once")
                .once()
                .then(Action.text("once"))
                .build());
        assertThat(firstWords(emulator, "models/m")).isEqualTo("any");
        assertThat(firstWords(emulator, "models/m")).isEqualTo("second");
        assertThat(firstWords(emulator, "models/x")).isEqualTo("of x");
        assertThat(firstWords(emulator, "models/once")).isEqualTo("once");
        assertThat(firstWords(emulator, "models/once")).isEqualTo("any");
        emulator.clearScripts();
        LiveClient client = emulators.live(emulator).setUp(SETUP).send(ask("Hi"));
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: Hi");
    }

    private String firstWords(GeminiEmulator emulator, String model) {
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"" + model + "\"}");
        return LiveClient.said(List.of(client.message()));
    }

    @Test
    void script_givenWhileASessionIsOpen_isForTheNext() {
        GeminiEmulator emulator = emulators.start();
        LiveClient open = emulators.live(emulator).setUp(SETUP);
        emulator.script(Script.builder().then(Action.text("scripted")).build());
        assertThat(LiveClient.said(open.send(ask("Hi")).turn())).isEqualTo("You said: Hi");
        assertThat(firstWords(emulator, "models/m")).isEqualTo("scripted");
    }

    @Test
    void handle_thatAScriptSends_resumes() {
        GeminiEmulator emulator = emulators.start();
        emulator.script(Script.yaml("""
                connection: 1
                steps:
                - then:
                  - send: {sessionResumptionUpdate: {newHandle: handle-1, resumable: true}}
                """));
        emulator.script(Script.yaml("""
                connection: 2
                steps:
                - expect: {setup: {sessionResumption: {handle: handle-1}}}
                - then: {text: again}
                """));
        LiveClient first = emulators.live(emulator).setUp(SETUP);
        assertThat(first.message().at("/sessionResumptionUpdate/newHandle").asString())
                .isEqualTo("handle-1");
        first.hangUp();
        LiveClient second = emulators
                .live(emulator)
                .setUp("{\"model\":\"models/m\",\"sessionResumption\":{\"handle\":\"handle-1\"}}");
        assertThat(LiveClient.said(List.of(second.message()))).isEqualTo("again");
    }

    @Test
    void enforce_whenOff_letsEverythingComeToTheScript() {
        GeminiEmulator emulator = playing(Script.yaml("""
                enforce: false
                otherwise: ignore
                steps:
                - expect: {setup: {newField: 1}}
                - expect: {unheardOf: {$any: true}}
                  then: {text: heard}
                """));
        LiveClient client = emulators
                .live(emulator, "v1beta", false, "key=wrong")
                .setUp("{\"model\":\"models/none\",\"newField\":1}")
                .send("no JSON")
                .send("{\"unheardOf\":2}");
        assertThat(LiveClient.said(List.of(client.message()))).isEqualTo("heard");
        assertThat(emulator.unmatched().get(0).message().get("(no message)"))
                .hasValue(JsonValue.of("no JSON: Unexpected token at line 1, column 1."));
        emulator.clock().advance(Duration.ofHours(1));
        assertThat(emulator.sessions().get(0).end()).isEmpty();
    }

    @Test
    void report_holdsNoSecretAndNoMedia() {
        String handle = "0123456789abcdef0123456789abcdef";
        GeminiEmulator emulator = playing(Script.builder()
                .enforce(false)
                .otherwise(Otherwise.IGNORE)
                .expect(Expectation.message("setup: {sessionResumption: {handle: mine}, tools: [{}]}"))
                .build());
        LiveClient client = emulators.live(emulator);
        client.send("{\"setup\":{\"sessionResumption\":{\"handle\":\"" + handle + "\"}}}")
                .send(audio(100));
        Await.until("both are reported", () -> emulator.unmatched().size() == 2);
        Unmatched setup = emulator.unmatched().get(0);
        assertThat(setup.differences())
                .containsExactly(
                        "setup.sessionResumption.handle: expected \"mine\", was \"(secret)\"",
                        "setup.tools: expected a list of 1, was absent");
        assertThat(emulator.unmatched().toString())
                .doesNotContain(handle)
                .doesNotContain("AAAA")
                .contains("characters of base64");
    }

    private static void awaitReceived(GeminiEmulator emulator, int count) {
        Await.until(
                count + " messages have come",
                () -> emulator.sessions().get(0).received().size() == count);
    }
}
