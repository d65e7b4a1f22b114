package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ephemera.emulator.EmulatedFrame.Direction;
import dev.ephemera.emulator.EmulatedFrame.Kind;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What passed on a connection, and who is told of it. */
final class FramesTest {

    private static final String SETUP = "{\"model\":\"models/m\",\"sessionResumption\":{}}";

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static EmulatedSession session(GeminiEmulator emulator) {
        return emulator.sessions().get(0);
    }

    @Test
    void frames_ofASession_holdBothDirectionsInOrderWithTheirInstants() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators.live(emulator).setUp(SETUP);
        client.message();
        emulator.clock().advance(Duration.ofSeconds(3));
        client.ping("here?").event();
        client.sendPart("{\"clientContent\":").send("{}}");
        client.hangUp();
        Await.until("the session has ended", () -> session(emulator).end().isPresent());
        List<EmulatedFrame> frames = session(emulator).frames();
        assertThat(frames)
                .extracting(EmulatedFrame::direction, EmulatedFrame::kind)
                .containsExactly(
                        tuple(Direction.RECEIVED, Kind.TEXT),
                        tuple(Direction.SENT, Kind.BINARY),
                        tuple(Direction.SENT, Kind.BINARY),
                        tuple(Direction.RECEIVED, Kind.PING),
                        tuple(Direction.SENT, Kind.PONG),
                        tuple(Direction.RECEIVED, Kind.TEXT),
                        tuple(Direction.RECEIVED, Kind.CLOSE));
        String setup = "{\"setup\":" + SETUP + "}";
        assertThat(frames.get(0).size()).isEqualTo(setup.length());
        assertThat(frames.get(0).json()).contains(session(emulator).received().get(0));
        assertThat(frames.get(1).json().orElseThrow().names()).containsExactly("setupComplete");
        assertThat(frames.get(0).at()).isEqualTo(Emulators.START);
        assertThat(frames.get(3).at()).isEqualTo(Emulators.START.plusSeconds(3));
        assertThat(frames.get(3).size()).isEqualTo(5);
        assertThat(frames.get(5).shown()).isEqualTo("{\"clientContent\":{}}");
        assertThat(frames.get(6).closeCode()).hasValue(1000);
        assertThat(frames.get(6).shown()).isEqualTo("1000 Client closing");
        assertThat(session(emulator).id()).isEqualTo("1");
        assertThat(session(emulator).openedAt()).isEqualTo(Emulators.START);
    }

    @Test
    void frames_whenTheEmulatorRefuses_endWithItsCloseFrame() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators.live(emulator).send("no JSON");
        assertThat(client.end().code()).isEqualTo(1007);
        List<EmulatedFrame> frames = session(emulator).frames();
        assertThat(frames.get(0).json()).isEmpty();
        assertThat(frames.get(0).shown()).doesNotContain("no JSON\"").contains("not shown");
        assertThat(frames.get(1).direction()).isEqualTo(Direction.SENT);
        assertThat(frames.get(1).closeCode()).hasValue(1007);
        assertThat(frames.get(1).shown()).startsWith("1007 Invalid JSON");
    }

    @Test
    void shown_ofSecretsAndMedia_tellsNeither() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators.live(emulator).setUp(SETUP);
        String handle =
                client.message().at("/sessionResumptionUpdate/newHandle").asString();
        String audio = Base64.getEncoder().encodeToString(new byte[3_000]);
        client.send("{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm\",\"data\":\"" + audio + "\"}}}");
        client.send("{\"realtimeInput\":{\"text\":\"" + "long ".repeat(1_000) + "\"}}");
        client.turn();
        String token = "auth_tokens/0123456789abcdef";
        String key = "AI" + "za" + "SyTHISISNOKEY0123456789-abcdef_ghij";
        client.send("{\"realtimeInput\":{\"text\":\"not " + token + ", nor " + key + ".\"}}")
                .turn();
        LiveClient resumed = emulators.live(emulator);
        resumed.setUp("{\"model\":\"models/m\",\"session_resumption\":{\"handle\":\"" + handle + "\"}}");
        List<EmulatedFrame> frames = emulator.sessions().stream()
                .flatMap(session -> session.frames().stream())
                .toList();
        assertThat(handle).isNotEmpty();
        assertThat(frames)
                .allSatisfy(frame -> assertThat(frame + frame.shown()).doesNotContain(handle, audio, token, key))
                .allSatisfy(frame -> assertThat(frame.shown()).hasSizeLessThanOrEqualTo(2_001))
                .anySatisfy(frame -> assertThat(frame.shown()).contains("not (secret), nor (secret)."))
                .anySatisfy(frame -> assertThat(frame.shown()).contains("4000 characters"))
                .anySatisfy(frame -> assertThat(frame.json().toString()).contains("audio"));
    }

    @Test
    void frames_ofMoreThanAreKept_areTheNewest() {
        GeminiEmulator emulator = emulators.start(options -> options.keptMessages(2));
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        client.send("{\"realtimeInput\":{\"text\":\"Hello\"}}").turn();
        assertThat(session(emulator).frames()).hasSize(2);
        assertThat(session(emulator).frames().get(1).shown()).contains("turnComplete");
        GeminiEmulator none = emulators.start(options -> options.keptMessages(0));
        emulators.live(none).setUp("{\"model\":\"models/m\"}");
        assertThat(session(none).frames()).isEmpty();
    }

    @Test
    void listener_whileItListens_hearsAllAndMayEndTheSession() {
        GeminiEmulator emulator = emulators.start();
        List<String> heard = new CopyOnWriteArrayList<>();
        GeminiEmulator.Listening listening = emulator.listen(new EmulatorListener() {
            @Override
            public void opened(EmulatedSession session) {
                heard.add("opened " + session.id());
            }

            @Override
            public void passed(EmulatedSession session, EmulatedFrame frame) {
                heard.add(frame.direction() + " " + frame.kind());
                if (frame.shown().contains("bye")) {
                    session.close(4000, "so be it");
                }
            }

            @Override
            public void ended(EmulatedSession session, SessionEnd end) {
                heard.add("ended " + end.code());
            }
        });
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        client.send("{\"realtimeInput\":{\"text\":\"bye\"}}");
        assertThat(client.end().code()).isEqualTo(4000);
        Await.until("the end is heard", () -> heard.contains("ended 4000"));
        assertThat(heard)
                .startsWith("opened 1", "RECEIVED TEXT", "SENT BINARY", "RECEIVED TEXT")
                .containsSubsequence("RECEIVED TEXT", "RECEIVED TEXT", "SENT CLOSE", "ended 4000");
        Await.until("the client's answer is heard", () -> heard.contains("RECEIVED CLOSE"));
        listening.close();
        int before = heard.size();
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        assertThat(heard).hasSize(before);
    }

    @Test
    void listener_thatThrows_harmsNobody() {
        Logger logger = Logger.getLogger("dev.ephemera.emulator");
        List<String> logged = new CopyOnWriteArrayList<>();
        logger.setFilter(entry -> {
            logged.add(String.valueOf(entry.getThrown()));
            return false;
        });
        GeminiEmulator emulator = emulators.start();
        List<String> heard = new CopyOnWriteArrayList<>();
        emulator.listen(new EmulatorListener() {
            @Override
            public void passed(EmulatedSession session, EmulatedFrame frame) {
                throw new IllegalStateException("a listener's own failure, which this test makes");
            }
        });
        emulator.listen(new EmulatorListener() {
            @Override
            public void passed(EmulatedSession session, EmulatedFrame frame) {
                heard.add(frame.shown());
            }
        });
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        client.send("{\"realtimeInput\":{\"text\":\"Hello\"}}").turn();
        Await.until("it is heard", () -> heard.stream().anyMatch(line -> line.contains("Hello")));
        assertThat(logged).isNotEmpty().allMatch(line -> line.contains("a listener's own failure"));
        emulator.close();
        logger.setFilter(null);
    }
}
