package dev.ephemera.live.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.ephemera.types.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the resampler promises, measured. */
final class PcmResamplerTest {

    private static final int[] USUAL = {
        8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000,
        352_800, 384_000
    };
    private static final double FULL = 32_000;

    private static Bytes all(PcmFormat from, PcmFormat to, Bytes pcm) {
        PcmResampler resampler = PcmResampler.between(from, to);
        return Sines.join(List.of(resampler.resample(pcm), resampler.flush()));
    }

    /** Away from both ends, where the filter hears the silence around. */
    private static short[] middle(Bytes pcm) {
        short[] samples = Pcm16.samples(pcm);
        return Arrays.copyOfRange(samples, samples.length / 8, samples.length * 7 / 8);
    }

    private static double decibels(double ratio) {
        return 20 * Math.log10(ratio);
    }

    static Stream<int[]> pairs() {
        return Stream.of(
                new int[] {48_000, 16_000},
                new int[] {44_100, 16_000},
                new int[] {24_000, 16_000},
                new int[] {22_050, 16_000},
                new int[] {8_000, 16_000},
                new int[] {11_025, 16_000},
                new int[] {24_000, 48_000},
                new int[] {24_000, 44_100},
                new int[] {96_000, 16_000},
                new int[] {16_000, 8_000});
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void resample_whenASineLiesInThePassBand_keepsItsLevel(int[] rates) {
        PcmFormat from = new PcmFormat(rates[0]);
        PcmFormat to = new PcmFormat(rates[1]);
        double half = Math.min(rates[0], rates[1]) / 2.0;
        for (double part : new double[] {0.02, 0.1, 0.25, 0.5, 0.75, 0.85, 0.9}) {
            short[] out = middle(all(from, to, Sines.sine(from, rates[0] / 4, FULL, part * half)));

            assertThat(decibels(Sines.amplitude(out, to, part * half) / FULL))
                    .as("dB of change at %s of the half", part)
                    .isCloseTo(0, within(0.01));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void resample_whenASineLiesAboveTheNewHalf_suppressesItAndItsAlias(int[] rates) {
        PcmFormat from = new PcmFormat(rates[0]);
        PcmFormat to = new PcmFormat(rates[1]);
        double half = rates[1] / 2.0;
        for (double hertz = half * 1.001; hertz < rates[0] / 2.0; hertz += half * 0.11) {
            short[] out = middle(all(from, to, Sines.sine(from, rates[0] / 4, FULL, hertz)));
            double alias = Math.abs(hertz - to.sampleRate() * Math.rint(hertz / to.sampleRate()));

            assertThat(decibels(Sines.amplitude(out, to, alias) / FULL))
                    .as("dB of the alias of %s Hz", hertz)
                    .isLessThan(-90);
            assertThat(decibels(IntStream.range(0, out.length)
                                    .map(i -> Math.abs(out[i]))
                                    .max()
                                    .orElseThrow()
                            / FULL))
                    .as("dB of the peak of all that is left of %s Hz", hertz)
                    .isLessThan(-90 + 0.1);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void resample_whenTheRateRises_suppressesTheImages(int[] rates) {
        PcmFormat from = new PcmFormat(rates[0]);
        PcmFormat to = new PcmFormat(rates[1]);
        for (double part : new double[] {0.1, 0.5, 0.9}) {
            double image = rates[0] - (part * rates[0] / 2.0);
            if (image < rates[1] / 2.0) {
                short[] out = middle(all(from, to, Sines.sine(from, rates[0] / 4, FULL, part * rates[0] / 2.0)));

                assertThat(decibels(Sines.amplitude(out, to, image) / FULL))
                        .as("dB of the image at %s Hz", image)
                        .isLessThan(-90);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void resample_ofAConstant_isThatConstantAtEachPlace(int[] rates) {
        PcmFormat from = new PcmFormat(rates[0]);
        for (short level : new short[] {1, -12_345, Short.MAX_VALUE, Short.MIN_VALUE}) {
            short[] out = middle(all(from, new PcmFormat(rates[1]), Sines.sine(from, rates[0] / 4, level, 0)));

            assertThat(out).containsOnly(level);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void resample_ofAClick_staysAtItsInstant(int[] rates) {
        short[] click = new short[rates[0]];
        int at = rates[0] / 5; // 200 ms, an instant that has a sample at each of these rates
        click[at] = Short.MAX_VALUE;
        short[] out = Pcm16.samples(all(new PcmFormat(rates[0]), new PcmFormat(rates[1]), Pcm16.bytes(click)));

        int peak = IntStream.range(0, out.length)
                .reduce((a, b) -> Math.abs(out[a]) >= Math.abs(out[b]) ? a : b)
                .orElseThrow();
        assertThat(peak).isEqualTo(rates[1] / 5);
        assertThat(out[peak - 7]).isCloseTo(out[peak + 7], within((short) 1));
    }

    @Test
    void resample_whereTheFilterSwingsOverFullScale_clipsAndDoesNotWrap() {
        short[] square = new short[48_000];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 48 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] out = Pcm16.samples(all(new PcmFormat(48_000), PcmFormat.INPUT, Pcm16.bytes(square)));

        assertThat(out).contains(Short.MAX_VALUE, Short.MIN_VALUE);
        for (int i = 160; i < out.length - 160; i++) {
            int place = i % 32 % 16;
            if (place > 2 && place < 14) { // away from the edges
                assertThat(Integer.signum(out[i])).isEqualTo(i % 32 < 16 ? 1 : -1);
            }
        }
    }

    @Test
    void resample_whateverTheChunks_givesTheSameBits() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            PcmFormat from = new PcmFormat(USUAL[random.nextInt(9)]);
            PcmFormat to = new PcmFormat(USUAL[random.nextInt(9)]);
            Bytes stream = Sines.noise(random, random.nextInt(3_000));
            Bytes whole = all(from, to, stream);

            PcmResampler resampler = PcmResampler.between(from, to);
            for (int use = 0; use < 2; use++) { // the second one shows that a flush leaves nothing behind
                List<Bytes> out = new ArrayList<>();
                Sines.cut(stream, 2, random).forEach(chunk -> out.add(resampler.resample(chunk)));
                out.add(resampler.flush());

                assertThat(Sines.join(out))
                        .as("seed %d: %s to %s", seed, from, to)
                        .isEqualTo(whole);
            }
            long samples = ((stream.size() / 2 * (long) to.sampleRate()) + from.sampleRate() - 1) / from.sampleRate();
            assertThat(whole.size()).as("seed %d: %s to %s", seed, from, to).isEqualTo((int) (2 * samples));
        }
    }

    @Test
    void resample_atTheSameRate_changesNothing() {
        Bytes noise = Sines.noise(new Random(5), 1_000);

        assertThat(all(PcmFormat.INPUT, PcmFormat.INPUT, noise)).isEqualTo(noise);
    }

    @Test
    void resample_from48To16Kilohertz_lagsBehindBy4Milliseconds() {
        PcmFormat from = new PcmFormat(48_000);
        PcmResampler resampler = PcmResampler.between(from, PcmFormat.INPUT);

        assertThat(resampler.resample(Bytes.copyOf(new byte[2 * 192])).size()).isZero();
        assertThat(resampler.resample(Bytes.copyOf(new byte[2])).size()).isEqualTo(2);
        assertThat(resampler.resample(Bytes.copyOf(new byte[2 * 960])).size()).isEqualTo(640);
        assertThat(resampler.flush().size()).isEqualTo(2 * (((193 + 960) / 3) + 1 - 321));
    }

    @Test
    void resample_whenASampleIsCut_refusesAndLeavesTheStreamAsItWas() {
        PcmFormat from = new PcmFormat(48_000);
        Bytes noise = Sines.noise(new Random(5), 1_000);
        PcmResampler resampler = PcmResampler.between(from, PcmFormat.INPUT);
        Bytes begun = resampler.resample(noise);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> resampler.resample(Bytes.copyOf(new byte[5])))
                .withMessageContaining("5 bytes");
        assertThat(Sines.join(List.of(begun, resampler.flush()))).isEqualTo(all(from, PcmFormat.INPUT, noise));
    }

    @Test
    void between_allUsualRates_isPossible() {
        for (int from : USUAL) {
            for (int to : USUAL) {
                PcmResampler resampler = PcmResampler.between(new PcmFormat(from), new PcmFormat(to));

                assertThat(resampler.resample(Bytes.empty())).isEqualTo(Bytes.empty());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"44101,16000,5664000", "9999999,9999998,1299999740", "9999999,16000,1280000000", "1,9999999,1279999872"
    })
    void between_whenTheFilterWouldBeHuge_refusesBeforeItIsMade(int from, int to, long coefficients) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PcmResampler.between(new PcmFormat(from), new PcmFormat(to)))
                .withMessageContaining("From " + from + " Hz to " + to + " Hz")
                .withMessageContaining(coefficients + " coefficients")
                .withMessageContaining("1048576");
    }
}
