package dev.ephemera.live.internal;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.internal.FaultRow.Afterwards;
import dev.ephemera.live.internal.FaultRow.Within;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.websocket.Frames;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** There is no WebSocket: an HTTP status instead, nonsense, or nobody. */
final class RefusedHandshakeFaultTest extends FaultTable {

    private static final String BROKE =
            "`LiveConnectException`: The connection of a Live session failed: the connection"
                    + " to 127.0.0.1 broke or was refused: ";

    private static final String NO_ERROR = "the response is no error of this API, perhaps a proxy's: ";
    private static final String ELSEWHERE = "http://127.0.0.1:1/";

    static final List<FaultRow> ROWS = List.of(
            json(401, "UNAUTHENTICATED", "UnauthorizedException"),
            json(403, "PERMISSION_DENIED", "PermissionDeniedException"),
            json(404, "NOT_FOUND", "NotFoundException"),
            json(429, "RESOURCE_EXHAUSTED", "RateLimitException"),
            json(500, "INTERNAL", "ServerException"),
            json(503, "UNAVAILABLE", "ServerException"),
            other(401, "text/html", "<html>Sign in</html>", "UnauthorizedException"),
            other(403, "text/html", "<html>Blocked</html>", "PermissionDeniedException"),
            other(404, "text/plain", "nothing here", "NotFoundException"),
            other(429, "text/plain", "slow down", "RateLimitException"),
            other(500, "text/plain", "oops", "ServerException"),
            other(503, "text/html", "<html>Later</html>", "ServerException"),
            other(503, "text/html", "", "ServerException"),
            other(200, "text/html", "<html>Welcome</html>", "ApiException"),
            FaultRow.refused(
                            "302 to another host",
                            "`LiveConnectException`: The service refused the handshake with HTTP status 302: redirects are not"
                                    + " followed, for a secret must not travel to another host; give the address itself. (cause `ApiException`)",
                            stage -> stage.peer(peer -> peer.send("HTTP/1.1 302 Found\r\nLocation: " + ELSEWHERE
                                            + "\r\nContent-Length: 0\r\n\r\n"))
                                    .failure())
                    .afterwards(Afterwards.IDLE_CONNECTION),
            FaultRow.refused(
                            "503, and a body that does not end",
                            "`LiveConnectException`: The service refused the handshake with HTTP status 503: "
                                    + NO_ERROR + "later (cause" + " `ServerException`)",
                            stage -> stage.peer(peer -> {
                                        peer.send("HTTP/1.1 503 Later\r\nContent-Length: 1000\r\n\r\nlater");
                                    })
                                    .shortConnectTimeout()
                                    .failure())
                    .within(Within.CONNECT_TIMEOUT),
            FaultRow.refused(
                    "503, and a body of a gibibyte",
                    "`LiveConnectException`: The service refused the handshake with HTTP status 503: " + NO_ERROR
                            + "xxx… (cause" + " `ServerException`)",
                    stage -> stage.peer(peer -> {
                                peer.send("HTTP/1.1 503 Later\r\nContent-Length: " + (1 << 30) + "\r\n\r\n");
                                for (int i = 0; i < 1 << 10; i++) {
                                    peer.send("x".repeat(1 << 20));
                                }
                            })
                            .failure()),
            FaultRow.refused(
                            "429 with `Retry-After` (the emulator)",
                            "`LiveConnectException`: The service refused the handshake with HTTP status 429: Too Many Requests"
                                    + " (cause `RateLimitException`, `retryAfter` PT7S)",
                            stage -> {
                                stage.emulator(EmulatorOptions.builder().build());
                                stage.emulator()
                                        .faults()
                                        .next(Fault.status(429)
                                                .retryAfter(Duration.ofSeconds(7))
                                                .onLive());
                                return stage.failure();
                            })
                    .afterwards(Afterwards.IDLE_CONNECTION),
            FaultRow.refused(
                    "101 with the proof for another key",
                    "`LiveConnectException`: The connection of a Live session failed: the"
                            + " connection to 127.0.0.1 broke or was refused: The server answered the WebSocket handshake with HTTP 101, but: the header"
                            + " Sec-WebSocket-Accept [wrong]… (cause `NetworkException`)",
                    stage -> stage.peer(peer -> {
                                Frames unused = Frames.accept(peer, "wrong");
                            })
                            .failure()),
            FaultRow.refused(
                    "an answer that is not HTTP",
                    BROKE + "Unexpected status line: hello… (cause `NetworkException`)",
                    stage -> stage.peer(peer -> peer.send("hello\r\n\r\n")).failure()),
            FaultRow.refused(
                    "FIN instead of an answer",
                    BROKE + "unexpected end of stream… (cause `NetworkException`)",
                    stage -> stage.peer(RawServer.Peer::finish).failure()),
            FaultRow.refused(
                    "a reset instead of an answer",
                    BROKE + "… (cause `NetworkException`)",
                    stage -> stage.peer(RawServer.Peer::reset).failure()),
            FaultRow.refused("nobody listens", BROKE + "… (cause `NetworkException`)", stage -> {
                try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                    stage.client.baseUrl("http://127.0.0.1:" + closed.getLocalPort());
                }
                return stage.failure();
            }),
            FaultRow.refused(
                    "the host has no address",
                    "`LiveConnectException`: The connection of a Live session failed: the host unknown.invalid is unknown."
                            + " (cause `NetworkException`)",
                    stage -> {
                        stage.client.baseUrl("https://unknown.invalid");
                        return stage.failure();
                    }));

    private static FaultRow json(int status, String name, String cause) {
        String body = "{\"error\":{\"code\":" + status + ",\"status\":\"" + name + "\",\"message\":\"No, because.\"}}";
        return status(status, "application/json", body, "its JSON error", "No, because.", cause);
    }

    private static FaultRow other(int status, String type, String body, String cause) {
        return status(
                status,
                type,
                body,
                body.isEmpty() ? "an empty body" : "`" + body + "`",
                body.isEmpty() ? "the response has no body." : NO_ERROR + body,
                cause);
    }

    private static FaultRow status(int status, String type, String body, String shown, String said, String cause) {
        return FaultRow.refused(
                        status + " with " + shown,
                        "`LiveConnectException`: The service refused the handshake with HTTP status " + status + ": "
                                + said + " (cause `" + cause + "`)",
                        stage -> stage.peer(peer -> peer.send("HTTP/1.1 " + status + " Status\r\nContent-Type: " + type
                                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
                                .failure())
                .afterwards(Afterwards.IDLE_CONNECTION);
    }

    static Stream<Arguments> tries() {
        return onFaces(ROWS);
    }
}
