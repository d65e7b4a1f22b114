package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Script;
import dev.ephemera.types.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sessions play a script, and how they begin and end under it. */
final class ScriptedSessionTest extends ScriptedSession {

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
}
