package dev.ephemera.live.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PcmFormatTest {

    @ParameterizedTest
    @CsvSource({
        "audio/pcm;rate=24000,24000",
        "audio/pcm;rate=16000,16000",
        "audio/pcm; rate=48000,48000",
        "AUDIO/PCM;RATE=16000,16000",
        "' audio/pcm ; rate = 8000 ',8000",
        "audio/pcm;channels=1;rate=16000,16000",
        "audio/pcm;rate=16000;channels=1,16000",
        "'audio/pcm;rate=\"16000\"',16000",
        "audio/pcm;rate=1,1",
        "audio/pcm;rate=9999999,9999999",
        "audio/pcm,12345",
        "audio/pcm;,12345",
        "audio/pcm;rate,12345",
        "audio/pcm;rate=,12345",
        "audio/pcm;rate=0,12345",
        "audio/pcm;rate=-1,12345",
        "audio/pcm;rate=10000000,12345",
        "audio/pcm;rate=99999999999,12345",
        "audio/pcm;rate=fast,12345",
        "audio/pcm;bitrate=16000,12345"
    })
    void ofMimeType_whenItIsPcm_knowsTheRateOrTakesTheUnstatedOne(String mimeType, int rate) {
        assertThat(PcmFormat.ofMimeType(mimeType, new PcmFormat(12_345))).contains(new PcmFormat(rate));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "audio",
                "audio/mpeg",
                "audio/pcmu",
                "audio/pcm16;rate=1",
                "image/png",
                "x audio/pcm",
                ";rate=16000",
                "audio/pcm;rate=16000;channels=2"
            })
    void ofMimeType_whenItIsAnother_isEmpty(String mimeType) {
        assertThat(PcmFormat.ofMimeType(mimeType, PcmFormat.OUTPUT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8_000, 16_000, 44_100, 9_999_999})
    void mimeType_whenReadAgain_isTheSameFormat(int rate) {
        PcmFormat format = new PcmFormat(rate);

        assertThat(format.mimeType()).isEqualTo("audio/pcm;rate=" + rate);
        assertThat(PcmFormat.ofMimeType(format.mimeType(), new PcmFormat(2))).contains(format);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 10_000_000, Integer.MAX_VALUE})
    void constructor_whenTheRateIsOutOfBounds_namesItAndTheBounds(int rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PcmFormat(rate))
                .withMessageContaining(rate + " Hz")
                .withMessageContaining("from 1 to 9999999");
    }

    @ParameterizedTest
    @CsvSource({
        "16000,PT0.02S,640",
        "24000,PT0.02S,960",
        "16000,PT1S,32000",
        "44100,PT0.02S,1764",
        "11025,PT0.02S,440",
        "16000,PT0S,0",
        "16000,PT0.000062499S,0",
        "16000,PT0.0000625S,2",
        "48000,PT2400H,829440000000"
    })
    void bytes_ofADuration_areItsWholeSamples(int rate, Duration duration, long bytes) {
        assertThat(new PcmFormat(rate).bytes(duration)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "16000,640,PT0.02S",
        "16000,641,PT0.02S",
        "16000,1,PT0S",
        "24000,48000,PT1S",
        "44100,2,PT0.000022675S",
        "9999999,9223372036854775807,PT128102402H12M39.60358626S"
    })
    void duration_ofBytes_isThatOfWholeSamples(int rate, long bytes, Duration duration) {
        assertThat(new PcmFormat(rate).duration(bytes)).isEqualTo(duration);
    }

    @Test
    void durations_belowZeroOrBeyondCounting_areRefused() {
        PcmFormat format = PcmFormat.INPUT;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> format.bytes(Duration.ofMillis(-1)))
                .withMessageContaining("PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> format.duration(-2))
                .withMessageContaining("-2 bytes");
        assertThatThrownBy(() -> format.bytes(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void blob_ofSamples_statesTheRateAndRefusesHalfSamples() {
        Bytes pcm = Pcm16.bytes((short) 1, (short) -2);

        assertThat(PcmFormat.INPUT.blob(pcm))
                .isEqualTo(Blob.builder()
                        .data(pcm)
                        .mimeType("audio/pcm;rate=16000")
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PcmFormat.INPUT.blob(Bytes.copyOf(new byte[3])))
                .withMessageContaining("3 bytes");
    }
}
