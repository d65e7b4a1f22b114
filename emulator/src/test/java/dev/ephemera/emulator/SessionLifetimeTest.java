package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions age and end, and what the emulator tells of them. */
final class SessionLifetimeTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final String SETUP = "{\"model\":\"models/m\"}";

    @Test
    void connection_whenItGrowsOld_isToldToGoAndThenClosed() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators.live(emulator).setUp(SETUP);
        emulator.clock().advance(Duration.ofMinutes(9).minusNanos(1));
        client.send("{\"realtimeInput\":{\"text\":\"x\"}}").turn();
        assertThat(client.isQuiet()).isTrue();
        emulator.clock().advance(Duration.ofNanos(1));
        assertThat(client.message().toString()).isEqualTo("{\"goAway\":{\"timeLeft\":\"50s\"}}");
        emulator.clock().advance(Duration.ofSeconds(50).minusNanos(1));
        client.send("{\"realtimeInput\":{\"text\":\"x\"}}").turn();
        emulator.clock().advance(Duration.ofNanos(1));
        assertThat(client.event())
                .isEqualTo(new LiveClient.Event(
                        "",
                        false,
                        1008,
                        "Connection aborted because the client failed to close the connection after receiving a GoAway signal once the"
                                + " session durat"));
    }

    @Test
    void connection_whenItWasIdleBeforeItsSetup_isAsOldAsItIs() {
        GeminiEmulator emulator = emulators.start(options -> options.goAwayTimeLeft(Duration.ofMillis(1500)));
        LiveClient client = emulators.live(emulator);
        Await.until("the session is open", () -> emulator.sessions().size() == 1);
        emulator.clock().advance(Duration.ofMinutes(8));
        client.setUp(SETUP);
        emulator.clock().advance(Duration.ofMinutes(1));
        assertThat(client.message().toString()).isEqualTo("{\"goAway\":{\"timeLeft\":\"1.500s\"}}");
    }

    @Test
    void session_whenTheClientCloses_endsWithItsCode() {
        GeminiEmulator emulator = emulators.start();
        emulators.live(emulator).setUp(SETUP).hangUp();
        EmulatedSession session = emulator.sessions().get(0);
        Await.until("the session ends", () -> session.end().isPresent());
        assertThat(session.end()).hasValue(new SessionEnd(1000, "Client closing", false));
    }

    @Test
    void session_whenTheConnectionIsLost_endsWith1006() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators.live(emulator).setUp(SETUP);
        client.close();
        EmulatedSession session = emulator.sessions().get(0);
        Await.until("the session ends", () -> session.end().isPresent());
        assertThat(session.end().orElseThrow().code()).isEqualTo(1006);
        assertThat(session.end().orElseThrow().byEmulator()).isFalse();
    }

    @Test
    void session_whenATestClosesIt_tellsTheClient() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators.live(emulator).setUp(SETUP);
        EmulatedSession session = emulator.sessions().get(0);
        assertThat(session.end()).isEmpty();
        session.close(1011, "Internal error encountered.");
        session.close(1000, "again");
        assertThat(client.event()).isEqualTo(new LiveClient.Event("", false, 1011, "Internal error encountered."));
        assertThat(session.end()).hasValue(new SessionEnd(1011, "Internal error encountered.", true));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1015, 2999, 5000, -1})
    void session_whenATestClosesItWithNoCode_refuses(int code) {
        GeminiEmulator emulator = emulators.start();
        emulators.live(emulator).setUp(SETUP);
        assertThatThrownBy(() -> emulator.sessions().get(0).close(code, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(code));
        assertThat(emulator.sessions().get(0).end()).isEmpty();
    }

    @Test
    void received_keepsTheNewestAsTheyWereSent() {
        GeminiEmulator emulator = emulators.start(options -> options.keptMessages(2));
        LiveClient client = emulators.live(emulator).setUp(SETUP);
        client.send("{\"realtime_input\":{\"text\":\"a\"}}").turn();
        client.send("{\"realtimeInput\":{\"text\":\"b\",\"audio\":null}}").turn();
        assertThat(emulator.sessions().get(0).received())
                .extracting(Object::toString)
                .containsExactly(
                        "{\"realtime_input\":{\"text\":\"a\"}}", "{\"realtimeInput\":{\"text\":\"b\",\"audio\":null}}");
    }

    @Test
    void session_whenAskedMuchAtOnce_answersAllOfIt() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/audio\"}");
        for (int i = 0; i < 300; i++) {
            client.send("{\"realtimeInput\":{\"text\":\"" + "word ".repeat(60) + "\"}}");
        }
        int interrupted = 0;
        while (interrupted < 299) {
            interrupted += client.message().path("serverContent").has("interrupted") ? 1 : 0;
        }
        assertThat(emulator.sessions().get(0).received()).hasSize(301);
    }
}
