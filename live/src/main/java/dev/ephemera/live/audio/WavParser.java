package dev.ephemera.live.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Reads a WAV up to its first sample. It believes no size: what is held is a few bytes, whatever a header says. Used once. */
final class WavParser {

    private static final int EXTENSIBLE = 0xFFFE;
    private static final int EXTENSIBLE_FORMAT = 40;

    /** What follows on a format tag in the sub-formats that stand for one. */
    private static final byte[] TAG_SUFFIX = HexFormat.of().parseHex("000000001000800000aa00389b71");

    private final InputStream in;
    private long position;

    WavParser(InputStream in) {
        this.in = in;
    }

    /** Leaves the stream at the first sample. */
    WavHeader parse() throws IOException {
        ByteBuffer riff = take(12, "its first 12 bytes");
        String kind = text(riff, 0) + "\u2026" + text(riff, 8);
        if (!kind.equals("RIFF\u2026WAVE")) {
            throw new WavFormatException("No WAV: it begins with \"" + kind
                    + "\", and a WAV with \"RIFF\u2026WAVE\"; RIFX, RF64 and BW64 are not read.");
        }
        long riffBytes = unsigned(riff, 4);
        WavHeader format = null;
        while (true) {
            ByteBuffer chunk = take(8, "its samples");
            String name = text(chunk, 0);
            long bytes = unsigned(chunk, 4);
            if (name.equals("data")) {
                if (format == null) {
                    throw new WavFormatException("The samples of the WAV stand before their format, at byte " + position
                            + ": the chunk \"fmt \" must come before \"data\".");
                }
                return new WavHeader(format.format(), format.channels(), format.coding(), data(bytes, riffBytes));
            } else if (name.equals("fmt ") && format == null) {
                format = format(bytes);
            } else {
                skip(bytes);
            }
            skip(bytes % 2); // chunks are padded to an even length
        }
    }

    /** A size of zero is what writers leave that were cut off, unless the file as a whole claims to be longer. */
    private long data(long bytes, long riffBytes) {
        boolean moreFollows = riffBytes != WavHeader.UNKNOWN && riffBytes + WavHeader.RIFF > position;
        return bytes == WavHeader.UNKNOWN || (bytes == 0 && !moreFollows) ? WavHeader.TO_THE_END : bytes;
    }

    private WavHeader format(long bytes) throws IOException {
        if (bytes < WavHeader.SHORT_FORMAT) {
            throw new WavFormatException("The format of the WAV has " + bytes + " bytes: it must have at least "
                    + WavHeader.SHORT_FORMAT + ".");
        }
        int read = (int) Math.min(bytes, EXTENSIBLE_FORMAT);
        ByteBuffer format = take(read, "the end of its format");
        skip(bytes - read);
        int tag = WavCoding.known(tag(format));
        int channels = Short.toUnsignedInt(format.getShort(2));
        long rate = unsigned(format, 4);
        int blockBytes = Short.toUnsignedInt(format.getShort(12));
        if (channels == 0 || blockBytes == 0 || blockBytes % channels != 0) {
            throw new WavFormatException("The WAV has " + channels + " channels in blocks of " + blockBytes
                    + " bytes: a block must hold a sample of each channel.");
        }
        WavCoding coding = WavCoding.of(tag, Short.toUnsignedInt(format.getShort(14)), blockBytes / channels);
        return new WavHeader(sampleRate(rate), channels, coding, 0);
    }

    private static int tag(ByteBuffer format) {
        int tag = Short.toUnsignedInt(format.getShort(0));
        if (tag != EXTENSIBLE) {
            return tag;
        }
        if (format.capacity() < EXTENSIBLE_FORMAT) {
            throw new WavFormatException("The format of the WAV is WAVE_FORMAT_EXTENSIBLE in " + format.capacity()
                    + " bytes: it must have at least " + EXTENSIBLE_FORMAT + ".");
        }
        if (!format.slice(26, TAG_SUFFIX.length).equals(ByteBuffer.wrap(TAG_SUFFIX))) {
            throw new WavFormatException(
                    "The sub-format of the WAV stands for no format tag: PCM and floating point are read.");
        }
        return Short.toUnsignedInt(format.getShort(24));
    }

    private static PcmFormat sampleRate(long rate) {
        try {
            return new PcmFormat((int) Math.min(rate, Integer.MAX_VALUE));
        } catch (IllegalArgumentException e) {
            throw new WavFormatException("The WAV has a bad rate. " + e.getMessage());
        }
    }

    private ByteBuffer take(int bytes, String what) throws IOException {
        byte[] taken = in.readNBytes(bytes);
        position += taken.length;
        if (taken.length < bytes) {
            throw new WavFormatException("The WAV ends after " + position + " bytes, before " + what + ".");
        }
        return ByteBuffer.wrap(taken).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void skip(long bytes) throws IOException {
        long left = bytes;
        byte[] put = new byte[(int) Math.min(left, 8192)];
        while (left > 0) {
            int read = in.readNBytes(put, 0, (int) Math.min(left, put.length));
            position += read;
            left -= read;
            if (read == 0) {
                throw new WavFormatException("The WAV ends after " + position + " bytes, within a chunk of " + bytes
                        + " bytes that stands before its samples.");
            }
        }
    }

    private static String text(ByteBuffer buffer, int index) {
        byte[] text = new byte[4];
        buffer.get(index, text);
        return new String(text, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
    }

    private static long unsigned(ByteBuffer buffer, int index) {
        return Integer.toUnsignedLong(buffer.getInt(index));
    }
}
