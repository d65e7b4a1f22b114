package dev.ephemera.live.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.ephemera.types.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Pcm16Test {

    @Test
    void bytes_ofSamples_areLittleEndian() {
        short[] samples = {0, 1, -1, Short.MAX_VALUE, Short.MIN_VALUE, 0x1234};
        byte[] bytes = {0, 0, 1, 0, -1, -1, -1, 0x7F, 0, (byte) 0x80, 0x34, 0x12};

        assertThat(Pcm16.bytes(samples).toByteArray()).isEqualTo(bytes);
        assertThat(Pcm16.samples(Bytes.copyOf(bytes))).isEqualTo(samples);
        assertThat(Pcm16.samples(Bytes.empty())).isEmpty();
    }

    @Test
    void samples_ofAnOddNumberOfBytes_areRefusedWithTheWayOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pcm16.samples(Bytes.copyOf(new byte[641])))
                .withMessageContaining("641 bytes")
                .withMessageContaining("PcmFramer");
    }

    @ParameterizedTest
    @CsvSource({
        "100,200,150",
        "32767,32767,32767",
        "-32768,-32768,-32768",
        "32767,-32768,0",
        "30000,-30000,0",
        "1,2,2",
        "-1,-2,-2"
    })
    void mono_ofTwoChannels_isTheirAverage(short left, short right, short mixed) {
        assertThat(Pcm16.samples(Pcm16.mono(Pcm16.bytes(left, right, right, left), 2)))
                .containsExactly(mixed, mixed);
    }

    @Test
    void mono_ofOtherNumbersOfChannels_keepsTime() {
        Bytes six = Pcm16.bytes((short) 6, (short) 0, (short) 0, (short) 0, (short) 0, (short) 0);

        assertThat(Pcm16.mono(six, 1)).isEqualTo(six);
        assertThat(Pcm16.samples(Pcm16.mono(six, 3))).containsExactly((short) 2, (short) 0);
        assertThat(Pcm16.samples(Pcm16.mono(six, 6))).containsExactly((short) 1);
        assertThat(Pcm16.mono(Bytes.empty(), 2)).isEqualTo(Bytes.empty());
    }

    @Test
    void mono_whenAnInstantLacksChannels_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pcm16.mono(Bytes.copyOf(new byte[6]), 2))
                .withMessageContaining("3 samples")
                .withMessageContaining("2 channels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pcm16.mono(Bytes.copyOf(new byte[6]), 0))
                .withMessageContaining("0 channels");
    }

    @ParameterizedTest
    @CsvSource({
        "32767,0,-0.0003,-0.0003",
        "-32768,0,0,0",
        "16384,0,-6.0206,-6.0206",
        "1,0,-90.309,-90.309",
        "32767,1000,-3.0106,-0.0003",
        "3277,4000,-23.0098,-19.9995"
    })
    void level_ofAConstantOrASine_isThatOfItsFormula(int amplitude, int hertz, double rms, double peak) {
        PcmLevel level = PcmLevel.of(Sines.sine(PcmFormat.INPUT, 16_000, amplitude, hertz));

        assertThat(level.rmsDbfs()).isCloseTo(rms, within(0.0001));
        assertThat(level.peakDbfs()).isCloseTo(peak, within(0.0001));
    }

    @Test
    void level_ofSilenceAndOfNothing_isNegativeInfinity() {
        PcmLevel silence = new PcmLevel(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

        assertThat(PcmLevel.of(Bytes.copyOf(new byte[640]))).isEqualTo(silence);
        assertThat(PcmLevel.of(Bytes.empty())).isEqualTo(silence);
    }
}
