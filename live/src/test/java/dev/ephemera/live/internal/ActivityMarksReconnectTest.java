package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.live.Turn;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.types.AutomaticActivityDetection;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import dev.ephemera.types.RealtimeInputConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A user who marks his own speech, and does not know when the connection changes; against the emulator, in one time. */
@Timeout(60)
final class ActivityMarksReconnectTest {

    private static final LiveConnectConfig OWN_MARKS = LiveConnectConfig.builder()
            .addResponseModalities(Modality.TEXT)
            .realtimeInputConfig(RealtimeInputConfig.builder()
                    .automaticActivityDetection(
                            AutomaticActivityDetection.builder().disabled(true).build())
                    .build())
            .build();
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

    /** Whose attempts to reconnect wait for the gate. */
    private LiveSession connect() {
        ReconnectPolicy policy = ReconnectPolicy.always().toBuilder()
                .attempts(attempt -> {
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return true;
                })
                .build();
        return new WebSocketLive(leaks.open(
                        ClientOptions.builder()
                                .apiKey(emulator.apiKey())
                                .baseUrl(emulator.baseUrl())
                                .clock(clock)
                                .build(),
                        time,
                        () -> 0.5))
                .connect(
                        "gemini-2.0-flash-live-001",
                        OWN_MARKS,
                        SessionOptions.builder()
                                .pingInterval(Duration.ZERO)
                                .reconnect(policy)
                                .build());
    }

    private EmulatedSession current() {
        List<EmulatedSession> sessions = emulator.sessions();
        return sessions.get(sessions.size() - 1);
    }

    private void lose(LiveSession session) {
        current().inject(Fault.reset());
        LiveEvent.Reconnecting unused = await(session, LiveEvent.Reconnecting.class);
    }

    private void goOn(LiveSession session) {
        gate.countDown();
        LiveEvent.Reconnected unused = await(session, LiveEvent.Reconnected.class);
    }

    private static <T extends LiveEvent> T await(LiveSession session, Class<T> kind) {
        for (LiveEvent event : session.events()) {
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
        throw new AssertionError("the session ended: " + session.end());
    }

    /** What has come over the connection behind the setup, by the names of its members. */
    private List<String> heard() {
        return current().received().stream()
                .skip(1)
                .flatMap(message -> message.get("realtimeInput").orElseThrow().asObject().names().stream())
                .toList();
    }

    /** Speaks and gets an answer to that, so that nothing said before has broken the session. */
    private static void speak(LiveSession session) {
        session.sendActivityStart();
        session.sendAudio(new byte[640]);
        session.sendActivityEnd();
        awaitAnswer(session);
    }

    private static void awaitAnswer(LiveSession session) {
        Turn answer = session.turn();
        while (answer.end() == Turn.End.LOST) {
            answer = session.turn();
        }
        assertThat(answer.end()).isEqualTo(Turn.End.COMPLETE);
        assertThat(answer.text()).isNotEmpty();
        assertThat(session.state()).isEqualTo(SessionState.OPEN);
    }

    private static LiveSendException.Reason failure(CompletableFuture<Void> send) {
        LiveFace.awaitDone(send);
        return send.handle((done, thrown) -> ((LiveSendException) thrown).reason())
                .join();
    }

    @Test
    void utterance_whoseConnectionIsLostAndThatGoesOn_beginsAnewWithItsNextAudio() {
        try (LiveSession session = connect()) {
            session.sendActivityStart();
            session.sendAudio(new byte[640]);
            lose(session);
            goOn(session);

            session.sendAudio(new byte[640]);
            session.sendActivityEnd();

            awaitAnswer(session);
            assertThat(heard()).containsExactly("activityStart", "audio", "activityEnd");
        }
    }

    @Test
    void utterance_whoseConnectionIsLostAndThatEnds_isDroppedAndTold() {
        try (LiveSession session = connect()) {
            session.sendActivityStart();
            session.sendAudio(new byte[640]);
            lose(session);
            goOn(session);

            session.sendActivityEnd();

            assertThat(await(session, LiveEvent.AudioDropped.class).messages()).isEqualTo(1);
            speak(session);
            assertThat(heard()).containsExactly("activityStart", "audio", "activityEnd");
        }
    }

    @Test
    void utterance_thatWaitsForTheNextConnectionUntilItIsOld_isDroppedWithItsMarks() {
        try (LiveSession session = connect()) {
            lose(session);
            CompletableFuture<Void> start = session.async().sendActivityStart();
            CompletableFuture<Void> audio = session.async().sendAudio(new byte[640]);
            CompletableFuture<Void> end = session.async().sendActivityEnd();
            time.advance(TOO_OLD);
            goOn(session);

            assertThat(await(session, LiveEvent.AudioDropped.class).messages()).isEqualTo(2);
            assertThat(List.of(start, audio, end))
                    .extracting(ActivityMarksReconnectTest::failure)
                    .containsOnly(LiveSendException.Reason.DROPPED);
            speak(session);
            assertThat(heard()).containsExactly("activityStart", "audio", "activityEnd");
        }
    }

    @Test
    void utterance_ofWhichTheOldPartIsDropped_beginsAnewWithTheRest() {
        try (LiveSession session = connect()) {
            session.sendActivityStart();
            session.sendAudio(new byte[640]);
            lose(session);
            CompletableFuture<Void> old = session.async().sendAudio(new byte[640]);
            time.advance(TOO_OLD);
            CompletableFuture<Void> fresh = session.async().sendAudio(new byte[640]);
            CompletableFuture<Void> end = session.async().sendActivityEnd();
            goOn(session);

            assertThat(await(session, LiveEvent.AudioDropped.class).messages()).isEqualTo(1);
            assertThat(failure(old)).isEqualTo(LiveSendException.Reason.DROPPED);
            LiveFace.settled(fresh);
            LiveFace.settled(end);
            awaitAnswer(session);
            assertThat(heard()).containsExactly("activityStart", "audio", "activityEnd");
        }
    }

    /** Whoever holds a key down for longer than a send may take has not called anything off. */
    @Test
    void utterance_whoseBeginningDidNotLeaveInTime_beginsAnewWithTheRest() {
        try (LiveSession session = connect()) {
            lose(session);
            CompletableFuture<Void> start = session.async().sendActivityStart();
            time.advance(Duration.ofSeconds(10)); // sendTimeout
            assertThat(failure(start)).isEqualTo(LiveSendException.Reason.TIMED_OUT);
            CompletableFuture<Void> audio = session.async().sendAudio(new byte[640]);
            CompletableFuture<Void> end = session.async().sendActivityEnd();
            goOn(session);

            LiveFace.settled(audio);
            LiveFace.settled(end);
            awaitAnswer(session);
            assertThat(heard()).containsExactly("activityStart", "audio", "activityEnd");
        }
    }
}
