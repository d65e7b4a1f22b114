package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ephemera.transport.ApiException;
import dev.ephemera.transport.BadRequestException;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.InvalidResponseException;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.NotFoundException;
import dev.ephemera.transport.PermissionDeniedException;
import dev.ephemera.transport.RateLimitException;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.RequestTimeoutException;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.ServerException;
import dev.ephemera.transport.UnauthorizedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** However a call fails, it ends in the named exception, within its deadline, and without its key. */
final class CallFaultTest {

    private static final RequestOptions ONCE = RequestOptions.builder()
            .retryPolicy(RetryPolicy.none())
            .timeout(Duration.ofSeconds(15))
            .build();
    private static final RequestOptions SHORT =
            ONCE.toBuilder().timeout(Duration.ofMillis(300)).build();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private static String envelope(int code, String status, String message) {
        return """
                {"error": {"code": %d, "status": "%s", "message": "%s", "details": [
                  {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "TEST", "metadata": {"echo": "%s"}}]}}
                """.formatted(code, status, message, TestApi.KEY);
    }

    private static MockResponse response(int code, String body, String... headers) {
        MockResponse.Builder response = new MockResponse.Builder().code(code).body(body);
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        return response.build();
    }

    static Stream<Arguments> answers() {
        List<Arguments> rows = new ArrayList<>();
        for (Face face : Face.values()) {
            row(
                    rows,
                    face,
                    response(400, envelope(400, "INVALID_ARGUMENT", "bad")),
                    BadRequestException.class,
                    "400 INVALID_ARGUMENT: bad");
            row(
                    rows,
                    face,
                    response(401, envelope(401, "UNAUTHENTICATED", "who")),
                    UnauthorizedException.class,
                    "401 UNAUTHENTICATED: who");
            row(
                    rows,
                    face,
                    response(403, envelope(403, "PERMISSION_DENIED", "no")),
                    PermissionDeniedException.class,
                    "403 PERMISSION_DENIED: no");
            row(rows, face, response(404, ""), NotFoundException.class, "404: the response has no body.");
            row(
                    rows,
                    face,
                    response(429, envelope(429, "RESOURCE_EXHAUSTED", "slow"), "Retry-After", "7"),
                    RateLimitException.class,
                    "429");
            row(
                    rows,
                    face,
                    response(500, envelope(500, "INTERNAL", "oops")),
                    ServerException.class,
                    "500 INTERNAL: oops");
            row(
                    rows,
                    face,
                    response(503, envelope(503, "UNAVAILABLE", "later"), "Retry-After", "0"),
                    ServerException.class,
                    "503");
            row(
                    rows,
                    face,
                    response(418, "{\"error\": 5}"),
                    ApiException.class,
                    "418: the response is no error of this API");
            row(
                    rows,
                    face,
                    response(302, "", "Location", "http://127.0.0.1:1/"),
                    ApiException.class,
                    "redirects are not followed");
            row(rows, face, response(500, "x".repeat(10_000_000)), ServerException.class, "perhaps a proxy's: xxx");
            row(
                    rows,
                    face,
                    response(200, "<html>hello</html>", "Content-Type", "text/html"),
                    InvalidResponseException.class,
                    "is no JSON of the kind expected, or is cut short; it begins: <html>hello</html>");
            row(rows, face, response(200, ""), InvalidResponseException.class, "the response is empty");
            row(
                    rows,
                    face,
                    response(200, "{\"name\": \"auth_tokens/fresh-and-secret"),
                    InvalidResponseException.class,
                    "it begins: {\"name\": \"auth_tokens/(redacted)");
            row(
                    rows,
                    face,
                    response(200, "[]"),
                    InvalidResponseException.class,
                    "no JSON of the kind expected, or is cut short; it begins: []");
            row(rows, face, response(200, "null"), InvalidResponseException.class, "it begins: null");
            row(
                    rows,
                    face,
                    response(403, "<p>" + ".".repeat(280) + TestApi.KEY),
                    PermissionDeniedException.class,
                    "." + "(redacted)");
            row(rows, face, response(503, "", "Retry-After", "99999999999"), ServerException.class, "503");
            row(rows, face, response(408, ""), ApiException.class, "408");
            row(rows, face, response(204, ""), InvalidResponseException.class, "status 204 holds nothing");
            row(rows, face, response(200, "{\"name\": \"auth_tok"), InvalidResponseException.class, "cut short");
            row(
                    rows,
                    face,
                    response(200, "\"" + "x".repeat(5 << 20) + "\""),
                    InvalidResponseException.class,
                    "longer than 4194304 bytes");
        }
        return rows.stream();
    }

    private static void row(
            List<Arguments> rows, Face face, MockResponse response, Class<? extends Throwable> type, String message) {
        rows.add(Arguments.of(face, response.getStatus() + " " + message, response, type, message));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answers")
    void call_whenTheAnswerIsNoGood_raisesTheNamedException(
            Face face, String name, MockResponse response, Class<? extends Throwable> type, String message)
            throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(response);

            Throwable thrown = failure(face, TestApi.options(server.url("/").toString()), ONCE);

            assertThat(thrown)
                    .isInstanceOf(type)
                    .hasMessageContaining("POST /v1alpha/auth_tokens")
                    .hasMessageContaining(message);
            assertThat(server.getRequestCount()).isEqualTo(1);
            if (thrown instanceof ApiException refused && !refused.details().isEmpty()) {
                assertThat(refused.details().get(0).toString()).contains("(redacted)");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void call_whenThePortIsClosed_raisesNetworkException(Face face) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertThat(failure(face, TestApi.options("http://127.0.0.1:" + port), ONCE))
                .isExactlyInstanceOf(NetworkException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheHostIsUnknown_raisesNetworkException(Face face) {
        assertThat(failure(face, TestApi.options("https://no-such-host.invalid"), ONCE))
                .isExactlyInstanceOf(NetworkException.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheServerNeverAnswers_endsAtItsDeadline(Face face) throws IOException {
        try (RawServer server = new RawServer(RawServer.SILENT)) {
            assertThat(failure(face, TestApi.options(server.url()), SHORT))
                    .isInstanceOf(RequestTimeoutException.class)
                    .hasMessageContaining("PT0.3S");
        }
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheBodyNeverEnds_endsAtTheLimit(Face face) throws IOException {
        RawServer.Script endless = peer -> {
            peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n\"");
            while (true) {
                peer.send("x".repeat(10_000));
            }
        };
        try (RawServer server = new RawServer(endless)) {
            assertThat(failure(face, TestApi.options(server.url()).maxResponseBytes(100_000), ONCE))
                    .isInstanceOf(InvalidResponseException.class)
                    .hasMessageContaining("longer than 100000 bytes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheBodyStalls_endsAtItsDeadline(Face face) throws IOException {
        RawServer.Script stalled = peer -> {
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
            peer.awaitServerClose();
        };
        try (RawServer server = new RawServer(stalled)) {
            assertThat(failure(face, TestApi.options(server.url()), SHORT)).isInstanceOf(RequestTimeoutException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheConnectionBreaksInTheBody_raisesNetworkException(Face face) throws IOException {
        RawServer.Script cut = peer -> peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
        try (RawServer server = new RawServer(cut)) {
            assertThat(failure(face, TestApi.options(server.url()), ONCE)).isExactlyInstanceOf(NetworkException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheBodyOfARefusalBreaks_stillRaisesTheRefusal(Face face) throws IOException {
        RawServer.Script cut = peer -> peer.send("HTTP/1.1 403 No\r\nContent-Length: 1000\r\n\r\n<html>blocked by");
        try (RawServer server = new RawServer(cut)) {
            assertThat(failure(face, TestApi.options(server.url()), ONCE))
                    .isInstanceOf(PermissionDeniedException.class)
                    .hasMessageContaining("<html>blocked by");
        }
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheBodyOfARefusalStalls_raisesTheRefusalAtTheDeadline(Face face) throws IOException {
        RawServer.Script stalled = peer -> {
            peer.send("HTTP/1.1 429 No\r\nContent-Length: 1000\r\n\r\nslow");
            peer.awaitServerClose();
        };
        try (RawServer server = new RawServer(stalled)) {
            RequestOptions untilTheHeadIsThere =
                    ONCE.toBuilder().timeout(Duration.ofSeconds(3)).build();
            assertThat(failure(face, TestApi.options(server.url()), untilTheHeadIsThere))
                    .isInstanceOf(RateLimitException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void call_whenThereIsNoHttp_hidesAKeyThatIsEchoed(Face face) throws IOException {
        try (RawServer server = new RawServer(peer -> peer.send(peer.header("x-goog-api-key") + "\r\n\r\n"))) {
            assertThat(failure(face, TestApi.options(server.url()), ONCE))
                    .isExactlyInstanceOf(NetworkException.class)
                    .hasMessageContaining("Unexpected status line: (redacted)")
                    .cause()
                    .hasMessageContaining("(redacted)")
                    .hasNoCause();
        }
    }

    private Throwable failure(Face face, ClientOptions.Builder options, RequestOptions call) {
        try (HttpTransport transport = leaks.open(options.build())) {
            Throwable thrown = catchThrowable(() -> face.call(TestApi.call(transport, call)));
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(TestApi.KEY);
            return thrown;
        }
    }
}
