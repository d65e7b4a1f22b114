package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too much is refused with the right words, however it comes; what is only much is taken. */
final class LimitsTest {

    private static final int MIB = 1 << 20;
    private static final String BEFORE =
            "{\"bidiGenerateContentSetup\":{\"systemInstruction\":{\"parts\":[{\"text\":\"";
    private static final String AFTER = "\"}]}}}";

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static String body(int bytes) {
        return BEFORE + "x".repeat(bytes - BEFORE.length() - AFTER.length()) + AFTER;
    }

    @ParameterizedTest
    @ValueSource(ints = {64 << 10, MIB, 16 * MIB})
    void body_upToTheLimit_isRead(int bytes) {
        assertThat(Rest.create(emulators.start(), "v1beta", body(bytes)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {16 * MIB + 1, 64 * MIB})
    void body_beyondTheLimit_isRefusedAndTheAnswerArrives(int bytes) {
        var response = Rest.create(emulators.start(), "v1beta", body(bytes));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Rest.json(response).path("error").path("message").asString())
                .isEqualTo("Request payload size exceeds the limit: 16777216 bytes.");
    }

    @Test
    void body_inChunksWithoutALength_isRefusedBeyondTheLimit() throws IOException {
        GeminiEmulator emulator = emulators.start(options -> options.maxMessageBytes(100_000));
        try (RawClient client = RawClient.connect(emulator)) {
            client.send("POST /v1beta/auth_tokens HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1));
            byte[] chunk = ("3e8\r\n" + " ".repeat(1000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < 101; i++) {
                client.send(chunk);
            }
            assertThat(client.head()).startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64 << 10, MIB, 16 * MIB})
    void frame_upToTheLimit_isRead(int bytes) throws IOException {
        try (RawClient client = RawClient.upgraded(emulators.start())) {
            String setup = "{\"setup\":{\"model\":\"models/m\"}}";
            client.send(RawClient.text(setup + " ".repeat(bytes - setup.length())));
            assertThat(new String(client.frame().payload(), StandardCharsets.UTF_8))
                    .contains("setupComplete");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {16 * MIB + 1, 64 * MIB, (1L << 31) - 1, 1L << 40})
    void frame_beyondTheLimit_closesWith1009(long bytes) throws IOException {
        try (RawClient client = RawClient.upgraded(emulators.start())) {
            try {
                client.send(RawClient.head(RawClient.TEXT, bytes));
                byte[] piece = new byte[MIB];
                Arrays.fill(piece, (byte) ' ');
                for (int i = 0; i < 17; i++) {
                    client.send(piece);
                }
            } catch (SocketException closed) {
                assertThat(bytes).as("refused by its head").isGreaterThan(Integer.MAX_VALUE);
                return;
            }
            assertThat(client.frame().code()).isEqualTo(1009);
        }
    }

    @Test
    void message_inManyFragments_isReadUpToTheLimit() throws IOException {
        GeminiEmulator emulator = emulators.start(options -> options.maxMessageBytes(10_000));
        String setup = "{\"setup\":{\"model\":\"models/m\"}}";
        try (RawClient client = RawClient.upgraded(emulator)) {
            client.send(fragments(setup + " ".repeat(10_000 - setup.length())), RawClient.frame(0x80, new byte[0]));
            assertThat(new String(client.frame().payload(), StandardCharsets.UTF_8))
                    .contains("setupComplete");
            client.send(fragments(" ".repeat(10_001)));
            assertThat(client.frame().code()).isEqualTo(1009);
        }
    }

    private static byte[] fragments(String text) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            frames.writeBytes(RawClient.frame(i == 0 ? 0x01 : 0x00, new byte[] {(byte) text.charAt(i)}));
            frames.writeBytes(RawClient.frame(0x00, new byte[0]));
        }
        return frames.toByteArray();
    }

    @Test
    void message_thatIsDeflated_countsAsItIsInflated() throws IOException {
        GeminiEmulator emulator = emulators.start(options -> options.addAssumptions(Assumption.DEFLATE_IS_NEGOTIATED));
        String offer = "Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover";
        try (RawClient client = RawClient.upgraded(emulator, offer)) {
            client.send(RawClient.frame(0xc1, deflate("{\"setup\":{\"model\":\"models/m\"}}" + " ".repeat(MIB))));
            assertThat(client.frame().firstByte()).isEqualTo(0xc2);
            byte[] bomb = deflate(" ".repeat(64 * MIB));
            assertThat(bomb).hasSizeLessThan(100_000);
            client.send(RawClient.frame(0xc1, bomb));
            assertThat(client.frame().code()).isEqualTo(1009);
        }
    }

    private static byte[] deflate(String text) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                n > 0;
                n = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH)) {
            deflated.write(buffer, 0, n);
        }
        deflater.end();
        return Arrays.copyOf(deflated.toByteArray(), deflated.size() - 4);
    }

    @Test
    void upgrade_thatOffersFurtherExtensions_isGivenNone() throws IOException {
        GeminiEmulator emulator = emulators.start(options -> options.addAssumptions(Assumption.DEFLATE_IS_NEGOTIATED));
        try (RawClient client = RawClient.connect(emulator)) {
            client.send(RawClient.upgrade(emulator, "Sec-WebSocket-Extensions: fragment;maxLength=1, @identity"));
            assertThat(client.head()).doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested", "digits", "exponent", "name", "values"})
    void json_ofTooMuchOfAnything_isMalformed(String kind) {
        GeminiEmulator emulator = emulators.start();
        String body = switch (kind) {
            case "nested" -> "{\"a\":".repeat(100_000);
            case "digits" -> "{\"uses\":" + "1".repeat(100_000) + "}";
            case "exponent" -> "{\"uses\":1e99999999999}";
            case "name" -> "{\"" + "a".repeat(100_000) + "\":1}";
            default -> "{\"a\":[" + "0,".repeat(1_000_000) + "0]}";
        };
        var response = Rest.create(emulator, "v1beta", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Rest.json(response).path("error").path("message").asString())
                .startsWith("Invalid JSON payload received. ");
        LiveClient.Event end = emulators.live(emulator).send(body).event();
        assertThat(end.code()).isEqualTo(1007);
        assertThat(end.reason()).startsWith("Invalid JSON payload received. ");
    }

    @Test
    void json_ofVeryManyUnknownNames_isRefusedInAShortReport() {
        StringBuilder body = new StringBuilder("{\"a\":1");
        for (int i = 0; i < 100_000; i++) {
            body.append(",\"").append("name".repeat(10)).append(i).append("\":1e400");
        }
        var response = Rest.create(emulators.start(), "v1beta", body.append("}").toString());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body().length()).isLessThan(50_000);
    }

    @Test
    void json_withUnknownNamesOfAnyLength_isRefusedInAShortReport() {
        StringBuilder body = new StringBuilder("{\"a\":1");
        for (int i = 0; i < 60; i++) {
            body.append(",\"").append("n".repeat(40_000)).append(i).append("\":1");
        }
        var response = Rest.create(emulators.start(), "v1beta", body.append("}").toString());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body().length()).isLessThan(100_000);
    }

    @Test
    void headers_ofTooMuch_areRefused() throws IOException {
        try (RawClient client = RawClient.connect(emulators.start())) {
            client.send("POST /v1beta/auth_tokens HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < 700; i++) {
                client.send(("X-" + i + ": some value\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            assertThat(client.head()).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void pings_ofAClientThatDoesNotRead_areNotAnsweredWithoutEnd() throws IOException {
        GeminiEmulator emulator = emulators.start();
        try (RawClient client = RawClient.upgraded(emulator)) {
            byte[] ping = RawClient.frame(0x89, new byte[125]);
            byte[] many = new byte[ping.length * 1000];
            for (int i = 0; i < many.length; i++) {
                many[i] = ping[i % ping.length];
            }
            assertThat(client.sendUntilItBlocks(many, 256 * MIB))
                    .as("bytes taken")
                    .isLessThan(256 * MIB);
        }
    }
}
