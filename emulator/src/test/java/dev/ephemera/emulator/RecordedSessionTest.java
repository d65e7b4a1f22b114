package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatedFrame.Direction;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.InjectedFault;
import dev.ephemera.emulator.fault.Moment;
import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Script;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session with another endpoint is a session like any other: seen, limited and ended in the same way. */
final class RecordedSessionTest {

    private static final String SETUP = "{\"model\":\"models/m\"}";

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private GeminiEmulator recorderOf(GeminiEmulator upstream) {
        return emulators.start(options -> options.upstream(upstream.baseUrl()).controlPort(0));
    }

    private static EmulatedSession only(GeminiEmulator emulator) {
        assertThat(emulator.sessions()).hasSize(1);
        return emulator.sessions().get(0);
    }

    private static SessionEnd end(EmulatedSession session) {
        Await.until("the session ends", () -> session.end().isPresent());
        return session.end().orElseThrow();
    }

    @Test
    void session_whenRecorded_isSeenLikeAnyOther() throws Exception {
        GeminiEmulator recorder = recorderOf(emulators.start());
        List<String> heard = new CopyOnWriteArrayList<>();
        recorder.listen(new EmulatorListener() {
            @Override
            public void opened(EmulatedSession session) {
                heard.add("opened " + session.id());
            }

            @Override
            public void passed(EmulatedSession session, EmulatedFrame frame) {
                heard.add(frame.direction() + " " + frame.kind());
            }

            @Override
            public void ended(EmulatedSession session, SessionEnd end) {
                heard.add("ended " + end.code());
            }
        });
        LiveClient client = emulators.live(recorder);
        Await.until("it is open", () -> !recorder.sessions().isEmpty());
        EmulatedSession session = only(recorder);
        assertThat(session.effectiveSetup()).isEmpty();
        client.setUp(SETUP);
        client.send("{\"realtime_input\":{\"text\":\"Hi\"}}").turn();
        assertThat(session.id()).isEqualTo("1");
        assertThat(session.openedAt()).isEqualTo(Emulators.START);
        assertThat(session.apiVersion()).isEqualTo("v1beta");
        assertThat(session.constrained()).isFalse();
        assertThat(session.credentialForm()).isEqualTo(CredentialForm.KEY_IN_QUERY);
        assertThat(session.received())
                .containsExactly(
                        Rest.object("{\"setup\":" + SETUP + "}"),
                        Rest.object("{\"realtime_input\":{\"text\":\"Hi\"}}"));
        assertThat(session.effectiveSetup()).hasValue(Rest.object(SETUP));
        assertThat(session.frames())
                .extracting(EmulatedFrame::direction)
                .startsWith(Direction.RECEIVED, Direction.SENT, Direction.RECEIVED, Direction.SENT);
        String state = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(recorder.controlUrl().orElseThrow() + "/sessions/1"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        assertThat(Rest.json(state).path("state").asString()).as(state).isEqualTo("OPEN");
        client.hangUp();
        assertThat(end(session)).isEqualTo(new SessionEnd(1000, "Client closing", false));
        assertThat(session.toString()).contains("1000", "v1beta");
        Await.until("the end is told", () -> heard.contains("ended 1000"));
        assertThat(heard).startsWith("opened 1", "RECEIVED TEXT", "SENT BINARY").endsWith("ended 1000");
    }

    @Test
    void requests_whenHandedOn_areToldWithTheirAnswer() {
        GeminiEmulator upstream = emulators.start();
        GeminiEmulator recorder = recorderOf(upstream);
        List<String> heard = new CopyOnWriteArrayList<>();
        recorder.listen(new EmulatorListener() {
            @Override
            public void answered(String request, int status, String said) {
                heard.add(request + " " + status + " " + said);
            }
        });
        Rest.mint(recorder, "{}");
        URI there = upstream.baseUrl();
        upstream.close();
        Rest.create(recorder, "v1beta", "{}");
        Await.until("both are told", () -> heard.size() == 2);
        assertThat(heard.get(0)).matches("POST /v1\\w+/auth_tokens 200 ");
        assertThat(heard.get(1))
                .startsWith("POST /v1beta/auth_tokens 502 The upstream endpoint " + there + " cannot be reached");
    }

    @Test
    void recorder_whenClosed_endsWith1001OnBothSidesAndWritesTheSession() {
        GeminiEmulator upstream = emulators.start();
        GeminiEmulator recorder = recorderOf(upstream);
        LiveClient client = emulators.live(recorder).setUp(SETUP);
        recorder.close();
        assertThat(client.end().code()).isEqualTo(1001);
        assertThat(end(only(recorder))).isEqualTo(new SessionEnd(1001, "", true));
        assertThat(end(only(upstream)).byEmulator()).isFalse();
        assertThat(recorder.recorded()).hasSize(1);
        assertThat(recorder.recorded().get(0).toYaml())
                .contains("setupComplete")
                .doesNotContain("close");
    }

    @Test
    void session_whenATestClosesIt_endsOnBothSides() {
        GeminiEmulator upstream = emulators.start();
        GeminiEmulator recorder = recorderOf(upstream);
        LiveClient client = emulators.live(recorder).setUp(SETUP);
        only(recorder).close(4000, "enough");
        LiveClient.Event end = client.end();
        assertThat(end.code()).isEqualTo(4000);
        assertThat(end.reason()).isEqualTo("enough");
        assertThat(end(only(upstream))).isEqualTo(new SessionEnd(4000, "enough", false));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1007, 1008, 1011, 1012, 3000, 4999})
    void close_ofTheService_arrivesAsItIs(int code) {
        GeminiEmulator upstream = emulators.start();
        upstream.script(Script.builder()
                .expect(Expectation.text("end"), Action.close(code, "why not"))
                .build());
        GeminiEmulator recorder = recorderOf(upstream);
        LiveClient client = emulators.live(recorder).setUp(SETUP).send("{\"realtimeInput\":{\"text\":\"end\"}}");
        LiveClient.Event end = client.event();
        assertThat(end.code()).isEqualTo(code);
        assertThat(end.reason()).isEqualTo("why not");
        assertThat(end(only(recorder))).isEqualTo(new SessionEnd(code, "why not", true));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1011, 3000, 4999})
    void close_ofTheClient_arrivesAsItIs(int code) {
        GeminiEmulator upstream = emulators.start();
        try (RawLive client = RawLive.open(recorderOf(upstream))) {
            client.setUp().message();
            client.close(code);
            assertThat(end(only(upstream))).isEqualTo(new SessionEnd(code, "", false));
            assertThat(client.frame().head()).isEqualTo(0x88);
        }
    }

    @Test
    void close_withoutACode_arrivesWithoutOneBothWays() throws Exception {
        try (RawService service = new RawService()) {
            GeminiEmulator recorder = emulators.start(options -> options.upstream(service.url()));
            Thread accepting = new Thread(() -> {
                try {
                    service.accept().frame(0x88);
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            });
            accepting.start();
            try (RawLive client = RawLive.open(recorder)) {
                assertThat(client.frame()).isEqualTo(new RawLive.Frame(0x88, ""));
            }
            accepting.join();
            assertThat(service.closing()).isEmpty();
            assertThat(end(only(recorder))).isEqualTo(new SessionEnd(1005, "", true));
            Await.until("it is written", () -> recorder.recorded().size() == 1);
            assertThat(recorder.recorded().get(0).toYaml()).contains("code: 1000");
        }
        GeminiEmulator upstream = emulators.start();
        try (RawLive client = RawLive.open(recorderOf(upstream))) {
            client.setUp().message();
            client.frame(0x88, new byte[0]);
            assertThat(end(only(upstream))).isEqualTo(new SessionEnd(1005, "", false));
        }
    }

    @Test
    void cut_ofTheClient_cutsTheServiceOff() {
        GeminiEmulator upstream = emulators.start();
        GeminiEmulator recorder = recorderOf(upstream);
        emulators.live(recorder).setUp(SETUP).close();
        assertThat(end(only(upstream)).code()).isEqualTo(1006);
        assertThat(end(only(recorder)).code()).isEqualTo(1006);
        assertThat(end(only(recorder)).byEmulator()).isFalse();
    }

    @Test
    void message_ofTheClientInEndlessParts_isRefusedAtTheLimit() {
        GeminiEmulator upstream = emulators.start();
        GeminiEmulator recorder =
                emulators.start(options -> options.upstream(upstream.baseUrl()).maxMessageBytes(10_000));
        try (RawLive client = RawLive.open(recorder)) {
            byte[] part = " ".repeat(1_000).getBytes(StandardCharsets.UTF_8);
            client.frame(0x01, part);
            for (int i = 0; i < 10; i++) {
                client.frame(0x00, part);
            }
            assertThat(client.frame().payload()).endsWith("Message too large.");
        }
        assertThat(end(only(upstream)).code()).isEqualTo(1009);
        assertThat(only(upstream).received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 4000", "500, 1009"})
    void message_ofTheServiceInParts_isRefusedBeyondTheLimitOnly(int parts, int code) {
        GeminiEmulator upstream = emulators.start();
        upstream.faults().always(Fault.fragmented(10).at(Moment.AFTER_OPEN));
        upstream.script(Script.builder()
                .expect(Expectation.text("talk"), Action.text("x".repeat(100 * parts)), Action.close(4000, ""))
                .build());
        GeminiEmulator recorder =
                emulators.start(options -> options.upstream(upstream.baseUrl()).maxMessageBytes(10_000));
        LiveClient client = emulators.live(recorder).setUp(SETUP).send("{\"realtimeInput\":{\"text\":\"talk\"}}");
        assertThat(client.end().code()).isEqualTo(code);
    }

    @Test
    void fault_inARecordedSession_happensOnTheClientsConnection() {
        GeminiEmulator upstream = emulators.start();
        GeminiEmulator recorder = recorderOf(upstream);
        recorder.faults().next(Fault.close(1013, "try later").at(Moment.afterReceived(2)));
        LiveClient client = emulators.live(recorder).setUp(SETUP).send("{\"realtimeInput\":{\"text\":\"Hi\"}}");
        assertThat(client.end().code()).isEqualTo(1013);
        assertThat(end(only(upstream))).isEqualTo(new SessionEnd(1013, "try later", false));
        assertThat(recorder.faults().injected())
                .extracting(InjectedFault::session)
                .containsExactly(Optional.of(only(recorder)));
        emulators.live(recorder).setUp(SETUP);
        recorder.sessions().get(1).inject(Fault.drop());
        assertThat(end(upstream.sessions().get(1)).code()).isEqualTo(1006);
    }
}
