package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.live.Turn;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.TlsOptions;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.Threads;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One cut in real time over TLS, after ten seconds where the service takes ten minutes, while threads keep all processors busy. */
@Timeout(120)
final class RealTimeReconnectTest {

    private static final Duration GO_AWAY_AFTER = Duration.ofSeconds(6);
    private static final Duration TIME_LEFT = Duration.ofSeconds(4);
    private static final Duration MARGIN = Duration.ofSeconds(3);

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final GeminiEmulator emulator = GeminiEmulator.start(EmulatorOptions.builder()
            .tls(true)
            .goAwayAfter(GO_AWAY_AFTER)
            .goAwayTimeLeft(TIME_LEFT)
            .build());

    private final AtomicLong work = new AtomicLong();
    private volatile boolean busy = true;

    @BeforeEach
    void keepBusy() {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Threads.daemons("busy").newThread(this::work).start();
        }
    }

    private void work() {
        while (busy) {
            work.incrementAndGet();
        }
    }

    @AfterEach
    void stop() {
        busy = false;
        emulator.close();
    }

    private LiveSession connect(ReconnectPolicy policy) {
        WebSocketLive live = new WebSocketLive(leaks.open(ClientOptions.builder()
                .apiKey(emulator.apiKey())
                .baseUrl(emulator.baseUrl())
                .tls(TlsOptions.builder()
                        .sslSocketFactory(emulator.certificate().sslContext().getSocketFactory())
                        .trustManager(emulator.certificate().trustManager())
                        .build())
                .build()));
        return live.connect(
                "gemini-2.0-flash-live-001",
                LiveConnectConfig.builder().addResponseModalities(Modality.TEXT).build(),
                SessionOptions.builder().reconnect(policy).build());
    }

    /** Asks and reads answers until the session has gone on, and then once more; tells how it was interrupted. */
    private static SessionEnd talkOverACut(LiveSession session) {
        List<LiveEvent> events = new ArrayList<>();
        int asked = 0;
        while (events.stream().noneMatch(LiveEvent.Reconnected.class::isInstance)) {
            answer(session, asked++, events);
        }
        answer(session, asked, events);
        assertThat(session.state()).isEqualTo(SessionState.OPEN);
        List<SessionEnd> interruptions = events.stream()
                .filter(LiveEvent.Reconnecting.class::isInstance)
                .map(event -> ((LiveEvent.Reconnecting) event).why())
                .toList();
        assertThat(interruptions).hasSize(1);
        return interruptions.get(0);
    }

    /** A turn that is lost with its connection is asked for again by itself. */
    private static void answer(LiveSession session, int number, List<LiveEvent> events) {
        session.sendText("question " + number);
        Turn turn = session.turn(events::add);
        while (turn.end() == Turn.End.LOST) {
            turn = session.turn(events::add);
        }
        assertThat(turn.end()).isEqualTo(Turn.End.COMPLETE);
        assertThat(turn.text()).isNotEmpty();
        events.removeIf(event -> !(event instanceof LiveEvent.Reconnecting || event instanceof LiveEvent.Reconnected));
    }

    @Test
    void session_whenItsEndIsAnnouncedUnderLoad_movesBeforeTheCut() {
        try (LiveSession session = connect(
                ReconnectPolicy.handOver().toBuilder().handOverMargin(MARGIN).build())) {
            assertThat(talkOverACut(session).kind()).isEqualTo(SessionEnd.Kind.MOVED);
        }
        assertThat(emulator.sessions()).hasSize(2);
        assertThat(work.get()).isPositive();
    }

    @Test
    void session_whenItIsCutUnderLoad_goesOn() {
        try (LiveSession session =
                connect(ReconnectPolicy.builder().onLoss(true).build())) {
            assertThat(talkOverACut(session).kind()).isEqualTo(SessionEnd.Kind.CLOSED_BY_SERVICE);
        }
        assertThat(emulator.sessions()).hasSize(2);
        assertThat(work.get()).isPositive();
    }
}
