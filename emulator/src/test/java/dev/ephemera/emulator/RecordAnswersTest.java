package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are handed on, and answers that are handed back: nothing is added, lost or mixed up. */
final class RecordAnswersTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private final List<Headers> seen = new CopyOnWriteArrayList<>();

    /** A recorder of an endpoint that answers every request in the same way. */
    private GeminiEmulator recorderOf(int status, String name, String value) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, status, name, value));
        server.start();
        emulators.closing(() -> server.stop(0));
        URI there = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return emulators.start(options -> options.upstream(there));
    }

    private void answer(HttpExchange exchange, int status, String name, String value) throws IOException {
        seen.add(exchange.getRequestHeaders());
        byte[] body = "{\"error\":\"so be it\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set(name, value);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String mint(GeminiEmulator recorder, String... headers) throws IOException {
        return RawHttp.answer(
                recorder.port(),
                "POST /v1alpha/auth_tokens HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + String.join("\r\n", headers) + (headers.length == 0 ? "" : "\r\n")
                        + "Content-Length: 2\r\n\r\n{}");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407})
    void refusal_thatDoesNotSayHowToAuthenticate_isHandedOn(int status) throws IOException {
        GeminiEmulator recorder = recorderOf(status, "X-Reason", "none");
        assertThat(mint(recorder))
                .startsWith("HTTP/1.1 " + status)
                .contains("none")
                .endsWith("{\"error\":\"so be it\"}");
        assertThat(CutConnection.answer(recorder))
                .startsWith("HTTP/1.1 " + status)
                .endsWith("{\"error\":\"so be it\"}");
    }

    @Test
    void refusal_thatSaysHowToAuthenticate_isHandedOn() throws IOException {
        GeminiEmulator recorder = recorderOf(401, "WWW-Authenticate", "Bearer realm=\"x\"");
        assertThat(mint(recorder))
                .startsWith("HTTP/1.1 401")
                .containsIgnoringCase("WWW-Authenticate: Bearer realm=\"x\"");
    }

    @Test
    void cookie_ofOneClient_isNotSentForAnother() throws IOException {
        GeminiEmulator recorder = recorderOf(403, "Set-Cookie", "who=first; Path=/");
        assertThat(mint(recorder)).containsIgnoringCase("Set-Cookie: who=first; Path=/");
        CutConnection.answer(recorder);
        mint(recorder, "Cookie: who=third");
        assertThat(seen)
                .extracting(headers -> headers.getOrDefault("Cookie", List.of()))
                .containsExactly(List.of(), List.of(), List.of("who=third"));
    }

    @Test
    void header_thatIsGivenTwice_isHandedOnTwice() throws IOException {
        GeminiEmulator recorder = recorderOf(403, "X-Reason", "none");
        mint(recorder, "X-Many: first", "X-Many: second", "Content-Type: application/x-it");
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).get("X-Many")).containsExactlyInAnyOrder("first", "second");
        assertThat(seen.get(0).get("Content-Type")).containsExactly("application/x-it");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void recorder_thatRecordsItself_saysSo() throws IOException {
        int port = freePort();
        GeminiEmulator recorder =
                emulators.start(options -> options.port(port).upstream(URI.create("http://localhost:" + port)));
        String why = "The upstream endpoint http://localhost:" + port + " is this emulator itself";
        assertThat(mint(recorder)).startsWith("HTTP/1.1 508").contains(why);
        assertThat(CutConnection.answer(recorder)).startsWith("HTTP/1.1 508").contains(why);
    }

    @Test
    void recorders_thatRecordEachOther_saySo() throws IOException {
        int port = freePort();
        GeminiEmulator one = emulators.start(options -> options.upstream(URI.create("http://localhost:" + port)));
        GeminiEmulator other = emulators.start(options -> options.port(port).upstream(one.baseUrl()));
        assertThat(mint(other)).startsWith("HTTP/1.1 508").contains("leads back to it");
        assertThat(CutConnection.answer(one)).startsWith("HTTP/1.1 508").contains("leads back to it");
    }
}
