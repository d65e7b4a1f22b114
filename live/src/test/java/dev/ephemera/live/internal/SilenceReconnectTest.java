package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.websocket.Frames;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two texts that one turn answers, or perhaps does not: what the silence behind the turn tells. */
@Timeout(60)
final class SilenceReconnectTest {

    private static final String GO_AWAY = "{\"goAway\":{\"timeLeft\":\"50s\"}}";
    private static final String GO_AWAY_NOW = "{\"goAway\":{\"timeLeft\":\"11s\"}}";

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final ManualTime time = new ManualTime();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void open() {
        goOn.countDown();
    }

    private static void answerBothByOneTurn(Frames frames) throws IOException {
        Connections.say(frames, "setup");
        assertThat(frames.read()).contains("one");
        assertThat(frames.read()).contains("two");
        Connections.say(frames, "text:a done handle:h");
    }

    private static void askBoth(LiveSession session) {
        session.sendText("one");
        session.sendText("two");
        assertThat(session.turn().text()).isEqualTo("a");
        Reads.await(session, LiveEvent.ResumptionUpdate.class); // so that the turn before it has been acted upon
    }

    @Test
    void silence_behindATurnThatAnsweredBoth_isAQuietPoint_andNothingIsSentAgain() throws Exception {
        try (Connections service = new Connections(
                        (peer, frames) -> {
                            answerBothByOneTurn(frames);
                            goOn.await();
                            frames.binary(GO_AWAY);
                            TestLive.answerClose(peer, frames);
                        },
                        (peer, frames) -> {
                            Connections.say(frames, "setup");
                            TestLive.answerClose(peer, frames);
                        });
                LiveSession session = service.connect(leaks, ReconnectPolicy.handOver(), time)) {
            askBoth(session);
            time.elapse(Unanswered.PATIENCE);
            goOn.countDown();

            assertThat(Reads.await(session, LiveEvent.Reconnecting.class).why().kind())
                    .isEqualTo(SessionEnd.Kind.MOVED); // though nothing comes that would be due
            assertThat(Reads.await(session, LiveEvent.Reconnected.class).resentMessages())
                    .isZero();
        }
    }

    @Test
    void silence_ofAConnectionThatIsLost_tellsNothing() throws Exception {
        ReconnectPolicy waiting = ReconnectPolicy.always().toBuilder()
                .attempts(attempt -> {
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return true;
                })
                .build();
        try (Connections service = new Connections((peer, frames) -> answerBothByOneTurn(frames), (peer, frames) -> {
                    Connections.say(frames, "setup");
                    assertThat(frames.read()).contains("two");
                    Connections.say(frames, "text:b done");
                    TestLive.answerClose(peer, frames);
                });
                LiveSession session = service.connect(leaks, waiting, time)) {
            askBoth(session);
            Reads.await(session, LiveEvent.Reconnecting.class);
            time.elapse(Unanswered.PATIENCE);
            goOn.countDown();

            assertThat(Reads.await(session, LiveEvent.Reconnected.class).resentMessages())
                    .isEqualTo(1);
            assertThat(session.turn().text()).isEqualTo("b");
        }
    }

    @Test
    void silence_ofAConnectionThatTheSessionLeaves_tellsNothing() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (Connections service = new Connections(
                        (peer, frames) -> {
                            answerBothByOneTurn(frames);
                            frames.binary(GO_AWAY_NOW);
                            assertThat(frames.read()).startsWith("close:");
                            asked.countDown();
                            goOn.await();
                            frames.close(1000, "");
                            peer.awaitGone();
                        },
                        (peer, frames) -> {
                            Connections.say(frames, "setup");
                            assertThat(frames.read()).contains("two");
                            Connections.say(frames, "text:b done");
                            TestLive.answerClose(peer, frames);
                        });
                LiveSession session = service.connect(leaks, ReconnectPolicy.handOver(), time)) {
            askBoth(session);
            time.pass(Duration.ofSeconds(1)); // the margin
            asked.await();
            time.elapse(Unanswered.PATIENCE);
            goOn.countDown();

            assertThat(Reads.await(session, LiveEvent.Reconnected.class).resentMessages())
                    .isEqualTo(1);
            assertThat(session.turn().text()).isEqualTo("b");
        }
    }
}
