package dev.ephemera.live.audio;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** How the samples of a WAV are written, and what they are in 16 bits. Pure. */
enum WavCoding {
    UNSIGNED_8(WavCoding.PCM, 1) {
        @Override
        short decode(ByteBuffer bytes) {
            return (short) ((Byte.toUnsignedInt(bytes.get()) - 128) << 8);
        }
    },
    SIGNED_16(WavCoding.PCM, 2) {
        @Override
        short decode(ByteBuffer bytes) {
            return bytes.getShort();
        }
    },
    SIGNED_24(WavCoding.PCM, 3) {
        @Override
        short decode(ByteBuffer bytes) {
            int lowest = Byte.toUnsignedInt(bytes.get());
            return Pcm16.clip(bytes.getShort() + (lowest / 256.0));
        }
    },
    SIGNED_32(WavCoding.PCM, 4) {
        @Override
        short decode(ByteBuffer bytes) {
            return Pcm16.clip(bytes.getInt() / 65_536.0);
        }
    },
    FLOAT_32(WavCoding.FLOAT, 4) {
        @Override
        short decode(ByteBuffer bytes) {
            return Pcm16.clip(bytes.getFloat() * Pcm16.FULL_SCALE);
        }
    },
    FLOAT_64(WavCoding.FLOAT, 8) {
        @Override
        short decode(ByteBuffer bytes) {
            return Pcm16.clip(bytes.getDouble() * Pcm16.FULL_SCALE);
        }
    };

    /** The format tags of WAVE; the second of them is what {@code WAVE_FORMAT_IEEE_FLOAT} says. */
    static final int PCM = 1;

    static final int FLOAT = 3;

    private static final String READ =
            "PCM of 8, 16, 24 and 32 bits and floating point of 32 and 64 bits are read; convert it before.";

    private final int tag;
    private final int bytes;

    WavCoding(int tag, int bytes) {
        this.tag = tag;
        this.bytes = bytes;
    }

    /** Refuses a format tag of which nothing is read, whatever else stands in the header. */
    static int known(int tag) {
        if (tag != PCM && tag != FLOAT) {
            throw new WavFormatException("The WAV is " + name(tag) + ". " + READ);
        }
        return tag;
    }

    /**
     * Finds a coding.
     *
     * @param tag the format tag, that of the sub-format in {@code WAVE_FORMAT_EXTENSIBLE}
     * @param bits the bits of a sample
     * @param bytes the bytes that hold them, in which they stand at the top
     */
    static WavCoding of(int tag, int bits, int bytes) {
        return Arrays.stream(values())
                .filter(coding -> coding.tag == tag && coding.bytes == bytes)
                .filter(coding -> bits > 8 * (bytes - 1) && bits <= 8 * bytes)
                .findFirst()
                .orElseThrow(() -> new WavFormatException(
                        "The WAV is " + name(tag) + " with " + bits + " bits in " + bytes + " bytes. " + READ));
    }

    private static String name(int tag) {
        return switch (tag) {
            case PCM -> "PCM";
            case FLOAT -> "floating point";
            case 2 -> "Microsoft ADPCM (format 2)";
            case 6 -> "A-law (format 6)";
            case 7 -> "\u00b5-law (format 7)";
            case 0x11 -> "IMA ADPCM (format 17)";
            case 0x31 -> "GSM 6.10 (format 49)";
            case 0x55 -> "MP3 (format 85)";
            default -> "of format " + tag;
        };
    }

    int bytes() {
        return bytes;
    }

    /** Takes the next sample. */
    abstract short decode(ByteBuffer bytes);
}
