package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What depends on the end of a session may do what it likes. */
@Timeout(60)
final class EndFutureTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final CountDownLatch goOn = new CountDownLatch(1);

    private WebSocketLive live(RawServer server) {
        return new WebSocketLive(leaks.open(TestLive.options(server).build()));
    }

    private void block() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void close_ofTheClientInWhatDependsOnAFailedConnect_returns() throws Exception {
        try (RawServer server = TestLive.accepting((peer, frames) -> {
            frames.read();
            frames.close(1008, "no");
            peer.awaitGone();
        })) {
            WebSocketLive live = live(server);
            CompletableFuture<Boolean> closed = live.async().connect("m").handle((session, failure) -> {
                live.close();
                return failure != null;
            });

            assertThat(LiveFace.settled(closed)).isTrue();
        }
    }

    /** A hook of the JVM would hold the client for ever, if somebody forgot to close it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void client_whenItsSessionsHaveEnded_isHeldByNothing(boolean opens) throws Exception {
        try (RawServer server = TestLive.accepting((peer, frames) -> {
            frames.read();
            if (opens) {
                frames.binary(TestLive.SETUP_COMPLETE);
            }
            frames.close(1000, "");
            peer.awaitGone();
        })) {
            WeakReference<WebSocketLive> client = new WeakReference<>(connected(server));

            Await.until("nothing holds the client", () -> {
                System.gc();
                return client.refersTo(null);
            });
        }
    }

    private WebSocketLive connected(RawServer server) {
        WebSocketLive live = live(server);
        CompletableFuture<AsyncLiveSession> session = live.async().connect("m");
        LiveFace.settled(session.handle((open, failure) -> open == null ? "" : LiveFace.settled(open.ended())));
        Await.until("the session has ended", () -> live.sessions() == 0);
        return live;
    }

    @Test
    void ended_whenWhatDependsOnItBlocks_completesForAllOthers() throws Exception {
        try (RawServer server = TestLive.opening(TestLive::answerClose)) {
            WebSocketLive live = live(server);
            AsyncLiveSession session = LiveFace.settled(live.async().connect("m"));
            CompletableFuture<SessionEnd> before = session.ended();
            CompletableFuture<Void> blocked = session.ended().thenRun(this::block);
            CompletableFuture<SessionEnd> behind = session.ended();

            CompletableFuture<SessionEnd> closing = session.close();

            SessionEnd end = LiveFace.settled(closing);
            assertThat(LiveFace.settled(before)).isSameAs(end);
            assertThat(LiveFace.settled(behind)).isSameAs(end);
            assertThat(session.ended()).isCompletedWithValue(end);
            Await.until("the client holds the session no more", () -> live.sessions() == 0);
            live.close();
            assertThat(blocked).isNotDone();
            goOn.countDown();
            LiveFace.settled(blocked);
        }
    }
}
