package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One WebSocket against a server that does exactly what a test says. */
final class OkHttpWebSocketEngineTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final RecordingListener listener = new RecordingListener();
    private final BlockingQueue<String> received = new ArrayBlockingQueue<>(100);

    private HttpTransport transport;

    private WebSocketConnection open(String url, Duration connectTimeout) {
        transport = leaks.open(ClientOptions.builder().build());
        return transport
                .webSockets()
                .open(
                        new WebSocketRequest(
                                URI.create(url.replaceFirst("http", "ws") + "/ws/method?x=1"),
                                Map.of("x-goog-api-key", "secret", "User-Agent", "test"),
                                connectTimeout),
                        listener);
    }

    private WebSocketConnection open(RawServer server) {
        return open(server.url(), LONG);
    }

    private String received() throws InterruptedException {
        return received.poll(20, TimeUnit.SECONDS);
    }

    private static void assertGone(RawServer server) throws InterruptedException {
        assertThat(server.gone.tryAcquire(20, TimeUnit.SECONDS))
                .as("the client has let the socket go")
                .isTrue();
    }

    @Test
    void open_whenTheServerAccepts_hasSentTheHeadersAndLearnsTheServersClock() throws Exception {
        RawServer.Script script = peer -> {
            received.add(peer.header("x-goog-api-key") + " " + peer.header("User-Agent"));
            Frames.accept(peer);
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            open(server);

            listener.assertNext("open");
            assertThat(received()).isEqualTo("secret test");
            assertThat(transport.serverClock(URI.create(server.url())).known()).isTrue();
        }
    }

    @Test
    void messages_inTextAndBinaryFrames_arriveInOrderAsUtf8() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            frames.text("{\"a\":\"ü\"}");
            frames.binary("{\"b\":\"€\"}");
            frames.text("");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            open(server);

            listener.assertNext("open", "message {\"a\":\"ü\"}", "message {\"b\":\"€\"}", "message ");
        }
    }

    @Test
    void send_beforeAndAfterTheOpening_leavesInOrder() throws Exception {
        CountDownLatch accept = new CountDownLatch(1);
        RawServer.Script script = peer -> {
            accept.await();
            Frames frames = Frames.accept(peer);
            while (true) {
                received.add(frames.read());
            }
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = open(server);
            assertThat(connection.send("one")).isTrue();
            assertThat(connection.queuedBytes()).isEqualTo(3);
            accept.countDown();
            listener.assertNext("open");
            assertThat(connection.send("two")).isTrue();

            assertThat(received()).isEqualTo("1:one");
            assertThat(received()).isEqualTo("1:two");
            Await.until("all has left", () -> connection.queuedBytes() == 0);
        }
    }

    @Test
    void send_whenTheQueueIsFull_refusesAndKeepsTheConnection() throws Exception {
        CountDownLatch accept = new CountDownLatch(1);
        RawServer.Script script = peer -> {
            accept.await();
            Frames.accept(peer);
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = open(server);
            String mebibyte = "x".repeat(1 << 20);
            for (int i = 0; i < 16; i++) {
                assertThat(connection.send(mebibyte)).isTrue();
            }

            assertThat(connection.send("y")).isFalse();

            assertThat(connection.queuedBytes()).isEqualTo(16 << 20);
            accept.countDown();
            listener.assertNext("open");
            Await.until("all has left", () -> connection.queuedBytes() == 0);
            assertThat(connection.send("z")).isTrue();
        }
    }

    @Test
    void send_afterTheEnd_refuses() throws Exception {
        try (RawServer server = new RawServer(peer -> Frames.accept(peer))) {
            WebSocketConnection connection = open(server);
            listener.assertNext("open");
            listener.assertFailure();

            assertThat(connection.send("x")).isFalse();
        }
    }

    @Test
    void close_whenThePeerAnswers_endsCleanly() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            received.add(frames.read());
            received.add(frames.read());
            frames.close(1000, "bye");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = open(server);
            listener.assertNext("open");
            assertThat(connection.send("last")).isTrue();
            connection.close(1000, "done");

            assertThat(connection.send("too late")).isFalse();
            assertThat(received()).isEqualTo("1:last");
            assertThat(received()).isEqualTo("close:1000done");
            listener.assertNext("closing 1000 bye", "closed 1000 bye");
            assertGone(server);
            connection.abort();
            listener.assertNothingMore();
        }
    }

    @Test
    void close_whenTheCodeOrReasonCannotBeSent_isRefused() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            Frames.accept(peer);
            peer.awaitGone();
        })) {
            WebSocketConnection connection = open(server);
            listener.assertNext("open");

            assertThatThrownBy(() -> connection.close(1005, "")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> connection.close(1000, "x".repeat(124)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void peer_whenItCloses_isAnsweredWithItsOwnCode() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            frames.close(1008, "token expired");
            received.add(frames.read());
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            open(server);

            listener.assertNext("open", "closing 1008 token expired", "closed 1008 token expired");
            assertThat(received()).isEqualTo("close:1008");
            assertGone(server);
        }
    }

    @Test
    void peer_whenItClosesWithoutACode_isAnsweredWithNormal() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            frames.closeWithoutCode();
            received.add(frames.read());
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            open(server);

            listener.assertNext("open", "closing 1005 ", "closed 1005 ");
            assertThat(received()).isEqualTo("close:1000");
        }
    }

    @Test
    void peer_whenItIsHalfClosed_letsGoByAbort() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            received.add(frames.read());
            peer.awaitGone(); // without an answer
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = open(server);
            listener.assertNext("open");
            connection.close(1000, "");
            assertThat(received()).isEqualTo("close:1000");

            connection.abort();
            connection.abort();

            assertThat(listener.assertFailure().httpStatus()).isEmpty();
            assertGone(server);
            listener.assertNothingMore();
        }
    }

    @Test
    void abort_whileTheServerIsSilent_endsTheHandshake() throws Exception {
        try (RawServer server = new RawServer(RawServer.Peer::awaitGone)) {
            WebSocketConnection connection = open(server);
            assertThat(server.requests.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

            connection.abort();

            listener.assertFailure();
            assertGone(server);
            listener.assertNothingMore();
        }
    }

    @Test
    void abort_whileTheListenerBlocks_releasesTheSocketAndTellsTheEndAfterwards() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        RecordingListener blocking = new RecordingListener() {
            @Override
            public void onMessage(WebSocketMessage message) {
                blocked.countDown();
                try {
                    assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                super.onMessage(message);
            }
        };
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            frames.text("one");
            frames.text("two");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = leaks.open(ClientOptions.builder().build())
                    .webSockets()
                    .open(
                            new WebSocketRequest(URI.create(server.url().replaceFirst("http", "ws")), Map.of(), LONG),
                            blocking);
            blocking.assertNext("open");
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();

            connection.abort();

            assertGone(server);
            blocking.assertNothingMore();
            goOn.countDown();
            blocking.assertNext("message one");
        }
    }

    @Test
    void listener_whenItThrowsAnError_learnsItAndTheSocketIsReleased() throws Exception {
        RecordingListener broken = new RecordingListener() {
            @Override
            public void onMessage(WebSocketMessage message) {
                throw new StackOverflowError("of the test");
            }
        };
        RawServer.Script script = peer -> {
            Frames.accept(peer).text("one");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            leaks.open(ClientOptions.builder().build())
                    .webSockets()
                    .open(
                            new WebSocketRequest(URI.create(server.url().replaceFirst("http", "ws")), Map.of(), LONG),
                            broken);

            broken.assertNext("open");
            assertThat(broken.assertFailure().cause()).isInstanceOf(StackOverflowError.class);
            assertGone(server);
            broken.assertNothingMore();
        }
    }

    @Test
    void handshake_whenRefused_bringsStatusHeadersAndBody() throws Exception {
        RawServer.Script script = peer ->
                peer.send("HTTP/1.1 403 Forbidden\r\nX-Why: because\r\nContent-Length: 13\r\n\r\nnot with that");
        try (RawServer server = new RawServer(script)) {
            open(server);

            WebSocketFailure failure = listener.assertFailure();
            assertThat(failure.httpStatus()).hasValue(403);
            assertThat(failure.headers()).containsEntry("x-why", List.of("because"));
            assertThat(failure.body()).isEqualTo("not with that");
            assertThat(failure.toString()).contains("403").doesNotContain("not with that");
            listener.assertNothingMore();
        }
    }

    @Test
    void handshake_whenRedirected_isNotFollowed() throws Exception {
        RawServer.Script script =
                peer -> peer.send("HTTP/1.1 307 Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        try (RawServer server = new RawServer(script)) {
            open(server);

            assertThat(listener.assertFailure().httpStatus()).hasValue(307);
        }
    }

    @Test
    void handshake_whenItsRefusalNeverEnds_bringsABoundedBody() throws Exception {
        RawServer.Script script = peer -> {
            peer.send("HTTP/1.1 500 No\r\n\r\n");
            while (true) {
                peer.send("x".repeat(10_000));
            }
        };
        try (RawServer server = new RawServer(script)) {
            open(server);

            assertThat(listener.assertFailure().body()).hasSize(64 << 10);
        }
    }

    @Test
    void handshake_whenItsRefusalStalls_endsAtTheDeadlineWithWhatCame() throws Exception {
        RawServer.Script script = peer -> {
            peer.send("HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\nblocked");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            open(server.url(), Duration.ofMillis(500));

            WebSocketFailure failure = listener.assertFailure();
            assertThat(failure.httpStatus()).hasValue(403);
            assertThat(failure.body()).isEqualTo("blocked");
            assertGone(server);
        }
    }

    @Test
    void handshake_whenTheServerNeverAnswers_endsAtTheDeadline() throws Exception {
        try (RawServer server = new RawServer(RawServer.Peer::awaitGone)) {
            open(server.url(), Duration.ofMillis(300));

            WebSocketFailure failure = listener.assertFailure();
            assertThat(failure.cause()).isInstanceOf(InterruptedIOException.class);
            assertThat(failure.httpStatus()).isEmpty();
            assertGone(server);
        }
    }

    @Test
    void connection_whenOpen_outlivesTheConnectTimeout() throws Exception {
        CountDownLatch later = new CountDownLatch(1);
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            boolean unused = later.await(600, TimeUnit.MILLISECONDS); // twice the timeout
            frames.text("still here");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            open(server.url(), Duration.ofMillis(300));

            listener.assertNext("open", "message still here");
        }
    }

    @Test
    void handshake_whenNobodyListens_fails() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        open("http://127.0.0.1:" + port, LONG);

        assertThat(listener.assertFailure().httpStatus()).isEmpty();
    }

    @Test
    void handshake_whenTheHostIsUnknown_fails() {
        open("https://no-such-host.invalid", LONG);

        assertThat(listener.assertFailure().cause()).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void handshake_whenTheAnswerIsGarbage_fails() throws Exception {
        try (RawServer server = new RawServer(peer -> peer.send("garbage\r\n\r\n"))) {
            open(server);

            assertThat(listener.assertFailure().httpStatus()).isEmpty();
        }
    }

    @Test
    void handshake_whenAnOrdinaryAnswerComes_fails() throws Exception {
        try (RawServer server = new RawServer(peer -> peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))) {
            open(server);

            WebSocketFailure failure = listener.assertFailure();
            assertThat(failure.httpStatus()).hasValue(200);
            assertThat(failure.body()).isEqualTo("{}");
        }
    }

    @Test
    void handshake_whenTheAcceptIsWrong_fails() throws Exception {
        RawServer.Script script = peer -> {
            Frames.accept(peer, "wrong");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            open(server);

            assertThat(listener.assertFailure().cause()).hasMessageContaining("Sec-WebSocket-Accept");
            assertGone(server);
        }
    }

    @Test
    void connection_whenThePeerSendsNoFrame_fails() throws Exception {
        RawServer.Script script = peer -> {
            Frames.accept(peer);
            peer.send("garbage, garbage");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            open(server);

            listener.assertNext("open");
            listener.assertFailure();
            assertGone(server);
            listener.assertNothingMore();
        }
    }

    @Test
    void connection_whenThePeerVanishes_fails() throws Exception {
        try (RawServer server = new RawServer(peer -> Frames.accept(peer).text("bye"))) {
            open(server);

            listener.assertNext("open", "message bye");
            listener.assertFailure();
            listener.assertNothingMore();
        }
    }

    @Test
    void close_ofTheTransport_abortsItsConnections() throws Exception {
        RawServer.Script script = peer -> {
            Frames.accept(peer);
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            open(server);
            listener.assertNext("open");

            transport.close();

            listener.assertFailure();
            assertGone(server);
        }
    }

    @Test
    void request_whenShown_hidesTheHeaderValues() {
        assertThat(new WebSocketRequest(URI.create("ws://localhost/x"), Map.of("x-goog-api-key", "secret"), LONG)
                        .toString())
                .contains("x-goog-api-key")
                .doesNotContain("secret");
    }
}
