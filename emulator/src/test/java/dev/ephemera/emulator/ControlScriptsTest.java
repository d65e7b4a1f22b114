package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Scripts given by the control API. */
final class ControlScriptsTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private GeminiEmulator start() {
        return emulators.start(options -> options.controlPort(0));
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
        assertThat(Rest.json(Control.call(emulator, "PUT", "/scripts", yaml))
                        .path("scripts")
                        .asInt())
                .isEqualTo(1);
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        assertThat(LiveClient.said(
                        client.send("{\"realtimeInput\":{\"text\":\"Hi\"}}").turn()))
                .isEqualTo("Hello from the script");
        client.send("{\"realtimeInput\":{\"text\":\"What else?\"}}").end();
        JsonNode unmatched = Control.get(emulator, "/unmatched").at("/unmatched/0");
        assertThat(unmatched.path("session").asString()).isEqualTo("1");
        assertThat(unmatched.at("/message/realtimeInput/text").asString()).isEqualTo("What else?");
        assertThat(Rest.json(Control.call(emulator, "DELETE", "/unmatched", ""))
                        .path("unmatched")
                        .size())
                .isZero();
        String json = "{\"steps\":[{\"expect\":{\"setup\":{}},\"then\":[{\"close\":{\"code\":4001}}]}]}";
        Control.call(emulator, "PUT", "/scripts", json);
        assertThat(emulators
                        .live(emulator)
                        .send("{\"setup\":{\"model\":\"models/m\"}}")
                        .end()
                        .code())
                .isEqualTo(4001);
        Control.assertError(Control.call(emulator, "PUT", "/scripts", "steps: 5"), 400, "line 1");
        assertThat(Rest.json(Control.call(emulator, "DELETE", "/scripts", ""))
                        .path("scripts")
                        .asInt(1))
                .isZero();
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        assertThat(Control.get(emulator, "/recorded").path("scripts").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "# nothing", "---"})
    void scripts_putWithNothingInTheBody_areRefusedAndLeaveThoseBefore(String body) {
        GeminiEmulator emulator = start();
        Control.call(emulator, "PUT", "/scripts", "steps: [{expect: {setup: {}}, then: [{close: {code: 4001}}]}]");
        Control.assertError(
                Control.call(emulator, "PUT", "/scripts", body), 400, body.equals("---") ? "object" : "[] or DELETE");
        assertThat(emulators
                        .live(emulator)
                        .send("{\"setup\":{\"model\":\"models/m\"}}")
                        .end()
                        .code())
                .isEqualTo(4001);
    }

    @Test
    void scripts_putAsAnEmptyList_areForgotten() {
        GeminiEmulator emulator = start();
        Control.call(emulator, "PUT", "/scripts", "steps: [{expect: {setup: {}}, then: [{close: {code: 4001}}]}]");
        assertThat(Rest.json(Control.call(emulator, "PUT", "/scripts", " []\n"))
                        .path("scripts")
                        .asInt(1))
                .isZero();
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"connection\":1,\"steps\":[%1$s]},{\"connection\":2,\"steps\":[%2$s]}]",
                "{\"scripts\":[{\"connection\":1,\"steps\":[%1$s]},{\"connection\":2,\"steps\":[%2$s]}]}",
                "- connection: 1\n  steps: [%1$s]\n- connection: 2\n  steps: [%2$s]\n"
            })
    void scripts_putAsAList_areAllPlayed(String list) {
        GeminiEmulator emulator = start();
        String close = "{\"expect\":{\"setup\":{}},\"then\":[{\"close\":{\"code\":%d}}]}";
        String body = list.formatted(close.formatted(4001), close.formatted(4002));
        assertThat(Control.call(emulator, "PUT", "/scripts", body).body()).contains("\"scripts\": 2");
        for (int code : new int[] {4001, 4002}) {
            LiveClient client = emulators.live(emulator).send("{\"setup\":{\"model\":\"models/m\"}}");
            assertThat(client.end().code()).isEqualTo(code);
        }
    }

    @Test
    void scripts_thatWereRecorded_canBePutBack() {
        GeminiEmulator upstream = emulators.start();
        GeminiEmulator recorder =
                emulators.start(options -> options.controlPort(0).upstream(upstream.baseUrl()));
        LiveClient client = emulators.live(recorder).setUp("{\"model\":\"models/m\"}");
        client.send("{\"realtimeInput\":{\"text\":\"Hi\"}}").turn();
        client.hangUp();
        Await.until("it is recorded", () -> recorder.recorded().size() == 1);
        String recorded = Control.get(recorder, "/recorded").toString();
        GeminiEmulator replayer = start();
        assertThat(Control.call(replayer, "PUT", "/scripts", recorded).body()).contains("\"scripts\": 1");
        assertThat(Control.call(replayer, "PUT", "/scripts", "{\"scripts\":[]}").body())
                .contains("\"scripts\": 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`[\n{},\n{\"steps\":5}]` | line 3: [1]: steps",
                "`{\"scripts\":[\n{\"step\":[]}]}` | line 2: scripts[0]: step",
                "[5] | line 1: [0]: the script",
                "{\"scripts\":[],\"name\":\"x\"} | scripts"
            })
    void scripts_inAListThatAreNone_areRefusedWithTheirPlace(String body, String message) {
        Control.assertError(Control.call(start(), "PUT", "/scripts", body), 400, message);
    }

    @Test
    void message_afterTheLastStep_isReportedAsAwaitedByNothing() {
        GeminiEmulator emulator = start();
        Control.call(emulator, "PUT", "/scripts", "steps: [{expect: {realtimeInput: {text: Hi}}}]");
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        client.send("{\"realtimeInput\":{\"text\":\"Hi\"}}");
        client.send("{\"realtimeInput\":{\"text\":\"More\"}}").end();
        JsonNode unmatched = Control.get(emulator, "/unmatched").at("/unmatched/0");
        assertThat(unmatched.path("awaited").asString()).isEqualTo("nothing, the script is over");
        assertThat(unmatched.path("nearest").asString()).isEqualTo("nothing waits for a message");
    }

    @Test
    void scripts_thatExpectTwoMembersOfAUnion_areRefused() {
        Control.assertError(
                Control.call(
                        start(),
                        "PUT",
                        "/scripts",
                        "{\"steps\":[{\"expect\":{\"realtimeInput\":{\"text\":\"a\"},\"client_content\":{}}}]}"),
                400,
                "steps[0].expect holds both realtimeInput and client_content, and a message holds one of them only");
    }
}
