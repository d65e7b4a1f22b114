package dev.ephemera.live.audio;

import dev.ephemera.types.Bytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a WAV piece by piece and gives what sessions take: PCM of 16 bits, mono.
 *
 * <p><b>What is read.</b> PCM of 8, 16, 24 and 32 bits and floating point of 32 and 64 bits, any number of channels, with or without
 * {@code WAVE_FORMAT_EXTENSIBLE}. Samples of 16 bits stay as they are; others are rounded to the nearest and clipped, without dither.
 * Channels are mixed as {@link Pcm16#mono} does. Other chunks are passed over, wherever they stand.
 *
 * <p><b>What is not.</b> Other codings, RIFX, RF64 and BW64, and samples that stand before their format: each is refused with a
 * {@link WavFormatException} that says so.
 *
 * <p><b>Sizes</b> may lie. A header that does not know the size, because its writer streamed or was cut off (0 or 0xFFFFFFFF), is read
 * to the end of the stream; one that promises more than there is gives what there is, and {@link #isCutShort()} tells. Memory
 * does not depend on them.
 *
 * <p>Keeps state: by one thread at a time.
 */
public final class WavReader implements AutoCloseable {

    private static final int MOST_BYTES = 1 << 20;

    private final InputStream in;
    private final WavHeader header;
    private long left;
    private boolean cutShort;

    private WavReader(InputStream in, WavHeader header) {
        this.in = in;
        this.header = header;
        this.left = header.dataBytes();
    }

    /**
     * Opens a file.
     *
     * @param file the WAV
     * @return a reader before the first sample; close it
     * @throws WavFormatException if it is no WAV, or one that is not read
     * @throws UncheckedIOException if it cannot be opened or read
     */
    public static WavReader open(Path file) {
        try {
            return open(new BufferedInputStream(Files.newInputStream(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Begins to read a stream. What stands behind the samples is not read.
     *
     * @param in the WAV from its first byte; closed with the reader, and if this method fails. Best buffered
     * @return a reader before the first sample; close it
     * @throws WavFormatException if it is no WAV, or one that is not read
     * @throws UncheckedIOException if it cannot be read
     */
    public static WavReader open(InputStream in) {
        try {
            return new WavReader(in, new WavParser(in).parse());
        } catch (IOException e) {
            throw closing(in, new UncheckedIOException(e));
        } catch (WavFormatException e) {
            throw closing(in, e);
        }
    }

    private static <E extends RuntimeException> E closing(InputStream in, E failure) {
        try {
            in.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /**
     * What is read: the sample rate of the file, in mono.
     *
     * @return the format of all that {@link #read} gives
     */
    public PcmFormat format() {
        return header.format();
    }

    /**
     * The channels of the file, which are mixed into one.
     *
     * @return their number, at least 1
     */
    public int channels() {
        return header.channels();
    }

    /**
     * Reads on.
     *
     * @param samples how many samples at most, at least 1
     * @return some samples, as many as asked for unless the end is near or they take more than 1 MiB in the file; none only at the end
     * @throws IllegalArgumentException if less than one sample is asked for
     * @throws UncheckedIOException if it cannot be read
     */
    public Bytes read(int samples) {
        if (samples < 1) {
            throw new IllegalArgumentException(samples + " samples to read: ask for at least 1.");
        }
        int block = header.channels() * header.coding().bytes();
        int most = Math.min(samples, Math.max(1, MOST_BYTES / block)) * block;
        int wanted = (int) Math.min(left, most);
        byte[] read = next(wanted);
        if (left != WavHeader.TO_THE_END) {
            left -= read.length;
        }
        cutShort |= read.length % block != 0 || (read.length < wanted && left != WavHeader.TO_THE_END);
        return mono(ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN), read.length / block);
    }

    private byte[] next(int bytes) {
        try {
            return in.readNBytes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Bytes mono(ByteBuffer bytes, int count) {
        short[] samples = new short[count * header.channels()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = header.coding().decode(bytes);
        }
        return Pcm16.mono(Pcm16.bytes(samples), header.channels());
    }

    /**
     * Whether the samples ended before the size that the header tells, or within a sample, whose beginning is then left out.
     *
     * @return false until the end has been read
     */
    public boolean isCutShort() {
        return cutShort;
    }

    /**
     * Closes the stream below.
     *
     * @throws UncheckedIOException if that fails
     */
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
