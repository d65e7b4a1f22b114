package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Frames on a socket, good and bad: reserved bits and operation codes, missing masks, fragments in no order, control frames
 * that are too long or in pieces, lengths of every form up to the sign bit, text that is not UTF-8, close frames of any
 * code. What comes back are whole frames, of which a close with a legal code and a short reason is the last.
 */
final class FramingFuzzTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    @Test
    void frames_ofAnyForm_areAnsweredOrEndTheConnectionByTheProtocol() {
        GeminiEmulator emulator = emulators.start(options -> options.maxMessageBytes(100_000));
        Trials.run("connections with frames", 400, 60_000, random -> {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            for (int i = random.nextInt(8); i >= 0; i--) {
                frames.writeBytes(frame(random, emulator));
            }
            exchange(emulator, frames.toByteArray());
        });
        Await.until(
                "every session has ended",
                () -> emulator.sessions().stream().allMatch(one -> one.end().isPresent()));
        emulators.live(emulator, Rest.mint(emulator, "{}")).setUp("{\"model\":\"models/m\"}");
    }

    /** Sends bytes on a WebSocket, and holds what comes back to the protocol. */
    static void exchange(GeminiEmulator emulator, byte[] bytes) throws IOException {
        try (RawClient client = RawClient.upgraded(emulator)) {
            try {
                client.send(bytes).shutdownOutput();
            } catch (SocketException closed) {
                assertThat(closed).hasMessageMatching(".*(reset|[Bb]roken pipe|closed).*");
            }
            check(RawClient.frames(client.rest()), emulator.apiKey());
        }
    }

    private static void check(List<RawClient.Frame> frames, String key) throws CharacterCodingException {
        for (int i = 0; i < frames.size(); i++) {
            RawClient.Frame frame = frames.get(i);
            assertThat(frame.firstByte()).as("binary, pong or close, whole").isIn(0x82, 0x8a, 0x88);
            if (frame.firstByte() != 0x82) {
                assertThat(frame.payload()).hasSizeLessThanOrEqualTo(125);
            }
            if (frame.isClose()) {
                assertThat(i).as("the last frame").isEqualTo(frames.size() - 1);
                assertThat(frame.code())
                        .as(new String(frame.reason(), StandardCharsets.UTF_8))
                        .matches(code -> code == 1005
                                || (code >= 1000 && code <= 1003)
                                || (code >= 1007 && code <= 1014)
                                || (code >= 3000 && code <= 4999));
                assertThat(new String(frame.reason(), StandardCharsets.UTF_8)).doesNotContain("Internal error");
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame.reason()));
                assertThat(new String(frame.reason(), StandardCharsets.UTF_8)).doesNotContain(key);
            }
        }
    }

    private static byte[] frame(Random random, GeminiEmulator emulator) {
        return switch (random.nextInt(8)) {
            case 0 -> RawClient.text("{\"setup\":{\"model\":\"models/m\"}}");
            case 1 -> RawClient.text("{\"realtimeInput\":{\"text\":\"hello\"}}");
            case 2 -> RawClient.frame(0x89, bytes(random, 126));
            case 3 -> RawClient.frame(random.nextInt(256), bytes(random, 140));
            case 4 -> close(random);
            case 5 -> length(random);
            case 6 -> new Mutations(random).of(new String(RawClient.upgrade(emulator), StandardCharsets.ISO_8859_1));
            default -> unmaskedOrCut(random);
        };
    }

    private static byte[] bytes(Random random, int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] close(Random random) {
        byte[] reason = bytes(random, 124);
        int code = List.of(0, 999, 1000, 1001, 1004, 1005, 1006, 1007, 1011, 1015, 2999, 3000, 4999, 5000, 65535)
                .get(random.nextInt(15));
        return RawClient.frame(
                RawClient.CLOSE,
                ByteBuffer.allocate(2 + reason.length)
                        .putShort((short) code)
                        .put(reason)
                        .array());
    }

    /** A head that announces any length, most often more than follows. */
    private static byte[] length(Random random) {
        long length = List.of(125L, 126L, 65_535L, 65_536L, 100_001L, 1L << 31, 1L << 40, Long.MAX_VALUE, -1L)
                .get(random.nextInt(9));
        byte[] head = RawClient.head(random.nextBoolean() ? 0x82 : 0x01, Math.max(length, 0));
        if (length < 0) {
            head = RawClient.head(0x82, Long.MAX_VALUE);
            head[2] = (byte) 0xff; // the sign bit
        }
        byte[] some = bytes(random, 300);
        return ByteBuffer.allocate(head.length + some.length)
                .put(head)
                .put(some)
                .array();
    }

    private static byte[] unmaskedOrCut(Random random) {
        byte[] frame = RawClient.text("{\"clientContent\":{}}");
        if (random.nextBoolean()) {
            frame[1] &= 0x7f;
            return frame;
        }
        return Arrays.copyOf(frame, random.nextInt(frame.length));
    }
}
