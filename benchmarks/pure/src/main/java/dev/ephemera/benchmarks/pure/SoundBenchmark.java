package dev.ephemera.benchmarks.pure;

import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.live.audio.PcmLevel;
import dev.ephemera.live.audio.PcmResampler;
import dev.ephemera.types.Bytes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A second of sound, in the 50 frames of 20 ms in which a microphone brings it; rates in kHz. */
@State(Scope.Thread)
public class SoundBenchmark {

    private static final int FRAMES = 50;
    private static final PcmFormat MICROPHONE = new PcmFormat(48_000);
    private static final PcmFormat CD = new PcmFormat(44_100);

    private final Bytes of48kHz = frame(MICROPHONE);
    private final Bytes of44kHz = frame(CD);
    private final Bytes of16kHz = frame(PcmFormat.INPUT);
    private final PcmResampler from48kHz = PcmResampler.between(MICROPHONE, PcmFormat.INPUT);
    private final PcmResampler from44kHz = PcmResampler.between(CD, PcmFormat.INPUT);

    private static Bytes frame(PcmFormat format) {
        return WireSamples.pcm(2 * format.sampleRate() / FRAMES);
    }

    @Benchmark
    public void resample48To16(Blackhole hole) {
        for (int i = 0; i < FRAMES; i++) {
            hole.consume(from48kHz.resample(of48kHz));
        }
    }

    @Benchmark
    public void resample44To16(Blackhole hole) {
        for (int i = 0; i < FRAMES; i++) {
            hole.consume(from44kHz.resample(of44kHz));
        }
    }

    @Benchmark
    public void level(Blackhole hole) {
        for (int i = 0; i < FRAMES; i++) {
            hole.consume(PcmLevel.of(of16kHz));
        }
    }
}
