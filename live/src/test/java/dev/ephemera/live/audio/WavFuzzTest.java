package dev.ephemera.live.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: samples, or the one exception that is documented, and little memory. */
final class WavFuzzTest {

    private static final int[] TAGS = {1, 1, 1, 3, 6, 7, 0x1234};
    private static final int[] BITS = {8, 12, 16, 16, 20, 24, 32, 64, 0, 65};
    private static final long[] SIZES = {0, 1, 36, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFEL, 0xFFFF_FFFFL};

    private static byte[] wav(Random random) {
        WavBytes wav = WavBytes.riff();
        if (random.nextInt(4) == 0) {
            wav.saysIts(SIZES[random.nextInt(SIZES.length)]);
        }
        int tag = TAGS[random.nextInt(TAGS.length)];
        int bits = BITS[random.nextInt(BITS.length)];
        int channels = random.nextInt(8) == 0 ? random.nextInt(65_536) : 1 + random.nextInt(2);
        byte[] data = new byte[random.nextInt(200)];
        random.nextBytes(data);
        if (random.nextInt(3) == 0) {
            wav.chunk("LIST", new byte[random.nextInt(30)]);
        }
        if (random.nextBoolean()) {
            wav.format(tag, channels, random.nextInt(100_000), bits);
        } else {
            wav.extensible(tag, channels, random.nextInt(100_000), bits, bits);
        }
        return random.nextBoolean()
                ? wav.chunk("data", data).bytes()
                : wav.raw("data", SIZES[random.nextInt(SIZES.length)], data).bytes();
    }

    private static byte[] damage(byte[] wav, Random random) {
        byte[] damaged = Arrays.copyOf(wav, random.nextInt(5) == 0 ? random.nextInt(wav.length) : wav.length);
        for (int change = random.nextInt(4); change > 0 && damaged.length > 0; change--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    @Test
    void read_whateverTheBytesAre_givesSamplesOrTheDocumentedException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int read = 0;
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] wav = damage(wav(random), random);
            try {
                int size = WavBytes.read(wav, 1 + random.nextInt(100)).pcm().size();
                assertThat(size).as("seed %d, round %d", seed, round).isLessThanOrEqualTo(2 * wav.length);
                read++;
            } catch (WavFormatException e) {
                assertThat(e).as("seed %d, round %d", seed, round).hasMessageContaining("WAV");
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }

        assertThat(read).as("seed %d", seed).isGreaterThan(2_000);
        assertThat(refused).as("seed %d", seed).isGreaterThan(2_000);
    }

    @Test
    void open_whenSizesLie_allocatesNothingByThem() {
        byte[][] lies = {
            WavBytes.riff().raw("LIST", 0xFFFF_FFFFL, new byte[8]).bytes(),
            WavBytes.riff().raw("fmt ", 0xFFFF_FFFEL, new byte[8]).bytes(),
            WavBytes.riff()
                    .format(1, 65_535, 48_000, 8)
                    .raw("data", 0xFFFF_FFFEL, new byte[8])
                    .bytes(),
            WavBytes.riff()
                    .format(1, 1, 48_000, 16)
                    .raw("data", 0xFFFF_FFFFL, new byte[8])
                    .bytes(),
        };
        for (byte[] lie : lies) {
            assertThat(allocatedBy(() -> tryToRead(new ByteArrayInputStream(lie), Integer.MAX_VALUE)))
                    .isLessThan(1 << 20);
        }
    }

    @Test
    void open_whenAChunkIsLong_passesOverItWithoutHoldingIt() {
        long length = 64 << 20;
        InputStream wav = new SequenceInputStream(
                new ByteArrayInputStream(
                        WavBytes.riff().raw("LIST", length, new byte[0]).bytes()),
                new FilterInputStream(InputStream.nullInputStream()) {
                    private long left = length;

                    @Override
                    public int read() {
                        return left-- > 0 ? 7 : -1;
                    }

                    @Override
                    public int read(byte[] target, int offset, int count) throws IOException {
                        int given = (int) Math.min(left, count);
                        left -= given;
                        return given == 0 ? -1 : given;
                    }
                });

        assertThat(allocatedBy(() -> tryToRead(wav, 1))).isLessThan(1 << 20);
    }

    private static void tryToRead(InputStream wav, int samples) {
        try (WavReader reader = WavReader.open(wav)) {
            reader.read(samples);
            assertThat(reader.isCutShort()).isEqualTo(reader.channels() > 1);
        } catch (WavFormatException e) {
            assertThat(e).hasMessageContaining("The WAV ends after");
        }
    }

    private static long allocatedBy(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
