package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and credential forms as they stand on the wire: the requests are written by hand. */
final class HandshakeTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final String SERVICE = "google.ai.generativelanguage.v1alpha.GenerativeService.";
    private static final String PLAIN = "/ws/" + SERVICE + "BidiGenerateContent";
    private static final String CONSTRAINED = PLAIN + "Constrained";

    /** Sends an upgrade and a masked text frame, and returns the head of the response and the first frame's text. */
    private static List<String> exchange(GeminiEmulator emulator, String target, String headers, String message)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), emulator.port())) {
            socket.setSoTimeout((int) Await.DEADLINE.toMillis());
            socket.getOutputStream().write(upgrade(target, headers).getBytes(StandardCharsets.UTF_8));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            List<String> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                lines.add(line);
            }
            if (lines.get(0).contains(" 101 ")) {
                socket.getOutputStream().write(frame(message));
                int opCode = reader.read() & 0x0f;
                char[] payload = new char[reader.read()];
                for (int read = 0; read < payload.length; ) {
                    read += reader.read(payload, read, payload.length - read);
                }
                lines.add((opCode == 8 ? "CLOSE " + (payload[0] << 8 | payload[1]) + " " : "")
                        + new String(payload, opCode == 8 ? 2 : 0, payload.length - (opCode == 8 ? 2 : 0)));
            }
            return lines;
        }
    }

    private static String upgrade(String target, String headers) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers + "\r\n";
    }

    /** A short text frame, masked with zeros. */
    private static byte[] frame(String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[6 + text.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | text.length);
        System.arraycopy(text, 0, frame, 6, text.length);
        return frame;
    }

    private static void assertAccepted(List<String> lines) {
        assertThat(lines.get(0)).startsWith("HTTP/1.1 101 ");
        assertThat(lines).contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(lines).contains("Date: Mon, 31 Dec 2029 23:45:00 GMT");
        assertThat(lines).noneMatch(line -> line.startsWith("Sec-WebSocket-Extensions"));
        assertThat(lines.get(lines.size() - 1)).isEqualTo("{\n  \"setupComplete\": {}\n}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/ws/%s, false",
        "//ws/%s, false",
        "///ws//%s, false",
        "/proxy/ws/%s, false",
        "/proxy//ws/%s, false",
        "/a/b/c/ws/%s, false",
        "/ws/%s, true",
        "//ws/%s, true"
    })
    void upgrade_onEveryPath_reachesTheMethod(String path, boolean constrained) throws Exception {
        GeminiEmulator emulator = emulators.start();
        String method = SERVICE + (constrained ? "BidiGenerateContentConstrained" : "BidiGenerateContent");
        String query = constrained ? "access_token=" + Rest.mint(emulator, "{}") : "key=" + emulator.apiKey();
        assertAccepted(
                exchange(emulator, path.formatted(method) + "?" + query, "", "{\"setup\":{\"model\":\"models/m\"}}"));
        assertThat(emulator.sessions()).singleElement().satisfies(session -> {
            assertThat(session.constrained()).isEqualTo(constrained);
            assertThat(session.apiVersion()).isEqualTo("v1alpha");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ws/google.ai.generativelanguage.v1alpha.GenerativeService.BidiGenerateMusic",
                "/ws/google.ai.generativelanguage.v2.GenerativeService.BidiGenerateContent",
                "/ws/google.ai.generativelanguage.v1alpha.GenerativeService/BidiGenerateContent",
                "/google.ai.generativelanguage.v1alpha.GenerativeService.BidiGenerateContent",
                "/ws/",
                "/"
            })
    void upgrade_onAnotherPath_answers404(String path) throws Exception {
        assertThat(exchange(emulators.start(), path, "", "").get(0)).startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?key=KEY | | KEY_IN_QUERY",
                "?alt=json&key=KEY&x=y | | KEY_IN_QUERY",
                "?key=%67ood%2Bke%79%25 | | KEY_IN_QUERY",
                " | x-goog-api-key: KEY | KEY_IN_HEADER",
                " | X-Goog-Api-Key:KEY | KEY_IN_HEADER"
            })
    void key_inEveryForm_isTaken(String query, String header, CredentialForm form) throws Exception {
        // A plus sign is no space, whether encoded or not, and a stray percent sign is one.
        GeminiEmulator emulator = emulators.start(options -> options.apiKey("good+key%"));
        String target = PLAIN + (query == null ? "" : query.replace("KEY", "good+key%"));
        String headers = header == null ? "" : header.replace("KEY", "good+key%") + "\r\n";
        assertAccepted(exchange(emulator, target, headers, "{\"setup\":{\"model\":\"models/m\"}}"));
        assertThat(emulator.sessions().get(0).credentialForm()).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?access_token=TOKEN | | TOKEN_IN_QUERY",
                "?access_token=ENCODED | | TOKEN_IN_QUERY",
                " | Authorization: Token TOKEN | TOKEN_IN_HEADER",
                " | authorization: token   TOKEN | TOKEN_IN_HEADER",
                " | x-goog-api-key: TOKEN; Authorization: Token TOKEN | TOKEN_IN_HEADER",
                "?key=KEY&access_token=TOKEN | | TOKEN_IN_QUERY"
            })
    void token_inEveryForm_isTaken(String query, String header, CredentialForm form) throws Exception {
        GeminiEmulator emulator = emulators.start();
        String token = Rest.mint(emulator, "{}");
        String encoded = token.replace("/", "%2F");
        String target = CONSTRAINED
                + (query == null ? "" : query.replace("TOKEN", token).replace("ENCODED", encoded));
        String headers = header == null ? "" : header.replace("TOKEN", token).replace("; ", "\r\n") + "\r\n";
        assertAccepted(exchange(emulator, target, headers, "{\"setup\":{\"model\":\"models/m\"}}"));
        assertThat(emulator.sessions().get(0).credentialForm()).isEqualTo(form);
        assertThat(emulator.sessions().get(0).toString()).doesNotContain(token);
        assertThat(emulator.tokens().get(0).usesLeft()).hasValue(0);
    }

    @Test
    void upgrade_withNoCredentialAtAll_succeedsAndIsRefusedByACloseFrame() throws Exception {
        GeminiEmulator emulator = emulators.start();
        List<String> lines = exchange(emulator, PLAIN, "", "{\"setup\":{\"model\":\"models/m\"}}");
        assertThat(lines.get(0)).startsWith("HTTP/1.1 101 ");
        assertThat(lines.get(lines.size() - 1)).startsWith("CLOSE 1008 Method doesn't allow unregistered callers");
        assertThat(emulator.sessions().get(0).credentialForm()).isEqualTo(CredentialForm.NONE);
    }

    @Test
    void close_ofAClientThatStillSends_waitsForItsCloseFrame() throws Exception {
        GeminiEmulator emulator = emulators.start();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), emulator.port())) {
            socket.setSoTimeout((int) Await.DEADLINE.toMillis());
            socket.getOutputStream()
                    .write(upgrade(PLAIN + "?key=" + emulator.apiKey(), "").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(frame("{}"));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(all).endsWith("\u0003\u00efsetup must be the first message and only the first");
            // A connection that was dropped would break under this.
            for (int i = 0; i < 1000; i++) {
                socket.getOutputStream().write(frame("{}"));
            }
            socket.getOutputStream().write(new byte[] {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 3, (byte) 0xe8});
        }
    }

    /** By hand, for the platform's WebSocket misses one such end in thirty. */
    @Test
    void session_whenATestCutsIt_isLostWithoutACloseFrame() throws Exception {
        GeminiEmulator emulator = emulators.start();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), emulator.port())) {
            socket.setSoTimeout((int) Await.DEADLINE.toMillis());
            socket.getOutputStream()
                    .write(upgrade(PLAIN + "?key=" + emulator.apiKey(), "").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(frame("{\"setup\":{\"model\":\"models/m\"}}"));
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            assertThat(in.read()).as("a binary frame").isEqualTo(0x82);
            assertThat(new String(in.readNBytes(in.read()), StandardCharsets.UTF_8))
                    .contains("setupComplete");

            emulator.sessions().get(0).close(1006, "");

            assertThat(in.read()).as("nothing follows").isEqualTo(-1);
            assertThat(emulator.sessions().get(0).end().orElseThrow().code()).isEqualTo(1006);
        }
    }

    @Test
    void upgrade_whenDeflateIsOffered_declinesUnlessItIsAssumed() throws Exception {
        String offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
        GeminiEmulator silent = emulators.start();
        assertAccepted(
                exchange(silent, PLAIN + "?key=" + silent.apiKey(), offer, "{\"setup\":{\"model\":\"models/m\"}}"));
        GeminiEmulator deflating = emulators.start(options -> options.addAssumptions(Assumption.DEFLATE_IS_NEGOTIATED));
        assertThat(exchange(
                        deflating, PLAIN + "?key=" + deflating.apiKey(), offer, "{\"setup\":{\"model\":\"models/m\"}}"))
                .anyMatch(line -> line.startsWith("Sec-WebSocket-Extensions: permessage-deflate"));
    }
}
