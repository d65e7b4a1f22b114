package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import okio.Buffer;
import okio.ByteString;
import okio.ForwardingSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client's frames as bytes. */
final class FrameWriterTest {

    private final Buffer written = new Buffer();
    private final FrameWriter writer = new FrameWriter(written, new Masks(new SecureRandom()));

    /** Takes the header, which must be as expected, the mask and the payload, and returns the payload in the clear. */
    private ByteString unmasked(String header) throws IOException {
        assertThat(written.readByteString(header.length() / 2).hex()).isEqualTo(header);
        ByteString mask = written.readByteString(4);
        byte[] payload = written.readByteArray();
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask.getByte(i % 4);
        }
        return ByteString.of(payload);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8180",
        "1, 8181",
        "7, 8187",
        "8, 8188",
        "9, 8189",
        "125, 81fd",
        "126, 81fe007e",
        "127, 81fe007f",
        "8185, 81fe1ff9",
        "65535, 81feffff",
        "65536, 81ff0000000000010000",
        "1000003, 81ff00000000000f4243",
    })
    void text_ofEachLength_hasTheShortestHeaderAndIsMasked(int length, String header) throws IOException {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        byte[] copy = payload.clone();

        writer.text(ByteBuffer.wrap(payload));

        assertThat(unmasked(header)).isEqualTo(ByteString.of(copy));
        assertThat(payload).isEqualTo(copy);
    }

    @Test
    void text_inAnyKindOfBuffer_isItsRemainder() throws IOException {
        byte[] bytes = new byte[200];
        new Random(1).nextBytes(bytes);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(200).order(ByteOrder.LITTLE_ENDIAN).put(bytes);
        for (ByteBuffer buffer : new ByteBuffer[] {
            ByteBuffer.wrap(bytes).position(3).limit(33), direct.position(3).limit(33),
            ByteBuffer.wrap(bytes, 3, 30).slice(), ByteBuffer.wrap(bytes, 3, 30).asReadOnlyBuffer()
        }) {
            ByteBuffer before = buffer.duplicate();

            writer.text(buffer);

            assertThat(unmasked("819e")).isEqualTo(ByteString.of(bytes, 3, 30));
            assertThat(buffer).isEqualTo(before);
        }
    }

    @Test
    void controlFrames_haveTheirForms() throws IOException {
        writer.ping();
        assertThat(unmasked("8980")).isEqualTo(ByteString.EMPTY);
        writer.pong(ByteString.encodeUtf8("x".repeat(125)));
        assertThat(unmasked("8afd")).isEqualTo(ByteString.encodeUtf8("x".repeat(125)));
        writer.close(new CloseFrame(1000, ""));
        assertThat(unmasked("8882").hex()).isEqualTo("03e8");
        writer.close(new CloseFrame(4999, "\u00fc"));
        assertThat(unmasked("8884").hex()).isEqualTo("1387c3bc");
    }

    @Test
    void mask_ofEachFrame_isAnother() throws IOException {
        Set<Integer> masks = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            writer.ping();
            written.skip(2);
            masks.add(written.readInt());
        }
        assertThat(masks).hasSizeGreaterThan(990); // of 2^32, two of a thousand meet once in 8,600 runs
    }

    @Test
    void message_thatIsLong_passesInPiecesOfASegment() throws IOException {
        long[] most = new long[2];
        Buffer sent = new Buffer();
        ForwardingSink socket = new ForwardingSink(sent) {
            @Override
            public void write(Buffer source, long byteCount) throws IOException {
                most[0] = Math.max(most[0], source.size());
                most[1] += byteCount;
                super.write(source, byteCount);
                sent.clear();
            }
        };

        FrameWriter long10 = new FrameWriter(Okio.buffer(socket), new Masks(new SecureRandom()));
        long10.text(ByteBuffer.allocate(10 << 20));
        long10.flush();

        assertThat(most[0]).isLessThanOrEqualTo(16 << 10);
        assertThat(most[1]).isEqualTo((10 << 20) + 14);
    }
}
