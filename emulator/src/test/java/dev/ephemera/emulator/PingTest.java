package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The emulator's own pings, and sessions in which nobody says anything. */
final class PingTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static List<EmulatedFrame.Kind> sentKinds(GeminiEmulator emulator) {
        return emulator.sessions().get(0).frames().stream()
                .filter(frame -> frame.direction() == EmulatedFrame.Direction.SENT)
                .map(EmulatedFrame::kind)
                .toList();
    }

    private static long pongs(GeminiEmulator emulator) {
        return emulator.sessions().get(0).frames().stream()
                .filter(frame -> frame.kind() == EmulatedFrame.Kind.PONG)
                .count();
    }

    @Test
    void client_isPingedByTheClock_untilTheSessionEnds() {
        GeminiEmulator emulator = emulators.start(options -> options.pingEvery(Duration.ofSeconds(20)));
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        emulator.clock().advance(Duration.ofSeconds(20).minusNanos(1));
        assertThat(sentKinds(emulator)).containsExactly(EmulatedFrame.Kind.BINARY);
        emulator.clock().advance(Duration.ofSeconds(40));
        Await.until("the client has answered both pings", () -> pongs(emulator) == 2);
        client.hangUp();
        Await.until("the session ends", () -> emulator.sessions().get(0).end().isPresent());
        emulator.clock().advance(Duration.ofMinutes(1));
        assertThat(sentKinds(emulator))
                .filteredOn(EmulatedFrame.Kind.PING::equals)
                .hasSize(2);
    }

    @Test
    void client_byDefault_isNotPinged() {
        GeminiEmulator emulator = emulators.start();
        emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        emulator.clock().advance(Duration.ofMinutes(8));
        assertThat(sentKinds(emulator)).containsExactly(EmulatedFrame.Kind.BINARY);
    }

    @Test
    void session_whoseClientIsSilentForTooLong_isClosed() {
        GeminiEmulator emulator = emulators.start(options -> options.silentSessionLimit(Duration.ofMinutes(1)));
        LiveClient client = emulators.live(emulator).setUp("{\"model\":\"models/m\"}");
        emulator.clock().advance(Duration.ofSeconds(59));
        client.send("{\"realtimeInput\":{\"text\":\"x\"}}").turn();
        emulator.clock().advance(Duration.ofSeconds(60).minusNanos(1));
        assertThat(client.isQuiet()).isTrue();
        emulator.clock().advance(Duration.ofNanos(1));
        assertThat(client.event()).isEqualTo(new LiveClient.Event("", false, 1008, "The operation was aborted."));
    }

    @Test
    void options_outOfTheirRange_areRefused() {
        assertThatThrownBy(
                        () -> EmulatorOptions.builder().pingEvery(Duration.ZERO).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pingEvery is PT0S");
        assertThatThrownBy(() -> EmulatorOptions.builder()
                        .silentSessionLimit(Duration.ofSeconds(-1))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("silentSessionLimit is PT-1S");
    }
}
