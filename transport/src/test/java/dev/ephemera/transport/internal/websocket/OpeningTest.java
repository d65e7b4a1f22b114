package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.RawServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a WebSocket is opened, against a server that does exactly what a test says. */
@Timeout(60)
final class OpeningTest {

    @RegisterExtension
    final Opened opened = new Opened();

    @Test
    void open_whenTheServerAccepts_hasSentTheHeadersAndLearnsTheServersClock() throws Exception {
        RawServer.Script script = peer -> {
            opened.receive(peer.requestLine());
            opened.receive(peer.header("x-goog-api-key") + " " + peer.header("User-Agent"));
            opened.receive(peer.header("Upgrade") + " " + peer.header("Connection") + " "
                    + peer.header("Sec-WebSocket-Version") + peer.header("Sec-WebSocket-Extensions")
                    + peer.header("Sec-WebSocket-Protocol"));
            Frames.accept(peer);
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            HttpTransport transport = opened.transport();
            transport.webSockets().open(Opened.request(server.url(), Opened.LONG), opened.listener, opened.outbox);

            opened.listener.assertNext("open");
            opened.assertReceived("GET /ws/method?x=1 HTTP/1.1", "secret test", "websocket Upgrade 13");
            assertThat(transport.serverClock(URI.create(server.url())).known()).isTrue();
        }
    }

    @Test
    void handshake_whenRefused_bringsStatusHeadersAndBody() throws Exception {
        RawServer.Script script = peer ->
                peer.send("HTTP/1.1 403 Forbidden\r\nX-Why: because\r\nContent-Length: 13\r\n\r\nnot with that");
        try (RawServer server = new RawServer(script)) {
            opened.open(server);

            WebSocketFailure failure = opened.listener.assertFailure();
            assertThat(failure.httpStatus()).hasValue(403);
            assertThat(failure.headers()).containsEntry("x-why", List.of("because"));
            assertThat(failure.body()).isEqualTo("not with that");
            assertThat(failure.toString()).contains("403").doesNotContain("not with that");
            opened.listener.assertNothingMore();
        }
    }

    @Test
    void handshake_whenRedirected_isNotFollowed() throws Exception {
        RawServer.Script script =
                peer -> peer.send("HTTP/1.1 307 Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        try (RawServer server = new RawServer(script)) {
            opened.open(server);

            assertThat(opened.listener.assertFailure().httpStatus()).hasValue(307);
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
            opened.open(server);

            assertThat(opened.listener.assertFailure().body()).hasSize(64 << 10);
        }
    }

    @Test
    void handshake_whenItsRefusalStalls_endsAtTheDeadlineWithWhatCame() throws Exception {
        RawServer.Script script = peer -> {
            peer.send("HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\nblocked");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            opened.open(server.url(), Duration.ofMillis(500));

            WebSocketFailure failure = opened.listener.assertFailure();
            assertThat(failure.httpStatus()).hasValue(403);
            assertThat(failure.body()).isEqualTo("blocked");
            Opened.assertGone(server);
        }
    }

    @Test
    void handshake_whenTheServerNeverAnswers_endsAtTheDeadline() throws Exception {
        try (RawServer server = new RawServer(RawServer.Peer::awaitGone)) {
            opened.open(server.url(), Duration.ofMillis(300));

            WebSocketFailure failure = opened.listener.assertFailure();
            assertThat(failure.cause()).isInstanceOf(InterruptedIOException.class);
            assertThat(failure.httpStatus()).isEmpty();
            Opened.assertGone(server);
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
            opened.open(server.url(), Duration.ofMillis(300));

            opened.listener.assertNext("open", "message still here");
        }
    }

    @Test
    void handshake_whenNobodyListens_fails() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        opened.open("http://127.0.0.1:" + port, Opened.LONG);

        assertThat(opened.listener.assertFailure().httpStatus()).isEmpty();
    }

    @Test
    void handshake_whenTheHostIsUnknown_fails() {
        opened.open("https://no-such-host.invalid", Opened.LONG);

        assertThat(opened.listener.assertFailure().cause()).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void handshake_whenTheAnswerIsGarbage_fails() throws Exception {
        try (RawServer server = new RawServer(peer -> peer.send("garbage\r\n\r\n"))) {
            opened.open(server);

            assertThat(opened.listener.assertFailure().httpStatus()).isEmpty();
        }
    }

    @Test
    void handshake_whenAnOrdinaryAnswerComes_fails() throws Exception {
        try (RawServer server = new RawServer(peer -> peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))) {
            opened.open(server);

            WebSocketFailure failure = opened.listener.assertFailure();
            assertThat(failure.httpStatus()).hasValue(200);
            assertThat(failure.body()).isEqualTo("{}");
        }
    }

    /** Connection is a list of tokens, here in several lines, and both headers are compared without regard to case (RFC 6455, 4.1). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: WebSocket;Connection: upgrade",
                "Upgrade: websocket;Connection: keep-alive;Connection: UPGRADE"
            })
    void handshake_whenTheAnswerIsWordedInAnotherWay_succeeds(String answer) throws Exception {
        RawServer.Script script = peer -> {
            peer.send("HTTP/1.1 101 Switching Protocols\r\n" + answer.replace(";", "\r\n")
                    + "\r\nSec-WebSocket-Accept: " + Frames.answerTo(peer) + "\r\n\r\n");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            opened.open(server);

            opened.listener.assertNext("open");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Accept: wrong | Sec-WebSocket-Accept [wrong]
            Upgrade: websocket;Connection: Upgrade | Sec-WebSocket-Accept []
            Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Accept: KEY;Sec-WebSocket-Accept: KEY | Sec-WebSocket-Accept [
            Upgrade: h2c;Connection: Upgrade;Sec-WebSocket-Accept: KEY | Upgrade [h2c] instead of websocket
            Connection: Upgrade;Sec-WebSocket-Accept: KEY | Upgrade [] instead of websocket
            Upgrade: websocket;Sec-WebSocket-Accept: KEY | Connection [] instead of Upgrade
            Upgrade: websocket;Connection: keep-alive, close;Sec-WebSocket-Accept: KEY | Connection [keep-alive, close] instead of Upgrade
            Upgrade: websocket;Connection: not-Upgrade;Sec-WebSocket-Accept: KEY | Connection [not-Upgrade] instead of Upgrade
            Upgrade: websocket;Connection: keep-alive, Upgrade;Sec-WebSocket-Accept: KEY | OkHttp hands one out only where the last header Connection is Upgrade alone, and it is keep-alive, Upgrade
            Upgrade: websocket, h2c;Connection: Upgrade;Sec-WebSocket-Accept: KEY | Upgrade [websocket, h2c] instead of websocket
            Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Accept: KEY;Sec-WebSocket-Extensions: permessage-deflate | Sec-WebSocket-Extensions [permessage-deflate], which was not asked for
            Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Accept: KEY;Sec-WebSocket-Protocol: chat | Sec-WebSocket-Protocol [chat], which was not asked for
            """)
    void handshake_whenTheAnswerAcceptsSomethingElse_failsAndSaysWhat(String answer, String said) throws Exception {
        RawServer.Script script = peer -> {
            String headers = answer.replace("KEY", Frames.answerTo(peer)).replace(";", "\r\n");
            peer.send("HTTP/1.1 101 Switching Protocols\r\n" + headers + "\r\n\r\n");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = opened.open(server);

            WebSocketFailure failure = opened.listener.assertFailure();
            assertThat(failure.cause()).isInstanceOf(ProtocolException.class).hasMessageContaining(said);
            assertThat(failure.httpStatus()).hasValue(101);
            Opened.assertGone(server);
            connection.wake();
            connection.abort();
            opened.listener.assertNothingMore();
        }
    }
}
