package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Otherwise;
import dev.ephemera.emulator.script.Script;
import dev.ephemera.emulator.script.Unmatched;
import dev.ephemera.types.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a script expects of a client, and what it does. */
final class ScriptTest extends ScriptedSession {

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
    void messages_thatNothingMatchesAndAreVeryLong_areReportedByTheirBeginnings() {
        GeminiEmulator emulator = playing(Script.builder()
                .otherwise(Otherwise.IGNORE)
                .expect(Expectation.text("Hi"))
                .build());
        LiveClient client = emulators.live(emulator).setUp(SETUP);
        String before = "{\"realtimeInput\":{\"text\":\"";
        client.send(ask("x".repeat(3 << 20)));
        Await.until("it is reported", () -> emulator.unmatched().size() == 1);
        assertThat(emulator.unmatched().get(0).message().get("(cut)"))
                .hasValue(JsonValue.of(before + "x".repeat(20_000 - before.length()) + "… ("
                        + ((3 << 20) + before.length() + "\"}}".length() - 20_000) + " more characters)"));
        int count = 200;
        for (int i = 0; i < count; i++) {
            client.send(ask(i + "x".repeat(19_000)));
        }
        client.send(ask("the last"));
        Await.until(
                "the last is reported", () -> emulator.unmatched().toString().contains("the last"));
        assertThat(emulator.unmatched()).hasSizeBetween(90, 110);
        assertThat(emulator.unmatched().get(0).message().toString()).containsPattern("\"text\":\"(9|1\\d)\\dx");
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
}
