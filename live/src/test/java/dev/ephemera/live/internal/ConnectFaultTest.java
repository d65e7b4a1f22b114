package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.transport.ApiException;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.PermissionDeniedException;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.websocket.Frames;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** However the service or the network fails a connect, it ends in the named exception, and the socket is released. */
@Timeout(60)
final class ConnectFaultTest {

    private static final String LATE =
            "127.0.0.1 did not complete the setup within PT18S (setupTimeout, or the timeout of this connect).";

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private LiveConnectException failure(LiveFace face, ClientOptions.Builder options) {
        try (WebSocketLive live = new WebSocketLive(leaks.open(options.build()))) {
            return failure(face, live);
        }
    }

    private static LiveConnectException failure(LiveFace face, WebSocketLive live) {
        Throwable thrown = catchThrowable(() -> face.connect(live));
        assertThat(thrown).isExactlyInstanceOf(LiveConnectException.class);
        Await.until("nothing of the attempt is left", () -> live.sessions() == 0);
        return (LiveConnectException) thrown;
    }

    private static void assertGone(RawServer server) throws InterruptedException {
        assertThat(server.gone.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    private static Stream<Arguments> onBothFaces(Map<String, RawServer.Script> scripts) {
        return scripts.entrySet().stream()
                .flatMap(script -> Stream.of(LiveFace.values())
                        .map(face -> Arguments.of(face, script.getKey(), script.getValue())));
    }

    static Stream<Arguments> broken() {
        return onBothFaces(Map.of(
                "127.0.0.1 broke or was refused: Unexpected status line: hello",
                        peer -> {
                            peer.send("hello\r\n\r\n");
                            peer.awaitGone();
                        },
                "HTTP 101, but: the header Sec-WebSocket-Accept [wrong]",
                        peer -> {
                            Frames.accept(peer, "wrong");
                            peer.awaitGone();
                        },
                "127.0.0.1 broke or was refused: unexpected end of stream",
                        peer -> {
                            // It only closes; the client sees the end of the stream and has nothing more to release.
                        },
                "answered the setup with a frame of 5 bytes that is no message of the Live API; is baseUrl",
                        peer -> {
                            Frames frames = Frames.accept(peer);
                            frames.read();
                            frames.text("hello");
                            peer.awaitGone();
                        },
                "What came from 127.0.0.1 is not what a session may bring: A frame has reserved bits set",
                        peer -> {
                            Frames.accept(peer);
                            peer.send(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff});
                            peer.awaitGone();
                        },
                "the connection to 127.0.0.1 broke or was refused: Connection reset",
                        peer -> {
                            Frames frames = Frames.accept(peer);
                            frames.read();
                            peer.reset();
                        },
                "the connection to 127.0.0.1 broke or was refused: The peer ended the connection without a close frame",
                        peer -> {
                            Frames frames = Frames.accept(peer);
                            frames.read();
                        }));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("broken")
    void connect_whenTheConnectionBreaksOrMakesNoSense_saysHow(LiveFace face, String message, RawServer.Script script)
            throws Exception {
        try (RawServer server = new RawServer(script)) {
            LiveConnectException failure = failure(face, TestLive.options(server));

            assertThat(failure).hasMessageContaining(message);
            assertThat(failure.closeCode()).isEmpty();
            assertThat(failure.httpStatus()).isEmpty();
            assertThat(failure.reason()).isEmpty();
            assertThat(failure.likelyCauses()).isEmpty();
            if (failure.getCause() != null) {
                assertThat(failure.getCause()).isInstanceOf(NetworkException.class);
            }
        }
    }

    static Stream<Arguments> silent() {
        return onBothFaces(Map.of(
                "without an answer", RawServer.Peer::awaitGone,
                "after the handshake",
                        peer -> {
                            Frames.accept(peer);
                            peer.awaitGone();
                        },
                "after other messages",
                        peer -> {
                            Frames.accept(peer).text("{}");
                            peer.awaitGone();
                        }));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("silent")
    void connect_whenTheServiceFallsSilent_endsAtTheDeadline(LiveFace face, String when, RawServer.Script script)
            throws Exception {
        ManualTime time = new ManualTime();
        try (RawServer server = new RawServer(script);
                WebSocketLive live =
                        new WebSocketLive(leaks.open(TestLive.options(server).build(), time, () -> 1))) {
            CompletableFuture<LiveConnectException> failure = CompletableFuture.supplyAsync(() -> failure(face, live));
            assertThat(server.requests.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

            time.pass(TestLive.SETUP_TIMEOUT);

            assertThat(failure.get(20, TimeUnit.SECONDS)).hasMessage(LATE).hasNoCause();
            assertGone(server);
            assertThat(time.isIdle()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_whenThereIsNoHandshakeWithinTheConnectTimeout_endsThen(LiveFace face) throws Exception {
        try (RawServer server = new RawServer(RawServer.Peer::awaitGone)) {
            LiveConnectException failure =
                    failure(face, TestLive.options(server).connectTimeout(Duration.ofMillis(300)));

            assertThat(failure)
                    .hasMessage(
                            "There was no WebSocket to 127.0.0.1 within PT0.3S (connectTimeout, or the timeout of this"
                                    + " connect).");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BLOCKING | 1007 | API key not valid. Please pass a valid API key. | GEMINI_API_KEY",
                "ASYNC | 1008 | models/m is not found for API version v1beta, or is not | check its name",
                "BLOCKING | 1011 | Token has been used too many times | mint a new one",
                "ASYNC | 1011 | Internal error encountered. | the token's lock"
            })
    void connect_whenTheSetupIsRefused_saysCodeReasonAndLikelyCauses(
            LiveFace face, int code, String reason, String cause) throws Exception {
        try (RawServer server = TestLive.accepting((peer, frames) -> {
            frames.read();
            frames.close(code, reason);
            peer.awaitGone();
        })) {
            LiveConnectException failure = failure(face, TestLive.options(server));

            assertThat(failure.closeCode()).hasValue(code);
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.likelyCauses()).singleElement().asString().contains(cause);
            assertThat(failure)
                    .hasMessageStartingWith("The service refused the session with close code " + code + ": " + reason
                            + (reason.endsWith(".") ? "" : ".") + " Likely: ")
                    .hasMessageContaining(cause)
                    .hasNoCause();
            assertThat(failure.httpStatus()).isEmpty();
            assertGone(server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_whenTheServiceClosesWithoutAWord_saysWhatTheCodeMayMean(LiveFace face) throws Exception {
        try (RawServer server = TestLive.accepting((peer, frames) -> {
            frames.read();
            frames.closeWithoutCode();
            peer.awaitGone();
        })) {
            LiveConnectException failure = failure(face, TestLive.options(server));

            assertThat(failure)
                    .hasMessage("The service refused the session with close code 1005 and no reason. Likely: "
                            + String.join("", failure.likelyCauses()) + ".");
            assertThat(failure.closeCode()).hasValue(1005);
            assertThat(failure.reason()).isEmpty();
            assertThat(failure.likelyCauses()).singleElement().asString().contains("check the model");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BLOCKING | 403 | application/json | {\"error\":{\"code\":403,\"status\":\"PERMISSION_DENIED\",\"message\":\"No.\"}} | No.",
                "ASYNC | 403 | text/html | <html>blocked</html> | <html>blocked</html>",
                "BLOCKING | 200 | text/html | <html>hello</html> | <html>hello</html>",
                "ASYNC | 302 | text/html | moved | redirects are not followed",
                "BLOCKING | 404 | text/plain | nothing here | nothing here",
                "ASYNC | 503 | text/plain | later | later"
            })
    void connect_whenTheHandshakeIsRefused_saysTheStatusAndTheBody(
            LiveFace face, int status, String type, String body, String reason) throws Exception {
        RawServer.Script script = peer -> {
            peer.send("HTTP/1.1 " + status + " Status\r\nLocation: http://127.0.0.1:1/\r\nContent-Type: " + type
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            LiveConnectException failure = failure(face, TestLive.options(server));

            assertThat(failure.httpStatus()).hasValue(status);
            assertThat(failure.reason()).contains(reason);
            assertThat(failure)
                    .hasMessageStartingWith("The service refused the handshake with HTTP status " + status + ": ")
                    .hasMessageContaining(reason);
            assertThat(failure.closeCode()).isEmpty();
            assertThat(failure.getCause()).isInstanceOfSatisfying(ApiException.class, refusal -> {
                assertThat(refusal.error().httpStatus()).isEqualTo(status);
                assertThat(refusal.error().request())
                        .isEqualTo("GET /ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent");
            });
            assertThat(failure.getCause() instanceof PermissionDeniedException).isEqualTo(status == 403);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_whenNobodyListens_saysSo(LiveFace face) throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        LiveConnectException failure =
                failure(face, ClientOptions.builder().apiKey(TestLive.KEY).baseUrl("http://127.0.0.1:" + port));

        assertThat(failure).hasMessageContaining("the connection to 127.0.0.1 broke or was refused");
    }

    @ParameterizedTest
    @EnumSource
    void connect_whenTheHostIsUnknown_saysSo(LiveFace face) {
        LiveConnectException failure =
                failure(face, ClientOptions.builder().apiKey(TestLive.KEY).baseUrl("https://unknown.invalid"));

        assertThat(failure)
                .hasMessage("The connection of a Live session failed: the host unknown.invalid is unknown.")
                .hasCauseInstanceOf(NetworkException.class);
    }

    @Test
    void connect_whenItFails_throwsFromTheCallersStack() throws Exception {
        try (RawServer server = new RawServer(peer -> {})) {
            assertThat(TestLive.trace(failure(LiveFace.BLOCKING, TestLive.options(server))))
                    .contains("connect_whenItFails_throwsFromTheCallersStack");
        }
    }
}
