package dev.ephemera.live.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.types.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class WavReaderTest {

    private static final byte[] FOUR = {1, 0, 2, 0, 3, 0, 4, 0};

    private static WavBytes mono() {
        return WavBytes.riff().format(1, 1, 16_000, 16);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("the plain one", mono().chunk("data", FOUR)),
                Arguments.of(
                        "chunks around the format",
                        WavBytes.riff()
                                .chunk("JUNK", new byte[28])
                                .format(1, 1, 16_000, 16)
                                .chunk("LIST", new byte[26])
                                .chunk("fact", new byte[4])
                                .chunk("data", FOUR)),
                Arguments.of(
                        "chunks behind the samples", mono().chunk("data", FOUR).chunk("LIST", new byte[26])),
                Arguments.of(
                        "odd chunks with their padding",
                        WavBytes.riff()
                                .chunk("odd ", new byte[3])
                                .chunk("fmt ", Arrays.copyOf(WavBytes.fields(1, 1, 16_000, 16), 19))
                                .chunk("odd ", new byte[20_001])
                                .chunk("data", FOUR)),
                Arguments.of(
                        "a format with an extension",
                        WavBytes.riff()
                                .chunk("fmt ", Arrays.copyOf(WavBytes.fields(1, 1, 16_000, 16), 18))
                                .chunk("data", FOUR)),
                Arguments.of(
                        "a second format, which is none",
                        mono().format(7, 2, 8_000, 8).chunk("data", FOUR)),
                Arguments.of(
                        "an extensible format",
                        WavBytes.riff().extensible(1, 1, 16_000, 16, 16).chunk("data", FOUR)),
                Arguments.of(
                        "a stream whose writer knew no size",
                        mono().saysIts(0xFFFF_FFFFL).raw("data", 0xFFFF_FFFFL, FOUR)),
                Arguments.of("a size of the samples alone that is unknown", mono().raw("data", 0xFFFF_FFFFL, FOUR)),
                Arguments.of(
                        "a writer that was cut off with zeros",
                        mono().saysIts(0).raw("data", 0, FOUR)),
                Arguments.of(
                        "a writer that was cut off with the size of a header",
                        mono().saysIts(36).raw("data", 0, FOUR)),
                Arguments.of(
                        "a stream with zeros for the samples",
                        mono().saysIts(0xFFFF_FFFFL).raw("data", 0, FOUR)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void read_whateverStandsAround_givesTheSamples(String name, WavBytes wav) {
        for (int atOnce : new int[] {1, 3, 4, 1_000, Integer.MAX_VALUE}) {
            assertThat(WavBytes.read(wav.bytes(), atOnce))
                    .isEqualTo(new WavBytes.Read(PcmFormat.INPUT, 1, Bytes.copyOf(FOUR), false));
        }
    }

    static Stream<Arguments> codings() {
        return Stream.of(
                Arguments.of(
                        1, 8, new byte[] {(byte) 128, 0, (byte) 255, (byte) 129}, new short[] {0, -32_768, 32_512, 256
                        }),
                Arguments.of(1, 16, new byte[] {0, (byte) 0x80, (byte) 0xFF, 0x7F}, new short[] {-32_768, 32_767}),
                Arguments.of(1, 24, new byte[] {0, 0, (byte) 0x80, (byte) 0xFF, (byte) 0xFF, 0x7F}, new short[] {
                    -32_768, 32_767
                }),
                Arguments.of(1, 24, new byte[] {(byte) 0x81, 1, 0, 0x7F, 1, 0}, new short[] {2, 1}),
                Arguments.of(1, 24, new byte[] {(byte) 0x81, -2, -1, 0x7F, -2, -1}, new short[] {-1, -2}),
                Arguments.of(1, 32, ints(Integer.MIN_VALUE, Integer.MAX_VALUE), new short[] {-32_768, 32_767}),
                Arguments.of(1, 32, ints(0x0001_8001, 0x0001_7FFF), new short[] {2, 1}),
                Arguments.of(3, 32, floats(0, 0.5f, -1, 1, 9, -9, Float.NaN, Float.NEGATIVE_INFINITY), new short[] {
                    0, 16_384, -32_768, 32_767, 32_767, -32_768, 0, -32_768
                }),
                Arguments.of(3, 64, doubles(-0.5, 1e300, 1e-300), new short[] {-16_384, 32_767, 0}));
    }

    private static byte[] ints(int... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(samples);
        return bytes.array();
    }

    private static byte[] floats(float... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples);
        return bytes.array();
    }

    private static byte[] doubles(double... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(samples);
        return bytes.array();
    }

    @ParameterizedTest
    @MethodSource("codings")
    void read_ofEachCoding_roundsAndClipsTo16Bits(int tag, int bits, byte[] data, short[] samples) {
        assertThat(Pcm16.samples(WavBytes.read(
                                WavBytes.riff()
                                        .format(tag, 1, 8_000, bits)
                                        .chunk("data", data)
                                        .bytes(),
                                2)
                        .pcm()))
                .isEqualTo(samples);
        assertThat(Pcm16.samples(WavBytes.read(
                                WavBytes.riff()
                                        .extensible(tag, 1, 8_000, bits, bits)
                                        .chunk("data", data)
                                        .bytes(),
                                2)
                        .pcm()))
                .isEqualTo(samples);
    }

    @Test
    void read_of20BitsIn3Bytes_takesThemFromTheTop() {
        byte[] wav = WavBytes.riff()
                .extensible(1, 1, 48_000, 24, 20)
                .chunk("data", new byte[] {0, 1, 0x40})
                .bytes();

        assertThat(Pcm16.samples(WavBytes.read(wav, 1).pcm())).containsExactly((short) 0x4001);
    }

    @Test
    void read_ofSeveralChannels_mixesThem() {
        byte[] wav = WavBytes.riff()
                .format(1, 2, 48_000, 16)
                .chunk("data", new byte[] {2, 0, 4, 0, 10, 0, 20, 0})
                .bytes();

        assertThat(WavBytes.read(wav, 1))
                .isEqualTo(new WavBytes.Read(new PcmFormat(48_000), 2, Pcm16.bytes((short) 3, (short) 15), false));
    }

    @Test
    void read_whenTheSamplesEndEarlyOrWithinOne_givesThoseThatAreWholeAndTells() {
        byte[] lessThanSaid = mono().raw("data", 5_000, FOUR).bytes();
        byte[] withinASample =
                mono().raw("data", 0xFFFF_FFFFL, new byte[] {1, 0, 2}).bytes();
        byte[] oddSize = mono().chunk("data", new byte[] {1, 0, 2}).bytes();

        for (int atOnce : new int[] {1, 2, 3, 4, 5, 1_000}) {
            assertThat(WavBytes.read(lessThanSaid, atOnce))
                    .isEqualTo(new WavBytes.Read(PcmFormat.INPUT, 1, Bytes.copyOf(FOUR), true));
            assertThat(WavBytes.read(withinASample, atOnce))
                    .isEqualTo(new WavBytes.Read(PcmFormat.INPUT, 1, Pcm16.bytes((short) 1), true));
            assertThat(WavBytes.read(oddSize, atOnce))
                    .isEqualTo(new WavBytes.Read(PcmFormat.INPUT, 1, Pcm16.bytes((short) 1), true));
        }
    }

    @Test
    void read_whenThereAreNoSamplesButAChunkBehind_takesNothingForSamples() {
        byte[] wav =
                mono().chunk("data", new byte[0]).chunk("LIST", new byte[26]).bytes();

        assertThat(WavBytes.read(wav, 100)).isEqualTo(new WavBytes.Read(PcmFormat.INPUT, 1, Bytes.empty(), false));
    }

    @Test
    void read_ofLargeBlocks_staysUnderItsLimitAndGivesAll() {
        byte[] data = new byte[3 * 65_534];
        byte[] wav =
                WavBytes.riff().format(1, 32_767, 8_000, 16).chunk("data", data).bytes();

        try (WavReader reader = WavReader.open(new ByteArrayInputStream(wav))) {
            assertThat(reader.channels()).isEqualTo(32_767);
            assertThat(reader.read(Integer.MAX_VALUE).size()).isEqualTo(6);
            assertThat(reader.read(1).size()).isZero();
        }
    }

    static Stream<Arguments> refusals() {
        byte[] plain = mono().chunk("data", FOUR).bytes();
        return Stream.of(
                Arguments.of(new byte[0], "ends after 0 bytes, before its first 12 bytes"),
                Arguments.of(Arrays.copyOf(plain, 11), "ends after 11 bytes, before its first 12 bytes"),
                Arguments.of(Arrays.copyOf(plain, 12), "ends after 12 bytes, before its samples"),
                Arguments.of(Arrays.copyOf(plain, 30), "ends after 30 bytes, before the end of its format"),
                Arguments.of(Arrays.copyOf(plain, 43), "ends after 43 bytes, before its samples"),
                Arguments.of("OggS\0\1\2\3vorbis..".getBytes(StandardCharsets.US_ASCII), "\"OggS…vorb\""),
                Arguments.of("RIFX\0\1\2\3WAVEfmt ".getBytes(StandardCharsets.US_ASCII), "RIFX"),
                Arguments.of(new byte[40], "\"????…????\""),
                Arguments.of(
                        WavBytes.riff()
                                .chunk("data", FOUR)
                                .format(1, 1, 8_000, 16)
                                .bytes(),
                        "\"fmt \" must come before"),
                Arguments.of(mono().bytes(), "before its samples"),
                Arguments.of(mono().raw("LIST", 0xFFFF_FFFFL, FOUR).bytes(), "within a chunk of 4294967295 bytes"),
                Arguments.of(WavBytes.riff().raw("fmt ", 0xFFFF_FFFFL, FOUR).bytes(), "before the end of its format"),
                Arguments.of(WavBytes.riff().chunk("fmt ", new byte[15]).bytes(), "format of the WAV has 15 bytes"),
                Arguments.of(WavBytes.riff().format(1, 0, 8_000, 16).bytes(), "0 channels in blocks of 0 bytes"),
                Arguments.of(WavBytes.riff().format(1, 1, 0, 16).bytes(), "0 Hz"),
                Arguments.of(WavBytes.riff().format(1, 1, -1, 16).bytes(), "from 1 to 9999999"),
                Arguments.of(WavBytes.riff().format(1, 1, 8_000, 64).bytes(), "PCM with 64 bits in 8 bytes"),
                Arguments.of(WavBytes.riff().format(3, 1, 8_000, 16).bytes(), "floating point with 16 bits in 2 bytes"),
                Arguments.of(WavBytes.riff().format(6, 1, 8_000, 8).bytes(), "A-law"),
                Arguments.of(WavBytes.riff().format(7, 1, 8_000, 8).bytes(), "µ-law"),
                Arguments.of(WavBytes.riff().format(2, 1, 8_000, 4).bytes(), "ADPCM"),
                Arguments.of(WavBytes.riff().format(0x55, 2, 44_100, 0).bytes(), "MP3"),
                Arguments.of(WavBytes.riff().format(0x1234, 1, 8_000, 16).bytes(), "of format 4660"),
                Arguments.of(WavBytes.riff().extensible(7, 1, 8_000, 8, 8).bytes(), "µ-law"),
                Arguments.of(
                        WavBytes.riff().format(0xFFFE, 1, 8_000, 16).bytes(), "WAVE_FORMAT_EXTENSIBLE in 16 bytes"),
                Arguments.of(
                        WavBytes.riff()
                                .chunk("fmt ", Arrays.copyOf(WavBytes.fields(0xFFFE, 1, 8_000, 16), 40))
                                .bytes(),
                        "sub-format"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void open_whenItIsNotRead_saysWhy(byte[] wav, String message) {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream in = new ByteArrayInputStream(wav) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        assertThatThrownBy(() -> WavReader.open(in))
                .isInstanceOf(WavFormatException.class)
                .hasMessageContaining(message);
        assertThat(closed).isTrue();
    }

    @Test
    void open_whenTheFileIsMissing_throwsTheCause(@TempDir Path folder) {
        assertThatThrownBy(() -> WavReader.open(folder.resolve("none.wav")))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @CsvSource({"5", "44", "46"})
    void read_whenTheStreamBreaks_throwsTheCause(int healthy) {
        byte[] wav = mono().chunk("data", FOUR).bytes();
        InputStream in = new SequenceInputStream(new ByteArrayInputStream(wav, 0, healthy), new BrokenStream());

        assertThatThrownBy(() -> WavReader.open(in).read(4))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("broken");
    }

    @Test
    void read_ofLessThanOneSample_isRefused() {
        try (WavReader reader = WavReader.open(
                new ByteArrayInputStream(mono().chunk("data", FOUR).bytes()))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reader.read(0))
                    .withMessageContaining("0 samples");
        }
    }

    private static final class BrokenStream extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("broken");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("broken");
        }
    }
}
