package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The control API, called as a test in another language calls it. */
final class ControlApiTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private GeminiEmulator start() {
        return emulators.start(options -> options.controlPort(0));
    }

    private static HttpResponse<String> call(GeminiEmulator emulator, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(emulator.controlUrl().orElseThrow() + path))
                .timeout(Await.DEADLINE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static JsonNode get(GeminiEmulator emulator, String path) {
        HttpResponse<String> response = call(emulator, "GET", path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        return Rest.json(response);
    }

    private static void assertError(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(Rest.json(response).at("/error/code").asInt()).isEqualTo(status);
        assertThat(Rest.json(response).at("/error/message").asString()).contains(message);
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
        JsonNode state = get(emulator, "/state");
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
        assertThat(Rest.json(call(emulator, "POST", "/clock/advance", "{\"by\":\"PT20M\"}"))
                        .path("time")
                        .asString())
                .isEqualTo("2030-01-01T00:05:00Z");
        assertThat(Rest.json(call(emulator, "POST", "/clock/advance", "{\"by\":\"299.5s\"}"))
                        .path("time")
                        .asString())
                .isEqualTo("2030-01-01T00:09:59.500Z");
        assertThat(get(emulator, "/tokens").at("/tokens/0/state").asString()).isEqualTo("CLOSED_TO_NEW_SESSIONS");
        call(emulator, "POST", "/clock/advance", "{\"to\":\"2030-01-01T00:15:00Z\"}");
        assertThat(get(emulator, "/tokens").at("/tokens/0/state").asString()).isEqualTo("EXPIRED");
        assertThat(get(emulator, "/clock").path("time").asString()).isEqualTo("2030-01-01T00:15:00Z");
        assertThat(emulator.clock().instant()).isEqualTo("2030-01-01T00:15:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"by\":\"-1s\"} | cannot be moved back",
                "{\"to\":\"2001-01-01T00:00:00Z\"} | cannot be moved back",
                "{\"by\":\"soon\"} | cannot be read",
                "{\"by\":\"PT999999999999999H\"} | cannot be read",
                "{\"to\":\"tomorrow\"} | cannot be read",
                "{\"by\":\"1s\",\"to\":\"2031-01-01T00:00:00Z\"} | either by",
                "{} | either by",
                "{\"minutes\":9} | no member \"minutes\" here; it takes by, to",
                "[] | no object",
                "{ | is no JSON object"
            })
    void clock_askedForWhatItCannot_saysWhatIsWrong(String body, String message) {
        GeminiEmulator emulator = start();
        assertError(call(emulator, "POST", "/clock/advance", body), 400, message);
        assertThat(emulator.clock().instant()).isEqualTo(Emulators.START);
    }

    @Test
    void clock_ofTheSystem_cannotBeAdvanced() {
        GeminiEmulator emulator =
                emulators.start(options -> options.controlPort(0).clock(EmulatorClock.system()));
        assertError(call(emulator, "POST", "/clock/advance", "{\"by\":\"1s\"}"), 409, "--virtual");
        assertThat(get(emulator, "/clock").path("virtual").asBoolean()).isFalse();
    }

    @Test
    void tokens_listed_areNamedByTheirFingerprintAlone() {
        GeminiEmulator emulator = start();
        String name = Rest.mint(
                emulator,
                "{\"uses\":3,\"bidiGenerateContentSetup\":{\"model\":\"models/m\"},\"fieldMask\":\"model,tools\"}");
        HttpResponse<String> response = call(emulator, "GET", "/tokens", "");
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
        JsonNode first = get(emulator, "/sessions").at("/sessions/0");
        assertThat(first.path("id").asString()).isEqualTo("1");
        assertThat(first.path("apiVersion").asString()).isEqualTo("v1beta");
        assertThat(first.path("method").asString()).isEqualTo("BidiGenerateContent");
        assertThat(first.path("credentialForm").asString()).isEqualTo("KEY_IN_QUERY");
        assertThat(first.path("model").asString()).isEqualTo("models/m");
        assertThat(first.path("state").asString()).isEqualTo("OPEN");
        assertThat(first.path("openedAt").asString()).isEqualTo(Emulators.START.toString());
        JsonNode second = get(emulator, "/sessions").at("/sessions/1");
        assertThat(second.path("method").asString()).isEqualTo("BidiGenerateContentConstrained");
        assertThat(second.path("state").asString()).isEqualTo("AWAITING_SETUP");
        assertThat(get(emulator, "/sessions/1").at("/effectiveSetup/model").asString())
                .isEqualTo("models/m");
    }

    @Test
    void session_closedByTheApi_endsWithItsCodeAndReason() {
        GeminiEmulator emulator = start();
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        JsonNode closed =
                Rest.json(call(emulator, "POST", "/sessions/1/close", "{\"code\":1011,\"reason\":\"as you wish\"}"));
        LiveClient.Event end = client.end();
        assertThat(end.code()).isEqualTo(1011);
        assertThat(end.reason()).isEqualTo("as you wish");
        assertThat(closed.path("state").asString()).isEqualTo("ENDED");
        assertThat(closed.at("/end/code").asInt()).isEqualTo(1011);
        assertThat(closed.at("/end/byEmulator").asBoolean()).isTrue();
        assertThat(get(emulator, "/sessions?open=true").path("sessions").size()).isZero();
        assertThat(get(emulator, "/sessions").path("sessions").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/sessions/1/close | {\"code\":1005} | 400 | no close frame may hold the code 1005",
                "/sessions/1/close | {} | 400 | needs a code",
                "/sessions/1/close | {\"code\":\"no\"} | 400 | needs a code",
                "/sessions/9/close | {\"code\":1000} | 404 | There is no session 9; GET /sessions lists them.",
                "/sessions/1 | {} | 405 | There is no POST /sessions/1; there is GET /, GET /events, GET /state",
                "/nothing | {} | 404 | There is no POST /nothing"
            })
    void calls_thatCannotBe_sayWhatWouldBe(String path, String body, int status, String message) {
        GeminiEmulator emulator = start();
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        assertError(call(emulator, "POST", path, body), status, message);
        assertThat(emulator.sessions().get(0).end()).isEmpty();
    }

    @Test
    void frames_ofASession_areRedactedUnlessAskedForWhole() {
        GeminiEmulator emulator = start();
        LiveClient client = emulators.live(emulator);
        client.setUp("{\"model\":\"models/m\",\"sessionResumption\":{}}");
        String handle =
                client.message().at("/sessionResumptionUpdate/newHandle").asString();
        String shown = call(emulator, "GET", "/sessions/1/frames", "").body();
        assertThat(shown).contains("sessionResumption").doesNotContain(handle);
        JsonNode sent = get(emulator, "/sessions/1/frames?direction=sent&redacted=false");
        assertThat(sent.path("frames").size()).isEqualTo(2);
        assertThat(sent.at("/frames/1/json/sessionResumptionUpdate/newHandle").asString())
                .isEqualTo(handle);
        JsonNode received = get(emulator, "/sessions/1/frames?direction=received");
        assertThat(received.path("frames").size()).isEqualTo(1);
        assertThat(received.at("/frames/0/kind").asString()).isEqualTo("TEXT");
        assertThat(received.at("/frames/0/at").asString()).isEqualTo(Emulators.START.toString());
        assertError(call(emulator, "GET", "/sessions/1/frames?direction=up", ""), 400, "must be received or sent");
        assertError(call(emulator, "GET", "/sessions/1/frames?redacted=no", ""), 400, "must be true or false");
    }

    @Test
    void body_thatIsTooLong_isRefused() {
        GeminiEmulator emulator =
                emulators.start(options -> options.controlPort(0).maxMessageBytes(1024));
        assertError(call(emulator, "POST", "/clock/advance", " ".repeat(1025)), 413, "1024 bytes");
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
        call(emulator, "POST", "/clock/advance", "{\"by\":\"PT10M\"}");
        assertThat(emulator.sessions().get(0).end()).isPresent();
        assertThat(client.message().has("goAway")).isTrue();
        assertThat(emulator.clock().instant()).isEqualTo(Emulators.START.plus(Duration.ofMinutes(10)));
    }

    @Test
    void scripts_putAsYamlOrJson_arePlayedAndReportWhatTheyLeave() {
        GeminiEmulator emulator = start();
        String yaml = """
                steps:
                  - expect: {realtimeInput: {text: Hi}}
                    then:
                      - text: Hello from the script
                      - turnComplete: true
                """;
        assertThat(Rest.json(call(emulator, "PUT", "/scripts", yaml))
                        .path("scripts")
                        .asInt())
                .isEqualTo(1);
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        assertThat(LiveClient.said(
                        client.send("{\"realtimeInput\":{\"text\":\"Hi\"}}").turn()))
                .isEqualTo("Hello from the script");
        client.send("{\"realtimeInput\":{\"text\":\"What else?\"}}").end();
        JsonNode unmatched = get(emulator, "/unmatched").at("/unmatched/0");
        assertThat(unmatched.path("session").asString()).isEqualTo("1");
        assertThat(unmatched.at("/message/realtimeInput/text").asString()).isEqualTo("What else?");
        assertThat(Rest.json(call(emulator, "DELETE", "/unmatched", ""))
                        .path("unmatched")
                        .size())
                .isZero();
        String json = "{\"steps\":[{\"expect\":{\"setup\":{}},\"then\":[{\"close\":{\"code\":4001}}]}]}";
        call(emulator, "PUT", "/scripts", json);
        assertThat(emulators
                        .live(emulator)
                        .send("{\"setup\":{\"model\":\"models/m\"}}")
                        .end()
                        .code())
                .isEqualTo(4001);
        assertError(call(emulator, "PUT", "/scripts", "steps: 5"), 400, "line 1");
        assertThat(Rest.json(call(emulator, "DELETE", "/scripts", ""))
                        .path("scripts")
                        .asInt(1))
                .isZero();
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        assertThat(get(emulator, "/recorded").path("scripts").size()).isZero();
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
            assertThat(get(emulator, path).toString()).as(path).doesNotContain(key);
        }
        assertThat(get(emulator, "/unmatched").toString()).contains("my key is (secret)");
        assertThat(get(emulator, "/sessions").at("/sessions/0/end/reason").asString())
                .contains("(secret)");
        assertThat(emulator.sessions().toString() + emulator.unmatched()).doesNotContain(key);
    }

    @Test
    void faults_planned_happenAndAreTold() {
        GeminiEmulator emulator = start();
        JsonNode planned =
                Rest.json(call(emulator, "POST", "/faults", "{\"next\":[{\"status\":{\"code\":503}}],\"times\":2}"));
        assertThat(planned.path("pending").size()).isEqualTo(2);
        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(503);
        JsonNode state = get(emulator, "/faults");
        assertThat(state.path("pending").size()).isEqualTo(1);
        assertThat(state.at("/injected/0/fault/status/code").asInt()).isEqualTo(503);
        assertThat(state.at("/injected/0/request").asString()).isEqualTo("POST /v1alpha/auth_tokens");
        assertThat(Rest.json(call(emulator, "DELETE", "/faults", ""))
                        .path("pending")
                        .size())
                .isZero();
        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(200);
        call(emulator, "POST", "/faults", "{\"always\":{\"status\":{\"code\":429}}}");
        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(429);
        call(emulator, "DELETE", "/faults", "");
        call(
                emulator,
                "POST",
                "/faults",
                "{\"rate\":{\"probability\":1,\"seed\":7,\"faults\":[{\"status\":{\"code\":500}}]}}");
        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(500);
    }

    @Test
    void fault_inAnOpenSession_happensThere() {
        GeminiEmulator emulator = start();
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        call(emulator, "POST", "/sessions/1/fault", "{\"close\":{\"code\":1012}}");
        assertThat(client.end().code()).isEqualTo(1012);
        assertThat(get(emulator, "/faults").at("/injected/0/session").asString())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/faults | {} | The body needs",
                "/faults | {\"next\":{}} | The body needs",
                "/faults | {\"next\":[{\"drop\":{}}],\"always\":{\"drop\":{}}} | The body needs",
                "/faults | {\"next\":[{\"drop\":{}}],\"times\":\"three\"} | a whole number from 1 to 10000",
                "/faults | {\"next\":[{\"drop\":{}}],\"times\":0} | a whole number from 1 to 10000",
                "/faults | {\"next\":[{\"drop\":{}}],\"times\":10001} | a whole number from 1 to 10000",
                "/faults | {\"next\":[5]} | A fault is an object",
                "/faults | {\"always\":{\"stat\":{}}} | stat",
                "/faults | {\"always\":{\"status\":{\"code\":99}}} | code",
                "/faults | {\"rate\":{\"probability\":2,\"seed\":1,\"faults\":[{\"drop\":{}}]}} | probability",
                "/faults | {\"rate\":{\"faults\":[]}} | The body needs",
                "/sessions/1/fault | {\"nothing\":{}} | nothing"
            })
    void faults_thatAreNone_areRefused(String path, String body, String message) {
        GeminiEmulator emulator = start();
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        assertError(call(emulator, "POST", path, body), 400, message);
        assertThat(get(emulator, "/faults").path("pending").size()).isZero();
    }
}
