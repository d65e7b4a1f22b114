package dev.ephemera.live.audio;

import dev.ephemera.types.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes a WAV of PCM of 16 bits, mono, piece by piece as the audio comes.
 *
 * <p>The header stands first and does not know the size yet: it says 0xFFFFFFFF, which {@link WavReader} and most players take for
 * “to the end”. For a file {@link #close()} corrects it; for a stream it stays so. A program that dies leaves a file that can be read.
 *
 * <p>Keeps state: by one thread at a time.
 */
public final class WavWriter implements AutoCloseable {

    private final PcmFormat format;
    private final OutputStream out;
    private final @Nullable SeekableByteChannel file;
    private long bytes;
    private boolean closed;

    private WavWriter(PcmFormat format, OutputStream out, @Nullable SeekableByteChannel file) {
        this.format = format;
        this.out = out;
        this.file = file;
    }

    /**
     * Begins a file; one that exists is replaced.
     *
     * @param file where to; a regular file, since its header is corrected in the end
     * @param format the format of what will be written
     * @return the writer; close it
     * @throws UncheckedIOException if it cannot be opened or written
     */
    public static WavWriter create(Path file, PcmFormat format) {
        try {
            SeekableByteChannel channel = Files.newByteChannel(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            return new WavWriter(format, Channels.newOutputStream(channel), channel).begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Begins a stream, whose header never knows the size.
     *
     * @param out where to; closed with the writer, and if this method fails
     * @param format the format of what will be written
     * @return the writer; close it
     * @throws UncheckedIOException if it cannot be written
     */
    public static WavWriter to(OutputStream out, PcmFormat format) {
        return new WavWriter(format, out, null).begin();
    }

    /**
     * A whole WAV in memory, such as for a {@link dev.ephemera.types.Blob} of the type {@code audio/wav}.
     *
     * @param pcm the samples
     * @param format their format
     * @return 44 bytes of header, with the size, and the samples
     * @throws IllegalArgumentException if the bytes are no whole samples
     */
    public static Bytes wav(Bytes pcm, PcmFormat format) {
        Pcm16.count(pcm);
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        wav.writeBytes(WavHeader.write(format, pcm.size()));
        wav.writeBytes(pcm.toByteArray());
        return Bytes.copyOf(wav.toByteArray());
    }

    private WavWriter begin() {
        try {
            out.write(WavHeader.write(format, WavHeader.TO_THE_END));
            return this;
        } catch (IOException e) {
            UncheckedIOException failure = new UncheckedIOException(e);
            try {
                out.close();
            } catch (IOException suppressed) {
                failure.addSuppressed(suppressed);
            }
            throw failure;
        }
    }

    /**
     * Writes on.
     *
     * @param pcm the samples that follow on the last ones
     * @throws IllegalArgumentException if the bytes are no whole samples
     * @throws IllegalStateException if the writer is closed, or the file would exceed the 4 GiB that a WAV can have; nothing of the
     *     samples is written then
     * @throws UncheckedIOException if they cannot be written
     */
    public void write(Bytes pcm) {
        Pcm16.count(pcm);
        if (closed) {
            throw new IllegalStateException("The WAV is closed; " + pcm.size() + " bytes were to be written to it.");
        }
        if (bytes + pcm.size() > WavHeader.MOST_BYTES) {
            throw new IllegalStateException(
                    "A WAV holds at most " + WavHeader.MOST_BYTES + " bytes of samples: there are " + bytes + ", and "
                            + pcm.size() + " more do not fit. Close it and begin another one.");
        }
        try {
            pcm.asInputStream().transferTo(out);
            bytes += pcm.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How long the samples written so far play.
     *
     * @return the time
     */
    public Duration duration() {
        return format.duration(bytes);
    }

    /**
     * Ends the WAV: corrects the header of a file, and closes what is below. Does nothing the second time.
     *
     * @throws UncheckedIOException if that fails; what is below is closed all the same
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            if (file != null) {
                correctHeader(file.position(0));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void correctHeader(SeekableByteChannel start) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(WavHeader.write(format, bytes));
        while (header.hasRemaining()) {
            start.write(header);
        }
    }
}
