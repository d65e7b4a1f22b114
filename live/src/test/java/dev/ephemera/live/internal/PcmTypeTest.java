package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PcmTypeTest {

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
        "audio/pcm,24000",
        "audio/pcm;,24000",
        "audio/pcm;rate=,24000",
        "audio/pcm;rate=0,24000",
        "audio/pcm;rate=-1,24000",
        "audio/pcm;rate=99999999999,24000",
        "audio/pcm;rate=fast,24000",
        "audio/pcm;bitrate=16000,24000"
    })
    void of_whenTheTypeIsPcm_knowsTheRateOrTheUsualOne(String mimeType, int rate) {
        assertThat(PcmType.of(mimeType)).contains(new PcmType(rate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "audio", "audio/mpeg", "audio/pcmu", "audio/pcm16;rate=1", "image/png", "x audio/pcm"})
    void of_whenTheTypeIsAnother_isEmpty(String mimeType) {
        assertThat(PcmType.of(mimeType)).isEmpty();
    }
}
