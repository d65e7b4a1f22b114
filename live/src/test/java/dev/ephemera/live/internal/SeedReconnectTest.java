package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.Resumption;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.websocket.Frames;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a model is told that remembers nothing is told until it has shown that it knows it. */
@Timeout(60)
final class SeedReconnectTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    /** Answers a text, and gives no handle. */
    private static void answer(Frames frames, String text, String answer) throws IOException {
        assertThat(frames.read()).contains("realtimeInput").contains(text);
        Connections.say(frames, "text:" + answer + " done");
    }

    private static void first(Frames frames) throws IOException {
        Connections.say(frames, "setup");
        answer(frames, "one", "a");
    }

    /** A conversation that begins with what was said before. */
    private static void seeded(Frames frames, String... said) throws IOException {
        Connections.say(frames, "setup handle:early");
        assertThat(frames.read()).contains("clientContent").contains(said);
    }

    @Test
    void seed_thatIsLostBeforeATurnIsComplete_isSentAgainThoughAHandleCameMeanwhile() throws Exception {
        try (Connections service = new Connections(
                        (peer, frames) -> first(frames),
                        (peer, frames) -> seeded(frames, "one", "a"),
                        (peer, frames) -> {
                            seeded(frames, "one", "a");
                            answer(frames, "two", "b");
                            TestLive.answerClose(peer, frames);
                        });
                LiveSession session = service.connect(leaks, ReconnectPolicy.always())) {
            session.sendText("one");
            assertThat(session.turn().text()).isEqualTo("a");

            assertThat(Reads.await(session, LiveEvent.Reconnected.class).stateRestored())
                    .isFalse();
            assertThat(Reads.readUntil(session, LiveEvent.Reconnecting.class::isInstance))
                    .hasAtLeastOneElementOfType(LiveEvent.ResumptionUpdate.class);
            assertThat(Reads.await(session, LiveEvent.Reconnected.class).stateRestored())
                    .isFalse();
            assertThat(session.resumption()).isEmpty();
            session.sendText("two");
            assertThat(session.turn().text()).isEqualTo("b");
            assertThat(service.setups().get(2)).contains("historyConfig").doesNotContain("early");
        }
    }

    @Test
    void seed_whoseTurnIsCompleteButInNoHandle_isReplacedByANewerHistory() throws Exception {
        try (Connections service = new Connections(
                        (peer, frames) -> first(frames),
                        (peer, frames) -> {
                            seeded(frames, "one", "a");
                            answer(frames, "two", "b");
                        },
                        (peer, frames) -> {
                            seeded(frames, "one", "a", "two", "b");
                            answer(frames, "three", "c");
                            TestLive.answerClose(peer, frames);
                        });
                LiveSession session = service.connect(leaks, ReconnectPolicy.always())) {
            session.sendText("one");
            Reads.await(session, LiveEvent.Reconnected.class);
            session.sendText("two");

            assertThat(Reads.await(session, LiveEvent.Reconnected.class).stateRestored())
                    .isFalse();
            session.sendText("three");
            assertThat(session.turn().text()).isEqualTo("c");
            assertThat(service.setups().get(2)).contains("historyConfig").doesNotContain("early");
        }
    }

    @Test
    void seed_thatAHandleHoldsBehindATurn_isNotSentAgain() throws Exception {
        try (Connections service = new Connections(
                        (peer, frames) -> first(frames),
                        (peer, frames) -> {
                            seeded(frames, "one", "a");
                            answer(frames, "two", "b");
                            Connections.say(frames, "handle:late");
                        },
                        (peer, frames) -> {
                            Connections.say(frames, "setup");
                            answer(frames, "three", "c");
                            TestLive.answerClose(peer, frames);
                        });
                LiveSession session = service.connect(leaks, ReconnectPolicy.always())) {
            session.sendText("one");
            Reads.await(session, LiveEvent.Reconnected.class);
            session.sendText("two");

            assertThat(Reads.await(session, LiveEvent.Reconnected.class).stateRestored())
                    .isTrue();
            assertThat(session.resumption().map(Resumption::handle)).contains("late");
            session.sendText("three");
            assertThat(session.turn().text()).isEqualTo("c");
            assertThat(service.setups().get(2)).contains("late").doesNotContain("historyConfig");
        }
    }
}
