package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.Threads;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A loop that reads a microphone and sends what it reads, while the connection changes; against the emulator, in one time. */
@Timeout(60)
final class AudioReconnectTest {

    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(7);
    private static final Duration TOO_OLD = Duration.ofMillis(2_001);

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final EmulatorClock clock = EmulatorClock.virtual(Instant.parse("2030-01-01T00:00:00Z"));
    private final EmulatorTime time = new EmulatorTime(clock);
    private final GeminiEmulator emulator =
            GeminiEmulator.start(EmulatorOptions.builder().clock(clock).build());
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void stop() {
        gate.countDown();
        emulator.close();
    }

    /** A session that has lost its connection, and whose next one waits for the gate. */
    private LiveSession interrupted(OutboundPolicy policy) {
        LiveSession session = new WebSocketLive(leaks.open(
                        ClientOptions.builder()
                                .apiKey(emulator.apiKey())
                                .baseUrl(emulator.baseUrl())
                                .clock(clock)
                                .build(),
                        time,
                        () -> 0.5))
                .connect(
                        "gemini-2.0-flash-live-001",
                        LiveConnectConfig.builder()
                                .addResponseModalities(Modality.TEXT)
                                .build(),
                        SessionOptions.builder()
                                .pingInterval(Duration.ZERO)
                                .sendTimeout(SEND_TIMEOUT)
                                .outboundPolicy(policy)
                                .reconnect(ReconnectPolicy.always().toBuilder()
                                        .attempts(attempt -> passed(gate))
                                        .build())
                                .build());
        emulator.sessions().get(0).inject(Fault.reset());
        LiveEvent.Reconnecting unused = await(session, LiveEvent.Reconnecting.class);
        return session;
    }

    private static boolean passed(CountDownLatch gate) {
        try {
            gate.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T extends LiveEvent> T await(LiveSession session, Class<T> kind) {
        for (LiveEvent event : session.events()) {
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
        throw new AssertionError("the session ended: " + session.end());
    }

    /** Sends on a thread of its own and waits until the message is in the queue. */
    private CompletableFuture<Void> sending(Runnable send) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        Threads.daemons("microphone")
                .newThread(() -> {
                    try {
                        send.run();
                        sent.complete(null);
                    } catch (Throwable thrown) {
                        sent.completeExceptionally(thrown);
                    }
                })
                .start();
        Instant late = clock.instant().plus(SEND_TIMEOUT);
        Await.until("the message waits", () -> time.isDueAt(late));
        return sent;
    }

    @ParameterizedTest
    @EnumSource(names = {"WAIT", "FAIL"})
    void audio_thatGrowsTooOldForTheNextConnection_isToldAndTheLoopGoesOn(OutboundPolicy policy) {
        try (LiveSession session = interrupted(policy)) {
            CompletableFuture<Void> sent = sending(() -> session.sendAudio(new byte[640]));
            time.advance(TOO_OLD);
            gate.countDown();
            LiveEvent.Reconnected unused = await(session, LiveEvent.Reconnected.class);

            LiveFace.settled(sent);
            assertThat(await(session, LiveEvent.AudioDropped.class).messages()).isEqualTo(1);
            session.sendAudio(new byte[640]);
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
        }
    }

    @Test
    void audio_whenTheSessionFindsNoConnectionInTime_isToldAndTheLoopGoesOn() {
        try (LiveSession session = interrupted(OutboundPolicy.WAIT)) {
            CompletableFuture<Void> sent = sending(() -> session.sendAudio(new byte[640]));
            time.advance(SEND_TIMEOUT);

            LiveFace.settled(sent);
            assertThat(await(session, LiveEvent.AudioDropped.class).messages()).isEqualTo(1);
        }
    }

    /** Nobody says a text twice by himself. */
    @Test
    void text_whenTheSessionFindsNoConnectionInTime_fails() {
        try (LiveSession session = interrupted(OutboundPolicy.WAIT)) {
            CompletableFuture<Void> sent = sending(() -> session.sendText("one"));
            time.advance(SEND_TIMEOUT);

            assertThatThrownBy(() -> LiveFace.settled(sent))
                    .isInstanceOfSatisfying(
                            LiveSendException.class,
                            thrown -> assertThat(thrown.reason()).isEqualTo(LiveSendException.Reason.TIMED_OUT));
        }
    }

    @Test
    void audio_whenTheSessionEnds_saysSoAndEndsTheLoop() {
        try (LiveSession session = interrupted(OutboundPolicy.WAIT)) {
            CompletableFuture<Void> sent = sending(() -> session.sendAudio(new byte[640]));
            session.close();

            assertThatThrownBy(() -> LiveFace.settled(sent))
                    .isInstanceOfSatisfying(
                            LiveSendException.class,
                            thrown -> assertThat(thrown.reason()).isEqualTo(LiveSendException.Reason.SESSION_OVER));
        }
    }
}
