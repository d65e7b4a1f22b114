package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.InjectedFault;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client sees of each fault that hits an HTTP request, byte by byte. */
final class HttpFaultTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private GeminiEmulator emulator;

    @AfterEach
    void emulator_afterAFault_answersAsEver() {
        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(200);
    }

    private RawSocket ask(Fault fault) {
        emulator = emulators.start();
        emulator.faults().next(fault);
        return emulators.closing(RawSocket.askForToken(emulator));
    }

    private void injected(Fault fault, String request) {
        Await.until(
                "the fault has happened", () -> !emulator.faults().injected().isEmpty());
        assertThat(emulator.faults().injected())
                .containsExactly(new InjectedFault(fault, Emulators.START, request, Optional.empty()));
    }

    static Stream<Arguments> answers() {
        String html = "<!DOCTYPE html>\n<title>502 Bad Gateway</title>\n";
        return Stream.of(
                arguments(
                        Fault.status(503),
                        "503 Service Unavailable",
                        List.of("Content-Type: application/json; charset=UTF-8"),
                        error(503, "Service Unavailable", "UNAVAILABLE")),
                arguments(
                        Fault.status(401),
                        "401 Unauthorized",
                        List.of("Date: "),
                        error(401, "Unauthorized", "UNAUTHENTICATED")),
                arguments(
                        Fault.status(418).with("message", "no coffee"),
                        "418 I'm a Teapot",
                        List.of("Date: "),
                        error(418, "no coffee", "UNKNOWN")),
                arguments(
                        Fault.status(429).retryAfter(Duration.ofMillis(1500)).with("retryDelay", "1.5s"),
                        "429 Too Many Requests",
                        List.of("Retry-After: 2"),
                        error(429, "Too Many Requests", "RESOURCE_EXHAUSTED")
                                .replace(
                                        "D\"\n",
                                        "D\",\n    \"details\": [\n      {\n        \"@type\":"
                                                + " \"type.googleapis.com/google.rpc.RetryInfo\",\n        \"retryDelay\":"
                                                + " \"1.5s\"\n      }\n    ]\n")),
                arguments(
                        Fault.status(500).retryAt(Duration.ofMinutes(1)),
                        "500 Server Error",
                        List.of("Retry-After: Mon, 31 Dec 2029 23:46:00 GMT", "Date: Mon, 31 Dec 2029 23:45:00 GMT"),
                        error(500, "Server Error", "INTERNAL")),
                arguments(
                        Fault.status(502, "html"),
                        "502 Bad Gateway",
                        List.of("Content-Type: text/html; charset=UTF-8"),
                        html),
                arguments(Fault.status(504, "empty"), "504 Gateway Timeout", List.of("Content-Length: 0"), ""),
                arguments(Fault.status(200, "empty"), "200 OK", List.of("Content-Length: 0"), ""),
                arguments(
                        Fault.redirect(URI.create("http://127.0.0.1:1/")),
                        "302 Found",
                        List.of("Location: http://127.0.0.1:1/"),
                        ""),
                arguments(
                        Fault.redirect(URI.create("/x")).with("code", 308),
                        "308 Permanent Redirect",
                        List.of("Location: /x"),
                        ""));
    }

    private static String error(int code, String message, String status) {
        return "{\n  \"error\": {\n    \"code\": " + code + ",\n    \"message\": \"" + message
                + "\",\n    \"status\": \"" + status + "\"\n  }\n}\n";
    }

    @ParameterizedTest
    @MethodSource("answers")
    void request_whenAnAnswerIsPlanned_getsIt(Fault fault, String status, List<String> headers, String body) {
        RawSocket socket = ask(fault);
        assertThat(socket.answer())
                .startsWith("HTTP/1.1 " + status + "\r\n")
                .contains(headers.toArray(String[]::new))
                .endsWith("\r\n\r\n" + body);
        injected(fault, "POST /v1alpha/auth_tokens");
        assertThat(emulator.tokens()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void upgrade_whenAnAnswerIsPlanned_isRefusedWithIt(Fault fault, String status, List<String> headers, String body) {
        emulator = emulators.start();
        emulator.faults().next(fault.onLive());
        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(200);
        RawSocket socket = emulators.closing(RawSocket.askForSession(emulator));
        assertThat(socket.answer())
                .startsWith("HTTP/1.1 " + status + "\r\n")
                .contains(headers.toArray(String[]::new))
                .endsWith("\r\n\r\n" + body);
        injected(fault.onLive(), "GET " + LiveClient.path("v1beta", false));
        assertThat(emulator.sessions()).isEmpty();
    }

    @Test
    void delay_whenItIsOver_letsTheRightAnswerCome() {
        RawSocket socket = ask(Fault.delay(Duration.ofSeconds(40)));
        injected(Fault.delay(Duration.ofSeconds(40)), "POST /v1alpha/auth_tokens");
        emulator.clock().advance(Duration.ofSeconds(39));
        assertThat(emulator.tokens()).isEmpty();
        assertThat(socket.isQuiet()).isTrue();
        emulator.clock().advance(Duration.ofSeconds(1));
        assertThat(socket.answer())
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains(emulator.tokens().get(0).name());
    }

    @Test
    void delay_onAnUpgrade_letsTheSessionBeginLater() {
        emulator = emulators.start();
        emulator.faults().next(Fault.delay(Duration.ofSeconds(3)));
        RawSocket socket = emulators.closing(RawSocket.askForSession(emulator));
        injected(Fault.delay(Duration.ofSeconds(3)), "GET " + LiveClient.path("v1beta", false));
        assertThat(emulator.sessions()).isEmpty();
        emulator.clock().advance(Duration.ofSeconds(3));
        assertThat(socket.head()).startsWith("HTTP/1.1 101 ");
        Await.until("the session is open", () -> emulator.sessions().size() == 1);
    }

    @Test
    void silence_neverAnswersAndKeepsTheConnection() {
        RawSocket socket = ask(Fault.silence());
        injected(Fault.silence(), "POST /v1alpha/auth_tokens");
        emulator.clock().advance(Duration.ofHours(1));
        assertThat(Rest.create(emulator, "v1alpha", "{}").statusCode()).isEqualTo(200);
        assertThat(socket.isQuiet()).isTrue();
        emulator.close();
        assertThat(socket.end()).isEqualTo(RawSocket.End.FIN);
        emulator = emulators.start();
    }

    @Test
    void drop_endsTheConnectionInOrder() {
        assertThat(ask(Fault.drop()).end()).isEqualTo(RawSocket.End.FIN);
        injected(Fault.drop(), "POST /v1alpha/auth_tokens");
    }

    @Test
    void reset_resetsTheConnection() {
        assertThat(ask(Fault.reset()).end()).isEqualTo(RawSocket.End.RST);
        injected(Fault.reset(), "POST /v1alpha/auth_tokens");
    }

    @Test
    void slowBody_sendsTheHeadAtOnceAndTheBodyByTheClock() {
        RawSocket socket = ask(Fault.slowBody(20));
        String head = socket.head();
        int length = RawSocket.contentLength(head);
        assertThat(head).startsWith("HTTP/1.1 200 OK\r\n");
        Await.until("the first piece waits", () -> emulator.faults().injected().size() == 1 && socket.isQuiet());
        StringBuilder body = new StringBuilder();
        while (body.length() < length) {
            emulator.clock().advance(Duration.ofMillis(100));
            body.append(socket.readText(Math.min(2, length - body.length())));
            assertThat(socket.isQuiet()).isTrue();
        }
        assertThat(body).contains(emulator.tokens().get(0).name());
    }

    @Test
    void truncatedBody_promisesMoreThanItSends() {
        RawSocket socket = ask(Fault.truncatedBody(7));
        String head = socket.head();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        assertThat(socket.end(body)).isEqualTo(RawSocket.End.FIN);
        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("{\n  \"na");
        assertThat(RawSocket.contentLength(head)).isGreaterThan(20);
    }

    @Test
    void malformedJson_endsInTheMiddleWithinItsLength() {
        String answer = ask(Fault.malformedJson()).answer();
        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\r\n\r\n{\n  \"name\": \"auth_tokens/")
                .doesNotContain("}");
    }

    @Test
    void contentType_isWrongOrAbsent() {
        assertThat(ask(Fault.contentType("text/plain")).answer())
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains(
                        "Content-Type: text/plain\r\n", emulator.tokens().get(0).name());
        assertThat(ask(Fault.contentType("")).answer().toLowerCase(Locale.ROOT))
                .startsWith("http/1.1 200 ok\r\n")
                .doesNotContain("content-type");
    }

    @Test
    void hugeBody_isAsLongAsAsked() {
        RawSocket socket = ask(Fault.hugeBody(5_000_000));
        assertThat(RawSocket.contentLength(socket.head())).isEqualTo(5_000_000);
        String body = socket.readText(5_000_000);
        assertThat(Rest.json(body).path("name").asString()).startsWith("auth_tokens/000");
    }

    @Test
    void wrongAccept_provesAnotherKey() {
        emulator = emulators.start();
        emulator.faults().next(Fault.wrongAccept());
        RawSocket socket = emulators.closing(RawSocket.askForSession(emulator));
        assertThat(socket.head())
                .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                .contains("\r\nUpgrade: websocket\r\n")
                .contains("\r\nSec-WebSocket-Accept: ")
                .doesNotContain("Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        injected(Fault.wrongAccept(), "GET " + LiveClient.path("v1beta", false));
    }
}
