package dev.ephemera.live.audio;

import dev.ephemera.types.Bytes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a stream of audio, which comes in chunks of any size, into frames of one length. The service recommends 20 to 100 ms; shorter
 * ones are heard sooner, longer ones cost fewer messages.
 *
 * <p>Chunks may end anywhere, also within a sample. Less than one frame waits inside.
 *
 * <p>Keeps state: use one for each stream, by one thread at a time.
 */
public final class PcmFramer {

    private static final long NANOS = 1_000_000_000;
    private static final int MILLIS = 1_000;

    private final byte[] frame;
    private int filled;

    private PcmFramer(int bytes) {
        this.frame = new byte[bytes];
    }

    /**
     * Makes a framer.
     *
     * @param format the format of the stream
     * @param length the length of each frame; at this rate a whole number of samples, at least one
     * @return a framer at the start of a stream
     * @throws IllegalArgumentException if the length is no whole number of samples, which 20 ms are at all usual rates but 11,025 Hz; or
     *     a frame would have 2 GiB or more
     */
    public static PcmFramer of(PcmFormat format, Duration length) {
        long bytes = format.bytes(length);
        if (bytes == 0 || bytes > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("A frame of " + length + " has " + bytes + " bytes at "
                    + format.sampleRate() + " Hz: it must have at least one sample and less than 2 GiB.");
        }
        int rate = format.sampleRate();
        if (length.toNanosPart() * (long) rate % NANOS != 0) {
            int wholeMillis = MILLIS
                    / BigInteger.valueOf(rate).gcd(BigInteger.valueOf(MILLIS)).intValue();
            throw new IllegalArgumentException("A frame of " + length + " is no whole number of samples at " + rate
                    + " Hz. Take a multiple of " + wholeMillis + " ms, or resample before.");
        }
        return new PcmFramer((int) bytes);
    }

    /**
     * Takes the next chunk.
     *
     * @param chunk the bytes that follow on the last ones, any number
     * @return the frames that are full now, in order; often none
     */
    public List<Bytes> add(Bytes chunk) {
        List<Bytes> frames = new ArrayList<>((int) (((long) filled + chunk.size()) / frame.length));
        ByteBuffer rest = chunk.asByteBuffer();
        while (rest.hasRemaining()) {
            int taken = Math.min(rest.remaining(), frame.length - filled);
            rest.get(frame, filled, taken);
            filled += taken;
            if (filled == frame.length) {
                frames.add(Bytes.copyOf(frame));
                filled = 0;
            }
        }
        return frames;
    }

    /**
     * Gives the rest at the end of a stream, or before a pause: a frame that is shorter than the others. The framer can be used on.
     *
     * @return all whole samples that wait, perhaps none. Half a sample stays until the chunk with its other half; {@link #pending()} is
     *     1 then
     */
    public Bytes flush() {
        int whole = filled - (filled % Pcm16.BYTES);
        Bytes rest = Bytes.copyOf(frame, 0, whole);
        frame[0] = frame[whole];
        filled -= whole;
        return rest;
    }

    /**
     * How much waits for more.
     *
     * @return the number of bytes, less than a frame has
     */
    public int pending() {
        return filled;
    }
}
