package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Whatever a client sends, the answer is one of those known, never a 500, never silence; and the next client is served. */
final class WireFuzzTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final String repeat = "repeat with -Dseed=" + seed + ": ";
    private final RandomJson json = new RandomJson(random);
    private GeminiEmulator emulator;

    @BeforeEach
    void start() {
        System.out.println("WireFuzzTest: seed " + seed);
        emulator = emulators.start();
    }

    @AfterEach
    void stillServes() {
        emulators.live(emulator, Rest.mint(emulator, "{}")).setUp("{\"model\":\"models/m\"}");
    }

    @Test
    void create_ofAnyBody_isATokenOrADefinedError() {
        for (int i = 0; i < 1500; i++) {
            String body = json.message("AuthTokenResource", i % 3 == 0);
            HttpResponse<String> response = Rest.create(emulator, "v1alpha", body);
            assertThat(response.statusCode()).as(repeat + body).isIn(200, 400);
            JsonNode answer = Rest.json(response);
            if (response.statusCode() == 200) {
                assertThat(answer.path("name").asString()).startsWith("auth_tokens/");
            } else {
                assertThat(answer.path("error").path("status").asString()).isEqualTo("INVALID_ARGUMENT");
                assertThat(answer.path("error").path("message").asString()).isNotBlank();
            }
        }
    }

    @Test
    void message_ofAnyKind_isAnsweredOrClosesTheSessionWithAReason() {
        for (int i = 0; i < 400; i++) {
            LiveClient client = emulators.live(emulator);
            String first =
                    i % 2 == 0 ? json.message("LiveClientMessage", i % 4 == 0) : "{\"setup\":{\"model\":\"models/m\"}}";
            client.send(first);
            LiveClient.Event event = client.event();
            String then = json.message("LiveClientMessage", i % 3 == 0);
            if (event.code() == 0) {
                // A second setup ends it, whatever the message before did.
                client.send(then).sendIfOpen("{\"setup\":{}}");
                event = client.end();
            }
            assertThat(event.code()).as(repeat + first + then).isIn(1007, 1008);
            assertThat(event.reason()).as(repeat + first + then).isNotBlank();
            client.close();
        }
    }

    @Test
    void frames_ofAnyBytes_endTheConnectionAndNothingElse() throws IOException {
        for (int i = 0; i < 150; i++) {
            byte[] bytes = new byte[1 + random.nextInt(300)];
            random.nextBytes(bytes);
            String upgrade = "GET " + LiveClient.path("v1beta", false) + "?key=" + emulator.apiKey()
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            assertThat(exchange(upgrade.getBytes(StandardCharsets.ISO_8859_1), bytes))
                    .startsWith("HTTP/1.1 101 ");
        }
        Await.until(
                "every session has ended",
                () -> emulator.sessions().stream().allMatch(one -> one.end().isPresent()));
    }

    @Test
    void request_ofAnyForm_isNeverAnInternalError() throws IOException {
        List<String> targets = List.of(
                "/v1beta/auth_tokens?key=%",
                "/%",
                "/%00",
                "//..//v1beta/auth_tokens",
                "/v1beta/auth_tokens;x=y?key=%zz&&=&",
                "*",
                "http://",
                "/\u0080",
                "/ws/%2e%2e/",
                LiveClient.path("v1beta", false) + "?key=%zz",
                "?",
                "/a b");
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            String target = targets.get(random.nextInt(targets.size()));
            String method = List.of("GET", "POST", "CONNECT", "PRI", "\u0001").get(random.nextInt(5));
            String head = method + " " + target + " HTTP/1.1\r\nHost: " + (random.nextBoolean() ? "x" : "é y")
                    + "\r\nContent-Length: "
                    + List.of(noise.length, noise.length + 1, "z").get(random.nextInt(3))
                    + "\r\nConnection: close\r\n\r\n";
            assertThat(exchange(head.getBytes(StandardCharsets.ISO_8859_1), noise))
                    .as(repeat + head)
                    .doesNotStartWith("HTTP/1.1 5");
        }
    }

    /** Sends two pieces, closes its side, and returns what comes back until the emulator closes, too. */
    private String exchange(byte[] head, byte[] rest) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), emulator.port())) {
            socket.setSoTimeout((int) Await.DEADLINE.toMillis());
            StringBuilder answer = new StringBuilder();
            try {
                socket.getOutputStream().write(head);
                socket.getOutputStream().write(rest);
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                for (int b = in.read(); b >= 0; b = in.read()) {
                    answer.append((char) b);
                }
            } catch (SocketException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
            return answer.toString();
        }
    }
}
