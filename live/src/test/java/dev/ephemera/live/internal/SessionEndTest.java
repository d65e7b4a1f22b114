package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever ends a session, there is exactly one end, and nothing stays behind. */
@Timeout(60)
final class SessionEndTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Semaphore closes = new Semaphore(0);

    private WebSocketLive live(RawServer server) {
        return new WebSocketLive(leaks.open(TestLive.options(server).build()));
    }

    private static void assertGone(RawServer server) throws InterruptedException {
        assertThat(server.gone.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void assertOver(LiveFace.Talk session, WebSocketLive live, SessionEnd end) {
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(session.end()).isSameAs(end);
        assertThat(session.close()).isSameAs(end);
        Await.until("the client holds the session no more", () -> live.sessions() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "BLOCKING,1000,''",
        "ASYNC,1000,''",
        "BLOCKING,1008,The operation was aborted.",
        "ASYNC,1011,auth token has expired",
        "BLOCKING,4999,private"
    })
    void service_whenItCloses_isNamedWithCodeAndReason(LiveFace face, int code, String reason) throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    frames.close(code, reason);
                    if (frames.read().equals("close:" + code)) {
                        closes.release();
                    }
                    peer.awaitGone();
                });
                WebSocketLive live = live(server)) {
            LiveFace.Talk session = face.connect(live);
            SessionEnd end = session.end();

            assertThat(end)
                    .isEqualTo(SessionEnd.builder()
                            .kind(SessionEnd.Kind.CLOSED_BY_SERVICE)
                            .by(SessionEnd.By.SERVER)
                            .code(code)
                            .reason(reason)
                            .likelyCauses(LikelyCauses.ofEnd(SessionEnd.Kind.CLOSED_BY_SERVICE, code, reason))
                            .build());
            assertThat(closes.tryAcquire(20, TimeUnit.SECONDS))
                    .as("the close is answered")
                    .isTrue();
            assertGone(server);
            assertOver(session, live, end);
        }
    }

    @ParameterizedTest
    @EnumSource
    void service_whenItClosesWithoutACode_isNamedWith1005(LiveFace face) throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    frames.closeWithoutCode();
                    peer.awaitGone();
                });
                WebSocketLive live = live(server)) {
            LiveFace.Talk session = face.connect(live);
            SessionEnd end = session.end();

            assertThat(end.by()).isEqualTo(SessionEnd.By.SERVER);
            assertThat(end.code()).isEqualTo(1005);
            assertThat(end.reason()).isEmpty();
            assertOver(session, live, end);
        }
    }

    @ParameterizedTest
    @CsvSource({"BLOCKING,true", "ASYNC,true", "BLOCKING,false", "ASYNC,false"})
    void connection_whenItBreaks_isNamedWithTheCause(LiveFace face, boolean reset) throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    goOn.await();
                    if (reset) {
                        peer.reset();
                    }
                });
                WebSocketLive live = live(server)) {
            LiveFace.Talk session = face.connect(live);
            goOn.countDown();
            SessionEnd end = session.end();

            assertThat(end.by()).isEqualTo(SessionEnd.By.NETWORK);
            assertThat(end.code()).isEqualTo(SessionEnd.NO_CLOSE_FRAME);
            assertThat(end.reason())
                    .startsWith(
                            "The connection of a Live session failed: the connection to 127.0.0.1 broke or was refused");
            assertThat(end.cause()).get().isInstanceOf(NetworkException.class);
            assertThat(TestLive.trace(end.cause().orElseThrow())).doesNotContain(TestLive.KEY);
            assertThat(end.unsent()).isEmpty();
            assertOver(session, live, end);
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_whenTheServiceAnswers_endsCleanlyBehindWhatWasSent(LiveFace face) throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    if (frames.read().contains("last words") && frames.read().equals("close:1000")) {
                        closes.release();
                    }
                    frames.close(1000, "bye");
                    peer.awaitGone();
                });
                WebSocketLive live = live(server)) {
            LiveFace.Talk session = face.connect(live);
            session.sendText("last words");

            SessionEnd end = session.close();

            assertThat(end)
                    .isEqualTo(SessionEnd.builder()
                            .kind(SessionEnd.Kind.CLOSED_HERE)
                            .by(SessionEnd.By.CLIENT)
                            .code(1000)
                            .reason("bye")
                            .build());
            assertThat(closes.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            assertGone(server);
            assertOver(session, live, end);
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_whenTheServiceDoesNotAnswer_endsAfterTheCloseTimeout(LiveFace face) throws Exception {
        ManualTime time = new ManualTime();
        try (RawServer server = TestLive.opening((peer, frames) -> peer.awaitGone())) {
            HttpTransport transport = leaks.open(TestLive.options(server).build(), time, () -> 1);
            WebSocketLive live = new WebSocketLive(transport);
            LiveFace.Talk session = face.connect(live);
            CompletableFuture<SessionEnd> closing = CompletableFuture.supplyAsync(session::close);
            time.pass(TestLive.CLOSE_TIMEOUT);
            SessionEnd end = closing.get(20, TimeUnit.SECONDS);

            assertThat(end.by()).isEqualTo(SessionEnd.By.CLIENT);
            assertThat(end.code()).isEqualTo(SessionEnd.NO_CLOSE_FRAME);
            assertThat(end.reason()).isEqualTo("127.0.0.1 did not answer the close within PT17S (closeTimeout).");
            assertGone(server);
            assertThat(time.isIdle()).isTrue();
            assertOver(session, live, end);
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_whenTheConnectionBreaksMeanwhile_saysThatAndNotThatNobodyAnswered(LiveFace face) throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    frames.read();
                    peer.reset();
                });
                WebSocketLive live = live(server)) {
            SessionEnd end = face.connect(live).close();

            assertThat(end.by()).isEqualTo(SessionEnd.By.CLIENT);
            assertThat(end.code()).isEqualTo(SessionEnd.NO_CLOSE_FRAME);
            assertThat(end.reason()).contains("broke or was refused");
            assertThat(end.cause()).get().isInstanceOf(NetworkException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_whenTheServiceClosesAtTheSameTime_isOneEnd(LiveFace face) throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    frames.close(4001, "me first");
                    peer.awaitGone();
                });
                WebSocketLive live = live(server)) {
            for (int i = 0; i < 40; i++) {
                LiveFace.Talk session = face.connect(live);

                SessionEnd end = session.close();

                assertThat(end.by()).isIn(SessionEnd.By.CLIENT, SessionEnd.By.SERVER);
                assertThat(end.code()).isEqualTo(4001);
                assertThat(session.end()).isSameAs(end);
            }
            Await.until("the client holds no session", () -> live.sessions() == 0);
        }
    }

    @Test
    void close_fromManyThreads_isOneEnd() throws Exception {
        try (RawServer server = TestLive.opening(TestLive::answerClose);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            List<CompletableFuture<SessionEnd>> ends = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ends.add(CompletableFuture.supplyAsync(
                        () -> {
                            session.close();
                            return session.end().orElseThrow();
                        },
                        task -> Threads.daemons("closer").newThread(task).start()));
            }
            for (CompletableFuture<SessionEnd> end : ends) {
                assertThat(end.get(20, TimeUnit.SECONDS)).isSameAs(session.end().orElseThrow());
            }
        }
    }

    @Test
    void close_whenItsThreadIsInterrupted_doesNotWaitAndClosesAllTheSame() throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    goOn.await();
                    TestLive.answerClose(peer, frames);
                });
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");

            Thread.currentThread().interrupt();
            session.close();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(session.state()).isEqualTo(SessionState.CLOSING);
            goOn.countDown();
            assertThat(LiveFace.settled(session.async().ended()).by()).isEqualTo(SessionEnd.By.CLIENT);
        }
    }

    @Test
    void close_ofTheClient_closesEverySession() throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
            if (frames.read().equals("close:1000")) {
                closes.release();
            }
            frames.close(1000, "");
            peer.awaitGone();
        })) {
            WebSocketLive live = live(server);
            List<LiveFace.Talk> sessions = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                sessions.add(LiveFace.BLOCKING.connect(live));
                sessions.add(LiveFace.ASYNC.connect(live));
            }

            live.close();

            assertThat(sessions).allSatisfy(session -> {
                assertThat(session.state()).isEqualTo(SessionState.CLOSED);
                assertThat(session.end().by()).isEqualTo(SessionEnd.By.CLIENT);
                assertThat(session.end().code()).isEqualTo(1000);
            });
            assertThat(closes.tryAcquire(10, 20, TimeUnit.SECONDS)).isTrue();
            assertThat(server.gone.tryAcquire(10, 20, TimeUnit.SECONDS)).isTrue();
            live.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void transport_whenItIsClosedFirst_endsTheSessionAllTheSame(LiveFace face) throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> peer.awaitGone())) {
            HttpTransport transport = leaks.open(TestLive.options(server).build());
            WebSocketLive live = new WebSocketLive(transport);
            LiveFace.Talk session = face.connect(live);
            CompletableFuture<String> thread = session.async()
                    .ended()
                    .thenApply(end -> Thread.currentThread().getName());

            transport.close();

            assertThat(session.end().by()).isEqualTo(SessionEnd.By.NETWORK);
            assertThat(thread.get(20, TimeUnit.SECONDS))
                    .doesNotStartWith("ephemera-socket")
                    .doesNotStartWith("OkHttp");
            assertGone(server);
            live.close();
        }
    }
}
