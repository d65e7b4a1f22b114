package dev.ephemera.live.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ephemera.types.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PcmFramerTest {

    @Test
    void add_whenChunksAreOfAnySize_givesFramesOfOneLength() {
        PcmFramer framer = PcmFramer.of(PcmFormat.INPUT, Duration.ofMillis(20));

        assertThat(framer.add(Bytes.copyOf(new byte[639]))).isEmpty();
        assertThat(framer.pending()).isEqualTo(639);
        assertThat(framer.add(Bytes.empty())).isEmpty();
        assertThat(framer.add(Bytes.copyOf(new byte[1])))
                .extracting(Bytes::size)
                .containsExactly(640);
        assertThat(framer.pending()).isZero();
        assertThat(framer.add(Bytes.copyOf(new byte[1300])))
                .extracting(Bytes::size)
                .containsExactly(640, 640);
        assertThat(framer.flush().size()).isEqualTo(20);
        assertThat(framer.flush()).isEqualTo(Bytes.empty());
    }

    @Test
    void flush_whenHalfASampleWaits_keepsItForItsOtherHalf() {
        PcmFramer framer = PcmFramer.of(PcmFormat.INPUT, Duration.ofMillis(20));
        framer.add(Bytes.copyOf(new byte[] {1, 2, 3}));

        assertThat(framer.flush().toByteArray()).containsExactly(1, 2);
        assertThat(framer.pending()).isEqualTo(1);
        framer.add(Bytes.copyOf(new byte[] {4, 5, 6}));
        assertThat(framer.flush().toByteArray()).containsExactly(3, 4, 5, 6);
        assertThat(framer.pending()).isZero();
    }

    @Test
    void frames_ofChunksCutAnywhere_areTheStream() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Bytes stream = Sines.noise(random, random.nextInt(700));
            int samples = 1 + random.nextInt(100);
            PcmFramer framer = PcmFramer.of(new PcmFormat(1_000), Duration.ofMillis(samples));
            List<Bytes> frames = new ArrayList<>();
            for (Bytes chunk : Sines.cut(stream, 1, random)) {
                frames.addAll(framer.add(chunk));
                assertThat(framer.pending()).as("seed %d", seed).isLessThan(2 * samples);
            }
            assertThat(frames).as("seed %d", seed).hasSize(stream.size() / (2 * samples));
            assertThat(frames).as("seed %d", seed).allMatch(frame -> frame.size() == 2 * samples);
            frames.add(framer.flush());

            assertThat(Sines.join(frames)).as("seed %d", seed).isEqualTo(stream);
        }
    }

    @ParameterizedTest
    @CsvSource({"8000,20,320", "11025,40,882", "16000,20,640", "22050,20,882", "44100,20,1764", "48000,100,9600"})
    void of_whenTheLengthIsWholeSamples_framesThem(int rate, int millis, int bytes) {
        PcmFramer framer = PcmFramer.of(new PcmFormat(rate), Duration.ofMillis(millis));

        assertThat(framer.add(Bytes.copyOf(new byte[bytes])))
                .extracting(Bytes::size)
                .containsExactly(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "11025,PT0.02S,PT0.02S is no whole number of samples at 11025 Hz. Take a multiple of 40 ms",
        "44101,PT0.02S,Take a multiple of 1000 ms",
        "16000,PT0.02000001S,Take a multiple of 1 ms",
        "16000,PT0S,PT0S has 0 bytes at 16000 Hz",
        "16000,PT0.00001S,at least one sample",
        "16000,PT24H,PT24H has 2764800000 bytes",
        "16000,PT-1S,must not be negative"
    })
    void of_whenTheLengthIsNone_saysWhichOnesAre(int rate, Duration length, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PcmFramer.of(new PcmFormat(rate), length))
                .withMessageContaining(message);
    }
}
