package dev.ephemera.live.internal;

import static dev.ephemera.live.internal.Reads.awaitHandle;
import static dev.ephemera.live.internal.Reads.only;
import static dev.ephemera.live.internal.Reads.readUntil;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.Moment;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.ReconnectPolicy.WithoutHandle;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.live.Turn;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions that go on over another connection, against the emulator. */
@Timeout(60)
final class ReconnectTest {

    private static final LiveConnectConfig TEXT =
            LiveConnectConfig.builder().addResponseModalities(Modality.TEXT).build();

    private static final ReconnectPolicy THREE_QUICK_ATTEMPTS = ReconnectPolicy.always().toBuilder()
            .retries(RetryPolicy.builder()
                    .maxAttempts(3)
                    .initialDelay(Duration.ofMillis(1))
                    .maxDelay(Duration.ofMillis(2))
                    .build())
            .build();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final EmulatorClock clock = EmulatorClock.virtual(Instant.parse("2030-01-01T00:00:00Z"));
    private final GeminiEmulator emulator =
            GeminiEmulator.start(EmulatorOptions.builder().clock(clock).build());

    @AfterEach
    void stop() {
        emulator.close();
    }

    private LiveSession connect(ReconnectPolicy policy) {
        WebSocketLive live = new WebSocketLive(leaks.open(ClientOptions.builder()
                .apiKey(emulator.apiKey())
                .baseUrl(emulator.baseUrl())
                .build()));
        return live.connect(
                "gemini-2.0-flash-live-001",
                TEXT,
                SessionOptions.builder().reconnect(policy).build());
    }

    private EmulatedSession current() {
        List<EmulatedSession> sessions = emulator.sessions();
        return sessions.get(sessions.size() - 1);
    }

    private static void answer(LiveSession session, String text) {
        session.sendText(text);
        Turn turn = session.turn();
        assertThat(turn.end()).isEqualTo(Turn.End.COMPLETE);
        assertThat(turn.text()).isNotEmpty();
    }

    @Test
    void session_whenItsConnectionIsLost_resumesWithWhatWasSaid() {
        try (LiveSession session = connect(ReconnectPolicy.always())) {
            answer(session, "one");
            awaitHandle(session);

            current().inject(Fault.reset());
            List<LiveEvent> events = readUntil(session, LiveEvent.Reconnected.class::isInstance);

            assertThat(only(events, LiveEvent.Reconnecting.class).why().kind())
                    .isEqualTo(SessionEnd.Kind.CONNECTION_LOST);
            LiveEvent.Reconnected reconnected = only(events, LiveEvent.Reconnected.class);
            assertThat(reconnected.stateRestored()).isTrue();
            assertThat(reconnected.lostEvents()).isTrue();
            assertThat(reconnected.resentMessages()).isZero();
            answer(session, "two");
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
        }
        assertThat(emulator.sessions()).hasSize(2);
    }

    @Test
    void session_whenItsEndIsAnnounced_movesBeforeItIsCut() {
        try (LiveSession session = connect(ReconnectPolicy.handOver())) {
            answer(session, "one");
            awaitHandle(session);

            clock.advance(Duration.ofMinutes(9));
            List<LiveEvent> events = readUntil(session, LiveEvent.Reconnected.class::isInstance);

            assertThat(only(events, LiveEvent.Reconnecting.class).why().kind()).isEqualTo(SessionEnd.Kind.MOVED);
            assertThat(only(events, LiveEvent.Reconnected.class).lostEvents()).isFalse();
            assertThat(only(events, LiveEvent.Reconnected.class).stateRestored())
                    .isTrue();
            answer(session, "two");
        }
        assertThat(emulator.sessions().get(0).end())
                .get()
                .satisfies(end -> assertThat(end.code()).isEqualTo(1000));
    }

    /** Nobody here has ended it. */
    @Test
    void session_thatMovesAndFindsNoConnection_wasNotEndedByTheClient() {
        ReconnectPolicy policy = ReconnectPolicy.handOver().toBuilder()
                .attempts(attempt -> false)
                .build();
        try (LiveSession session = connect(policy)) {
            answer(session, "one");
            awaitHandle(session);

            clock.advance(Duration.ofMinutes(9));

            SessionEnd end = LiveFace.settled(session.ended());
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.by()).isEqualTo(SessionEnd.By.SERVER);
        }
    }

    @Test
    void session_whenItIsCutByAge_goesOn() {
        try (LiveSession session =
                connect(ReconnectPolicy.builder().onLoss(true).build())) {
            answer(session, "one");
            awaitHandle(session);

            clock.advance(Duration.ofMinutes(10));
            LiveEvent.Reconnected reconnected =
                    only(readUntil(session, LiveEvent.Reconnected.class::isInstance), LiveEvent.Reconnected.class);

            assertThat(reconnected.stateRestored()).isTrue();
            answer(session, "two");
        }
    }

    @Test
    void session_thatMayNotReconnect_endsWithItsConnection() {
        try (LiveSession session = connect(ReconnectPolicy.never())) {
            answer(session, "one");

            current().inject(Fault.reset());

            assertThat(LiveFace.settled(session.ended()).kind()).isEqualTo(SessionEnd.Kind.CONNECTION_LOST);
        }
        assertThat(emulator.sessions()).hasSize(1);
    }

    @Test
    void session_whenNoConnectionCanBeHad_endsAfterTheAttemptsAndHandsBackWhatWaited() {
        try (LiveSession session = connect(THREE_QUICK_ATTEMPTS)) {
            answer(session, "one");
            emulator.close();

            SessionEnd end = LiveFace.settled(session.ended());

            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("attempt 3 failed");
            assertThat(end.cause()).isPresent();
        }
    }

    @Test
    void session_whoseTextBreaksTheService_isNotTriedForEver() {
        try (LiveSession session = connect(THREE_QUICK_ATTEMPTS)) {
            answer(session, "one");
            awaitHandle(session);
            emulator.faults()
                    .always(Fault.close(1011, "Internal error encountered.").at(Moment.afterReceived(2)));
            current().inject(Fault.reset());
            List<LiveEvent> unused = readUntil(session, LiveEvent.Reconnected.class::isInstance);

            session.sendText("two");

            assertThat(LiveFace.settled(session.ended()).kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
        }
        assertThat(emulator.sessions()).hasSizeBetween(3, 5);
    }

    @Test
    void session_whoseConnectionsBringNothing_endsAfterTheAttempts() {
        try (LiveSession session = connect(THREE_QUICK_ATTEMPTS)) {
            answer(session, "one");
            awaitHandle(session);
            emulator.faults().always(Fault.close(1011, "Internal error encountered."));

            current().inject(Fault.reset());

            SessionEnd end = LiveFace.settled(session.ended());
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("all 3 attempts were made (ReconnectPolicy.retries)");
        }
        assertThat(emulator.sessions()).hasSize(4);
    }

    @Test
    void session_whoseHandleIsRefused_beginsAnewWithTheHistory() {
        try (LiveSession session = connect(ReconnectPolicy.always())) {
            answer(session, "one");
            awaitHandle(session);
            emulator.faults().next(Fault.refuseSetup(1007, "Invalid session handle"));

            current().inject(Fault.reset());
            LiveEvent.Reconnected reconnected =
                    only(readUntil(session, LiveEvent.Reconnected.class::isInstance), LiveEvent.Reconnected.class);

            assertThat(reconnected.stateRestored()).isFalse();
            answer(session, "two");
            assertThat(current().received().toString()).contains("one").contains("two");
        }
    }

    @Test
    void session_whoseHandleIsRefused_endsIfThePolicySaysSo() {
        ReconnectPolicy policy = ReconnectPolicy.always().toBuilder()
                .withoutHandle(WithoutHandle.END)
                .build();
        try (LiveSession session = connect(policy)) {
            answer(session, "one");
            awaitHandle(session);
            emulator.faults().next(Fault.refuseSetup(1007, "Invalid session handle"));

            current().inject(Fault.reset());

            assertThat(LiveFace.settled(session.ended()).reason()).contains("WithoutHandle.END");
        }
    }

    @Test
    void close_whileTheSessionReconnects_endsItWithoutAnotherAttempt() {
        RetryPolicy slow = RetryPolicy.builder()
                .initialDelay(Duration.ofHours(1))
                .maxDelay(Duration.ofHours(1))
                .build();
        List<ReconnectPolicy.Attempt> attempts = new CopyOnWriteArrayList<>();
        try (LiveSession session = connect(ReconnectPolicy.always().toBuilder()
                .retries(slow)
                .deadline(Duration.ofDays(1))
                .attempts(attempts::add)
                .build())) {
            answer(session, "one");
            emulator.close();
            Await.until("the session looks for a connection", () -> !attempts.isEmpty());
            Await.until("it has none", () -> session.state() == SessionState.RECONNECTING);

            session.close();

            assertThat(session.end()).get().satisfies(end -> {
                assertThat(end.kind()).isEqualTo(SessionEnd.Kind.CLOSED_HERE);
                assertThat(end.by()).isEqualTo(SessionEnd.By.CLIENT);
            });
            assertThat(attempts).hasSize(1);
        }
    }
}
