package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Script;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The control API, called as a test in another language calls it. */
final class ControlApiTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private GeminiEmulator start() {
        return emulators.start(options -> options.controlPort(0));
    }

    @Test
    void controlPort_byDefault_isOff() {
        GeminiEmulator emulator = emulators.start();
        assertThat(emulator.controlUrl()).isEmpty();
    }

    @Test
    void state_ofAnEmulator_tellsTimeCountsAndWarnings() {
        GeminiEmulator emulator = start();
        Rest.mint(emulator, "{}");
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        emulators.live(emulator).send("{}").end();
        JsonNode state = Control.get(emulator, "/state");
        assertThat(state.path("time").asString()).isEqualTo(Emulators.START.toString());
        assertThat(state.path("virtual").asBoolean()).isTrue();
        assertThat(state.path("baseUrl").asString())
                .isEqualTo(emulator.baseUrl().toString());
        assertThat(state.path("tokens").asInt()).isEqualTo(1);
        assertThat(state.path("openSessions").asInt()).isEqualTo(1);
        assertThat(state.path("endedSessions").asInt()).isEqualTo(1);
        assertThat(state.path("warnings").size()).isZero();
    }

    @Test
    void clock_advanced_expiresTokensAndSaysTheNewTime() {
        GeminiEmulator emulator = start();
        Rest.mint(emulator, "{}");
        assertThat(Rest.json(Control.call(emulator, "POST", "/clock/advance", "{\"by\":\"PT20M\"}"))
                        .path("time")
                        .asString())
                .isEqualTo("2030-01-01T00:05:00Z");
        assertThat(Rest.json(Control.call(emulator, "POST", "/clock/advance", "{\"by\":\"299.5s\"}"))
                        .path("time")
                        .asString())
                .isEqualTo("2030-01-01T00:09:59.500Z");
        assertThat(Control.get(emulator, "/tokens").at("/tokens/0/state").asString())
                .isEqualTo("CLOSED_TO_NEW_SESSIONS");
        Control.call(emulator, "POST", "/clock/advance", "{\"to\":\"2030-01-01T00:15:00Z\"}");
        assertThat(Control.get(emulator, "/tokens").at("/tokens/0/state").asString())
                .isEqualTo("EXPIRED");
        assertThat(Control.get(emulator, "/clock").path("time").asString()).isEqualTo("2030-01-01T00:15:00Z");
        assertThat(emulator.clock().instant()).isEqualTo("2030-01-01T00:15:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"by\":\"-1s\"} | cannot be moved: time does not run backwards",
                "{\"to\":\"2001-01-01T00:00:00Z\"} | cannot be moved: time does not run backwards",
                "{\"by\":\"soon\"} | cannot be read",
                "{\"by\":\"PT999999999999999H\"} | cannot be read",
                "{\"to\":\"+1000000000-12-31T23:59:59Z\"} | cannot be moved: time ends at 9999-12-30T23:59:59Z",
                "{\"by\":\"PT99999999H\"} | cannot be moved: time ends at 9999-12-30T23:59:59Z",
                "{\"to\":\"tomorrow\"} | cannot be read",
                "{\"by\":\"1s\",\"to\":\"2031-01-01T00:00:00Z\"} | either by",
                "{} | either by",
                "{\"minutes\":9} | no member \"minutes\" here; it takes by, to",
                "[] | no object",
                "{ | is no JSON object"
            })
    void clock_askedForWhatItCannot_saysWhatIsWrong(String body, String message) {
        GeminiEmulator emulator = start();
        Control.assertError(Control.call(emulator, "POST", "/clock/advance", body), 400, message);
        assertThat(emulator.clock().instant()).isEqualTo(Emulators.START);
    }

    @Test
    void token_atTheEndOfTime_isIssuedAndOpensASession() {
        GeminiEmulator emulator = start();
        Control.call(emulator, "POST", "/clock/advance", "{\"to\":\"9999-12-30T23:59:59Z\"}");
        String token = Rest.mint(emulator, "{\"expireTime\":\"9999-12-31T19:59:58Z\"}");
        emulators.live(emulator, token).setUp("{\"model\":\"models/m\"}");
    }

    @Test
    void clock_ofTheSystem_cannotBeAdvanced() {
        GeminiEmulator emulator =
                emulators.start(options -> options.controlPort(0).clock(EmulatorClock.system()));
        Control.assertError(Control.call(emulator, "POST", "/clock/advance", "{\"by\":\"1s\"}"), 409, "--virtual");
        assertThat(Control.get(emulator, "/clock").path("virtual").asBoolean()).isFalse();
    }

    @Test
    void tokens_listed_areNamedByTheirFingerprintAlone() {
        GeminiEmulator emulator = start();
        String name = Rest.mint(
                emulator,
                "{\"uses\":3,\"bidiGenerateContentSetup\":{\"model\":\"models/m\"},\"fieldMask\":\"model,tools\"}");
        HttpResponse<String> response = Control.call(emulator, "GET", "/tokens", "");
        JsonNode token = Rest.json(response).at("/tokens/0");
        assertThat(response.body()).doesNotContain(name, name.substring("auth_tokens/".length()));
        assertThat(token.path("fingerprint").asString()).hasSize(8);
        assertThat(token.path("uses").asInt()).isEqualTo(3);
        assertThat(token.path("usesLeft").asInt()).isEqualTo(3);
        assertThat(token.path("expireTime").asString()).isEqualTo("2030-01-01T00:15:00Z");
        assertThat(token.path("newSessionExpireTime").asString()).isEqualTo("2029-12-31T23:46:00Z");
        assertThat(token.at("/setup/model").asString()).isEqualTo("models/m");
        assertThat(token.path("fieldMask").values())
                .extracting(JsonNode::asString)
                .containsExactly("model", "tools");
    }

    @Test
    void sessions_listed_tellWhatTheyAre() {
        GeminiEmulator emulator = start();
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        emulators.live(emulator, Rest.mint(emulator, "{}"));
        Await.until("both are open", () -> emulator.sessions().size() == 2);
        JsonNode first = Control.get(emulator, "/sessions").at("/sessions/0");
        assertThat(first.path("id").asString()).isEqualTo("1");
        assertThat(first.path("apiVersion").asString()).isEqualTo("v1beta");
        assertThat(first.path("method").asString()).isEqualTo("BidiGenerateContent");
        assertThat(first.path("credentialForm").asString()).isEqualTo("KEY_IN_QUERY");
        assertThat(first.path("model").asString()).isEqualTo("models/m");
        assertThat(first.path("state").asString()).isEqualTo("OPEN");
        assertThat(first.path("openedAt").asString()).isEqualTo(Emulators.START.toString());
        JsonNode second = Control.get(emulator, "/sessions").at("/sessions/1");
        assertThat(second.path("method").asString()).isEqualTo("BidiGenerateContentConstrained");
        assertThat(second.path("state").asString()).isEqualTo("AWAITING_SETUP");
        assertThat(Control.get(emulator, "/sessions/1")
                        .at("/effectiveSetup/model")
                        .asString())
                .isEqualTo("models/m");
    }

    @Test
    void session_closedByTheApi_endsWithItsCodeAndReason() {
        GeminiEmulator emulator = start();
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        JsonNode closed = Rest.json(
                Control.call(emulator, "POST", "/sessions/1/close", "{\"code\":1011,\"reason\":\"as you wish\"}"));
        LiveClient.Event end = client.end();
        assertThat(end.code()).isEqualTo(1011);
        assertThat(end.reason()).isEqualTo("as you wish");
        assertThat(closed.path("state").asString()).isEqualTo("ENDED");
        assertThat(closed.at("/end/code").asInt()).isEqualTo(1011);
        assertThat(closed.at("/end/byEmulator").asBoolean()).isTrue();
        assertThat(Control.get(emulator, "/sessions?open=true").path("sessions").size())
                .isZero();
        assertThat(Control.get(emulator, "/sessions").path("sessions").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/sessions/1/close | {\"code\":1005} | 400 | no close frame may hold the code 1005",
                "/sessions/1/close | {\"code\":4294968307} | 400 | no close frame may hold the code 4294968307",
                "/sessions/1/close?now=true | {\"code\":1000} | 400 | The query has no parameter \"now\" here; it takes none.",
                "/sessions/1/close | {} | 400 | needs a code",
                "/sessions/1/close | {\"code\":\"no\"} | 400 | needs a code",
                "/sessions/9/close | {\"code\":1000} | 404 | There is no session 9; GET /sessions lists them.",
                "/sessions/1 | {} | 405 | There is no POST /sessions/1; there is GET /, GET /events, GET /state",
                "/nothing | {} | 404 | There is no POST /nothing"
            })
    void calls_thatCannotBe_sayWhatWouldBe(String path, String body, int status, String message) {
        GeminiEmulator emulator = start();
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        Control.assertError(Control.call(emulator, "POST", path, body), status, message);
        assertThat(emulator.sessions().get(0).end()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"/close | {\"code\":4000}", "/fault | {\"drop\":{}}", "/fault | {\"close\":{}}"})
    void session_thatHasEnded_isNothingToActOn(String action, String body) {
        GeminiEmulator emulator = start();
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        emulator.sessions().get(0).close(1011, "");
        Control.assertError(
                Control.call(emulator, "POST", "/sessions/1" + action, body), 409, "The session 1 has ended");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/state?x | The query has no parameter \"x\" here; it takes none.",
                "/sessions?opened=true | The query has no parameter \"opened\" here; it takes open.",
                "/sessions/1/frames?direction=sent&limit=5 | no parameter \"limit\" here; it takes direction, redacted."
            })
    void parameter_thatIsNotKnown_isRefusedByName(String path, String message) {
        GeminiEmulator emulator = start();
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        Control.assertError(Control.call(emulator, "GET", path, ""), 400, message);
    }

    @Test
    void frames_thatHoldNoJsonObject_areSeenWhole() {
        GeminiEmulator emulator = start();
        LiveClient client = emulators.live(emulator).send("no \"JSON\", and auth_tokens/secret");
        client.end();
        emulators.live(emulator).sendBinary(new byte[] {(byte) 0xC3, 0x28}).end();
        emulators.live(emulator).send("[1]").end();
        JsonNode text = Control.get(emulator, "/sessions/1/frames?direction=RECEIVED&redacted=false");
        assertThat(text.at("/frames/0/text").asString()).isEqualTo("no \"JSON\", and auth_tokens/secret");
        assertThat(text.at("/frames/0").has("base64")).isFalse();
        JsonNode bytes = Control.get(emulator, "/sessions/2/frames?direction=Received&redacted=false");
        assertThat(bytes.at("/frames/0/base64").asString()).isEqualTo("wyg=");
        assertThat(emulator.sessions().get(1).frames().get(0).payload()).containsExactly(0xC3, 0x28);
        JsonNode list = Control.get(emulator, "/sessions/3/frames?direction=received&redacted=false");
        assertThat(list.at("/frames/0/text").asString()).isEqualTo("[1]");
        JsonNode sent = Control.get(emulator, "/sessions/1/frames?direction=SENT&redacted=false");
        assertThat(sent.at("/frames/0/kind").asString()).isEqualTo("CLOSE");
        assertThat(sent.at("/frames/0").has("text")).isFalse();
        assertThat(Control.call(emulator, "GET", "/sessions/1/frames", "").body())
                .doesNotContain("auth_tokens/secret");
    }

    @Test
    void frames_ofASession_areRedactedUnlessAskedForWhole() {
        GeminiEmulator emulator = start();
        LiveClient client = emulators.live(emulator);
        client.setUp("{\"model\":\"models/m\",\"sessionResumption\":{}}");
        String handle =
                client.message().at("/sessionResumptionUpdate/newHandle").asString();
        String shown = Control.call(emulator, "GET", "/sessions/1/frames", "").body();
        assertThat(shown).contains("sessionResumption").doesNotContain(handle);
        JsonNode sent = Control.get(emulator, "/sessions/1/frames?direction=sent&redacted=false");
        assertThat(sent.path("frames").size()).isEqualTo(2);
        assertThat(sent.at("/frames/1/json/sessionResumptionUpdate/newHandle").asString())
                .isEqualTo(handle);
        JsonNode received = Control.get(emulator, "/sessions/1/frames?direction=received");
        assertThat(received.path("frames").size()).isEqualTo(1);
        assertThat(received.at("/frames/0/kind").asString()).isEqualTo("TEXT");
        assertThat(received.at("/frames/0/at").asString()).isEqualTo(Emulators.START.toString());
        Control.assertError(
                Control.call(emulator, "GET", "/sessions/1/frames?direction=up", ""), 400, "must be received or sent");
        Control.assertError(
                Control.call(emulator, "GET", "/sessions/1/frames?redacted=no", ""), 400, "must be true or false");
    }

    @Test
    void body_thatIsTooLong_isRefused() {
        GeminiEmulator emulator =
                emulators.start(options -> options.controlPort(0).maxMessageBytes(1024));
        Control.assertError(Control.call(emulator, "POST", "/clock/advance", " ".repeat(1025)), 413, "1024 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, , 200",
        "localhost, , 200",
        "localhost, http://localhost, 200",
        "evil.example, , 403",
        "localhost.evil.example, , 403",
        "127.0.0.1, http://evil.example, 403",
        "127.0.0.1, null, 403",
        "127.0.0.1, https://127.0.0.1, 403",
        "127.0.0.1, http://localhost, 403"
    })
    void pagesOfOthers_whateverNameTheyUse_areKeptOut(String host, String origin, int status) throws Exception {
        GeminiEmulator emulator = start();
        int port = emulator.controlUrl().orElseThrow().getPort();
        String originHeader =
                origin == null ? "" : "Origin: " + origin + (origin.equals("null") ? "" : ":" + port) + "\r\n";
        String answer = RawHttp.answer(
                port,
                "GET /state HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n" + originHeader
                        + "Connection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        if (status == 403) {
            assertThat(answer).contains("\"error\"").doesNotContain("openSessions");
        }
    }

    @Test
    void controlPort_thatIsTaken_leavesNothingBehind() {
        GeminiEmulator first = start();
        int taken = first.controlUrl().orElseThrow().getPort();
        assertThatThrownBy(() -> emulators.start(options -> options.controlPort(taken)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("The control API cannot listen on 127.0.0.1:" + taken);
        assertThatThrownBy(() -> EmulatorOptions.builder().controlPort(70_000).build())
                .hasMessageContaining("controlPort");
    }

    @Test
    void advance_thatClosesSessions_answersAfterAllFellDue() {
        GeminiEmulator emulator = start();
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        Control.call(emulator, "POST", "/clock/advance", "{\"by\":\"PT10M\"}");
        assertThat(emulator.sessions().get(0).end()).isPresent();
        assertThat(client.message().has("goAway")).isTrue();
        assertThat(emulator.clock().instant()).isEqualTo(Emulators.START.plus(Duration.ofMinutes(10)));
    }

    @Test
    void credentials_thatAMessageHolds_areShownNowhere() throws Exception {
        GeminiEmulator emulator = start();
        String key = "AIza" + "k".repeat(35);
        emulator.script(Script.builder()
                .expect(Expectation.text("Hi"), Action.text("Hello"))
                .build());
        emulators
                .live(emulator)
                .setUp("{\"model\":\"models/m\",\"systemInstruction\":{\"parts\":[{\"text\":\"" + key + "\"}]}}")
                .send("{\"realtimeInput\":{\"text\":\"my key is " + key + "\"}}")
                .end();

        for (String path : List.of("/sessions", "/sessions/1", "/sessions/1/frames", "/unmatched", "/state")) {
            assertThat(Control.get(emulator, path).toString()).as(path).doesNotContain(key);
        }
        assertThat(Control.get(emulator, "/unmatched").toString()).contains("my key is (secret)");
        assertThat(Control.get(emulator, "/sessions")
                        .at("/sessions/0/end/reason")
                        .asString())
                .contains("(secret)");
        assertThat(emulator.sessions().toString() + emulator.unmatched()).doesNotContain(key);
    }
}
