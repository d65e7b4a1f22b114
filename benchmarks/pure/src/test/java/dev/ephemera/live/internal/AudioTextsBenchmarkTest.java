package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who stands beside whom does the same work. */
final class AudioTextsBenchmarkTest {

    private final AudioTextsBenchmark texts = new AudioTextsBenchmark();

    @Test
    void audio_whenReadAndWrittenByTheCodecAlone_isTheSame() {
        assertThat(texts.write3200BytesByCodecAlone()).isEqualTo(texts.write3200Bytes());
        assertThat(texts.read4800BytesByCodecAlone()).isEqualTo(texts.read4800Bytes());
        assertThat(texts.read48000BytesByCodecAlone()).isEqualTo(texts.read48000Bytes());
    }
}
