package dev.ephemera.live.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.types.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WavWriterTest {

    private static final String KNOWN =
            "52494646 28000000 57415645 666d7420 10000000 0100 0100 803e0000 007d0000 0200 1000 64617461 04000000 0100 feff";

    private static final Bytes TWO = Pcm16.bytes((short) 1, (short) -2);

    @TempDir
    Path folder;

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @Test
    void create_whenClosed_hasTheSizesInItsHeader() throws IOException {
        Path file = folder.resolve("a.wav");
        Files.write(file, new byte[1_000]); // which is replaced

        try (WavWriter wav = WavWriter.create(file, PcmFormat.INPUT)) {
            wav.write(Pcm16.bytes((short) 1));
            wav.write(Bytes.empty());
            wav.write(Pcm16.bytes((short) -2));
            assertThat(wav.duration()).isEqualTo(Duration.ofNanos(125_000));
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(hex(KNOWN));
        assertThat(WavWriter.wav(TWO, PcmFormat.INPUT).toByteArray()).isEqualTo(hex(KNOWN));
    }

    @Test
    void create_beforeItIsClosed_canBeReadToTheEnd() throws IOException {
        Path file = folder.resolve("a.wav");

        try (WavWriter wav = WavWriter.create(file, PcmFormat.INPUT)) {
            wav.write(TWO);

            assertThat(WavBytes.read(Files.readAllBytes(file), 9))
                    .isEqualTo(new WavBytes.Read(PcmFormat.INPUT, 1, TWO, false));
        }
    }

    @Test
    void to_aStream_keepsTheUnknownSizes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        try (WavWriter wav = WavWriter.to(out, PcmFormat.INPUT)) {
            wav.write(TWO);
        }

        assertThat(out.toByteArray())
                .isEqualTo(hex(KNOWN.replace("28000000", "ffffffff").replace("04000000", "ffffffff")));
    }

    @Test
    void roundTrip_ofAnySamplesAndChunks_isTheSame() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            PcmFormat format = new PcmFormat(1 + random.nextInt(200_000));
            Bytes pcm = Sines.noise(random, random.nextInt(2_000));
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            Path file = folder.resolve("a.wav");
            try (WavWriter first = WavWriter.to(stream, format);
                    WavWriter second = WavWriter.create(file, format)) {
                for (Bytes chunk : Sines.cut(pcm, 2, random)) {
                    first.write(chunk);
                    second.write(chunk);
                }
            }
            WavBytes.Read same = new WavBytes.Read(format, 1, pcm, false);
            int atOnce = 1 + random.nextInt(2_000);

            assertThat(WavBytes.read(stream.toByteArray(), atOnce))
                    .as("seed %d", seed)
                    .isEqualTo(same);
            assertThat(WavBytes.read(Files.readAllBytes(file), atOnce))
                    .as("seed %d", seed)
                    .isEqualTo(same);
            assertThat(WavBytes.read(WavWriter.wav(pcm, format).toByteArray(), atOnce))
                    .as("seed %d", seed)
                    .isEqualTo(same);
        }
    }

    @Test
    void roundTrip_throughAFile_isTheSame() {
        Path file = folder.resolve("a.wav");
        try (WavWriter wav = WavWriter.create(file, PcmFormat.OUTPUT)) {
            wav.write(TWO);
        }

        try (WavReader wav = WavReader.open(file)) {
            assertThat(wav.format()).isEqualTo(PcmFormat.OUTPUT);
            assertThat(wav.read(100)).isEqualTo(TWO);
        }
    }

    @Test
    void write_ofHalfSamplesOrAfterTheEnd_isRefused() throws IOException {
        Path file = folder.resolve("a.wav");
        WavWriter wav = WavWriter.create(file, PcmFormat.INPUT);
        wav.write(TWO);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> wav.write(Bytes.copyOf(new byte[3])))
                .withMessageContaining("3 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WavWriter.wav(Bytes.copyOf(new byte[3]), PcmFormat.INPUT))
                .withMessageContaining("3 bytes");
        wav.close();
        wav.close();
        assertThatIllegalStateException().isThrownBy(() -> wav.write(TWO)).withMessageContaining("closed");
        assertThat(Files.readAllBytes(file)).isEqualTo(hex(KNOWN));
    }

    @Test
    void write_beyond4Gibibytes_isRefusedAndNothingOfItIsWritten() {
        Bytes large = Bytes.copyOf(new byte[16 << 20]);
        try (WavWriter wav = WavWriter.to(OutputStream.nullOutputStream(), PcmFormat.INPUT)) {
            for (int i = 0; i < 255; i++) {
                wav.write(large);
            }
            Duration before = wav.duration();

            assertThatIllegalStateException()
                    .isThrownBy(() -> wav.write(large))
                    .withMessageContaining("at most 4294967258 bytes")
                    .withMessageContaining("there are 4278190080");
            assertThat(wav.duration()).isEqualTo(before);
            wav.write(Bytes.copyOf(large.toByteArray(), 0, large.size() - 38));
            assertThatIllegalStateException().isThrownBy(() -> wav.write(Pcm16.bytes((short) 1)));
        }
    }

    @Test
    void streamsAndFiles_whenTheyFail_areClosedAndTheCauseIsTold() {
        AtomicInteger closed = new AtomicInteger();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("full");
            }

            @Override
            public void close() throws IOException {
                closed.incrementAndGet();
                throw new IOException("not even closed");
            }
        };

        assertThatThrownBy(() -> WavWriter.to(full, PcmFormat.INPUT))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("full")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(closed).hasValue(1);
        assertThatThrownBy(() -> WavWriter.create(folder.resolve("none/a.wav"), PcmFormat.INPUT))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(NoSuchFileException.class);
    }
}
