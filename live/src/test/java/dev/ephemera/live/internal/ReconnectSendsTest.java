package dev.ephemera.live.internal;

import static dev.ephemera.live.internal.Reads.await;
import static dev.ephemera.live.internal.ReconnectWorld.HANDLE;
import static dev.ephemera.live.internal.ReconnectWorld.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.live.Turn;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.websocket.Frames;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of what is sent around an interruption: {@link ReconnectPolicy}. */
@Timeout(60)
final class ReconnectSendsTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final ReconnectWorld world = new ReconnectWorld(leaks);

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void text_thatIsSentJustBeforeALoss_isSentAgainAndAnsweredOnce() throws Exception {
        try (RawServer server = world.connections(
                        (peer, frames) -> {
                            frames.binary(HANDLE);
                            assertThat(frames.read()).contains("one");
                        },
                        (peer, frames) -> answerOne(peer, frames));
                LiveSession session = world.connect(server, ReconnectPolicy.always())) {
            session.sendText("one");

            LiveEvent.Reconnected reconnected = await(session, LiveEvent.Reconnected.class);
            assertThat(reconnected.resentMessages()).isEqualTo(1);
            assertThat(reconnected.stateRestored()).isTrue();
            assertThat(session.turn().text()).isEqualTo("b");
        }
    }

    @Test
    void turn_whenItIsCutByALoss_endsAsLostAndItsTextIsAnsweredAfter() throws Exception {
        try (RawServer server = world.connections(
                        (peer, frames) -> {
                            frames.binary(HANDLE);
                            assertThat(frames.read()).contains("one");
                            frames.binary(Said.json("text:a").get(0));
                        },
                        (peer, frames) -> answerOne(peer, frames));
                LiveSession session = world.connect(server, ReconnectPolicy.always())) {
            session.sendText("one");

            Turn lost = session.turn();
            assertThat(lost.end()).isEqualTo(Turn.End.LOST);
            assertThat(lost.text()).isEqualTo("a");
            Turn answer = session.turn();
            assertThat(answer.end()).isEqualTo(Turn.End.COMPLETE);
            assertThat(answer.text()).isEqualTo("b");
            assertThat(answer.number()).isGreaterThan(lost.number());
        }
    }

    /** Gets the text once, and nothing else. */
    private static void answerOne(RawServer.Peer peer, Frames frames) throws IOException {
        assertThat(frames.read()).contains("one");
        for (String json : Said.json("text:b done")) {
            frames.binary(json);
        }
        assertThat(frames.read()).startsWith("close:");
        frames.close(1000, "");
        peer.awaitGone();
    }

    @Test
    void sends_whileTheSessionReconnects_waitButForAudioThatIsTooOld() {
        try (LiveSession session = world.connect(world.waiting())) {
            world.lose();
            await(session, LiveEvent.Reconnecting.class);
            assertThat(session.state()).isEqualTo(SessionState.RECONNECTING);
            CompletableFuture<Void> old = session.async().sendAudio(new byte[320]);
            world.time().advance(Duration.ofMillis(2_001));
            CompletableFuture<Void> fresh = session.async().sendAudio(new byte[640]);
            CompletableFuture<Void> text = session.async().sendText("one");
            assertThat(text).isNotDone();
            world.openGate();

            assertThat(await(session, LiveEvent.Reconnected.class).resentMessages())
                    .isZero();
            assertThat(await(session, LiveEvent.AudioDropped.class).messages()).isEqualTo(1);
            assertThat(failure(old)).isEqualTo(LiveSendException.Reason.DROPPED);
            LiveFace.settled(fresh);
            LiveFace.settled(text);
            Await.until("both have come", () -> world.current().received().size() == 3);
        }
    }

    @Test
    void sends_whileTheSessionReconnects_failByPolicyWhereThereIsNoRoom() {
        try (LiveSession session = world.connect(SessionOptions.builder()
                .reconnect(world.waiting())
                .outboundPolicy(OutboundPolicy.FAIL)
                .maxQueuedBytes(1))) {
            world.lose();
            await(session, LiveEvent.Reconnecting.class);
            CompletableFuture<Void> first = session.async().sendText("one");

            assertThatThrownBy(() -> session.sendText("two"))
                    .isInstanceOfSatisfying(
                            LiveSendException.class,
                            thrown -> assertThat(thrown.reason()).isEqualTo(LiveSendException.Reason.QUEUE_FULL));
            world.time().advance(Duration.ofSeconds(10)); // sendTimeout
            assertThat(failure(first)).isEqualTo(LiveSendException.Reason.TIMED_OUT);
        }
    }
}
