package dev.ephemera.live.audio;

import dev.ephemera.types.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Writes WAVs chunk by chunk, with sizes that need not be true. */
final class WavBytes {

    private static final String SUFFIX = "000000001000800000aa00389b71";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Begins with a size, the true one if it is negative. */
    private long riffBytes = -1;

    static WavBytes riff() {
        return new WavBytes();
    }

    WavBytes saysIts(long bytes) {
        riffBytes = bytes;
        return this;
    }

    WavBytes chunk(String name, byte[] content) {
        raw(name, content.length, content);
        if (content.length % 2 == 1) {
            out.write(0);
        }
        return this;
    }

    /** A chunk that says a size of its own, without padding. */
    WavBytes raw(String name, long says, byte[] content) {
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(little(4, says));
        out.writeBytes(content);
        return this;
    }

    WavBytes format(int tag, int channels, int rate, int bits) {
        return chunk("fmt ", fields(tag, channels, rate, bits));
    }

    WavBytes extensible(int tag, int channels, int rate, int containerBits, int validBits) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        fields.writeBytes(fields(0xFFFE, channels, rate, containerBits));
        fields.writeBytes(little(2, 22));
        fields.writeBytes(little(2, validBits));
        fields.writeBytes(little(4, 3));
        fields.writeBytes(little(2, tag));
        fields.writeBytes(HexFormat.of().parseHex(SUFFIX));
        return chunk("fmt ", fields.toByteArray());
    }

    static byte[] fields(int tag, int channels, int rate, int bits) {
        int block = channels * ((bits + 7) / 8);
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) tag)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(rate * block)
                .putShort((short) block)
                .putShort((short) bits)
                .array();
    }

    static byte[] little(int bytes, long value) {
        byte[] all = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        return Arrays.copyOf(all, bytes);
    }

    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("RIFF".getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(little(4, riffBytes < 0 ? 4 + out.size() : riffBytes));
        all.writeBytes("WAVE".getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(out.toByteArray());
        return all.toByteArray();
    }

    /** What a reader makes of a WAV. */
    record Read(PcmFormat format, int channels, Bytes pcm, boolean cutShort) {}

    static Read read(byte[] wav, int samplesAtOnce) {
        try (WavReader reader = WavReader.open(new ByteArrayInputStream(wav))) {
            List<Bytes> pieces = new ArrayList<>();
            for (Bytes piece = reader.read(samplesAtOnce); piece.size() > 0; piece = reader.read(samplesAtOnce)) {
                pieces.add(piece);
            }
            return new Read(reader.format(), reader.channels(), Sines.join(pieces), reader.isCutShort());
        }
    }
}
