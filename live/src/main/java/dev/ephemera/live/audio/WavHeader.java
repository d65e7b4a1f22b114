package dev.ephemera.live.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What stands in a WAV before its samples.
 *
 * @param format the sample rate
 * @param channels the number of channels
 * @param coding how samples are written
 * @param dataBytes how many bytes of samples follow; {@link #TO_THE_END} if the header does not know
 */
record WavHeader(PcmFormat format, int channels, WavCoding coding, long dataBytes) {

    /** Samples up to the end of the stream. */
    static final long TO_THE_END = Long.MAX_VALUE;

    /** What writers say that do not know the size, and cannot come back to correct it. */
    static final long UNKNOWN = 0xFFFF_FFFFL;

    /** The length of the header that we write. */
    private static final int WRITTEN = 44;

    /** What the size of a whole file does not count: a name and the size itself. */
    static final int RIFF = 8;

    /** The length of the format without extension. */
    static final int SHORT_FORMAT = 16;

    /** The most samples in bytes that a header can tell of. */
    static final long MOST_BYTES = UNKNOWN - 1 - (WRITTEN - RIFF);

    /** Writes the header of what we write: PCM of 16 bits, mono. */
    static byte[] write(PcmFormat format, long dataBytes) {
        boolean known = dataBytes != TO_THE_END;
        return ByteBuffer.allocate(WRITTEN)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt((int) (known ? WRITTEN - RIFF + dataBytes : UNKNOWN))
                .put(ascii("WAVEfmt "))
                .putInt(SHORT_FORMAT)
                .putShort((short) WavCoding.PCM)
                .putShort((short) 1)
                .putInt(format.sampleRate())
                .putInt(format.sampleRate() * Pcm16.BYTES)
                .putShort((short) Pcm16.BYTES)
                .putShort((short) (Pcm16.BYTES * 8))
                .put(ascii("data"))
                .putInt((int) (known ? dataBytes : UNKNOWN))
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
