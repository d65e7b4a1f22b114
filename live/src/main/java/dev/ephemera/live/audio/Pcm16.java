package dev.ephemera.live.audio;

import dev.ephemera.types.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/** Samples of 16 bits, signed, and their bytes, little-endian. Pure. */
public final class Pcm16 {

    /** The bytes of one sample. */
    static final int BYTES = 2;

    /** The level of full scale, which only negative samples reach. */
    static final double FULL_SCALE = 32_768;

    private Pcm16() {}

    /**
     * Writes samples.
     *
     * @param samples the samples
     * @return two bytes for each
     */
    public static Bytes bytes(short... samples) {
        return bytes(samples, samples.length);
    }

    /** Writes the first of the samples. */
    static Bytes bytes(short[] samples, int count) {
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.multiplyExact(count, BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asShortBuffer().put(samples, 0, count);
        return Bytes.copyOf(buffer.array());
    }

    /**
     * Reads samples.
     *
     * @param pcm the bytes
     * @return one sample for each two bytes, in an array that the caller owns
     * @throws IllegalArgumentException if the number of bytes is odd
     */
    public static short[] samples(Bytes pcm) {
        short[] samples = new short[count(pcm)];
        view(pcm).get(samples);
        return samples;
    }

    /**
     * Mixes channels down to one: the average of each sample's channels, rounded to the nearest, which never clips. What stands in
     * the channels with opposite signs cancels out.
     *
     * @param interleaved a sample of each channel in turn, from the first instant to the last
     * @param channels the number of channels, at least 1
     * @return one channel of the same length in time
     * @throws IllegalArgumentException if there are no channels, or the last instant lacks some of them
     */
    public static Bytes mono(Bytes interleaved, int channels) {
        if (channels < 1) {
            throw new IllegalArgumentException(channels + " channels: there must be at least 1.");
        }
        int count = count(interleaved);
        if (count % channels != 0) {
            throw new IllegalArgumentException(count + " samples are no whole number of " + channels
                    + " channels each; give whole instants, since the channels would swap otherwise.");
        }
        if (channels == 1) {
            return interleaved;
        }
        ShortBuffer in = view(interleaved);
        short[] mixed = new short[count / channels];
        for (int i = 0; i < mixed.length; i++) {
            long sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += in.get();
            }
            mixed[i] = (short) Math.rint((double) sum / channels);
        }
        return bytes(mixed);
    }

    /** Counts samples, and refuses half ones. */
    static int count(Bytes pcm) {
        if (pcm.size() % BYTES != 0) {
            throw new IllegalArgumentException(pcm.size() + " bytes are no whole number of samples, which have " + BYTES
                    + " bytes each; a PcmFramer joins those that were cut between chunks.");
        }
        return pcm.size() / BYTES;
    }

    /** The samples without a copy. */
    static ShortBuffer view(Bytes pcm) {
        return pcm.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    }

    /** The nearest sample; what is louder than full scale is clipped to it, and what is no number is silence. */
    static short clip(double sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.rint(sample)));
    }
}
