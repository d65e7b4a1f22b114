package dev.ephemera.live.audio;

import dev.ephemera.types.Bytes;
import java.util.Arrays;

/**
 * Changes the sample rate of a stream of audio, such as a microphone's 48 kHz to the 16 kHz that the service hears natively. It need
 * not be used for the service's sake, which takes other rates; it makes the messages smaller.
 *
 * <p><b>What it does.</b> A windowed-sinc filter, linear in phase, that reaches 64 samples of the lower rate to each side: 4 ms at 16 kHz, by
 * which the output lags behind, and which {@link #flush()} brings. Time is kept: the first sample out stands at the instant of the first
 * one in, and so many samples come in all as fill the same time, rounded up.
 *
 * <p><b>How well.</b> Of the lower rate's half, up to 90 % pass with their level changed by less than 0.01 dB; what lies above all of it is
 * suppressed by 90 dB or more, as far as 16 bits can tell. Between both the filter falls. Samples are rounded without dither, and clipped
 * where the filter swings over full scale. The same rate twice changes nothing.
 *
 * <p><b>Chunks.</b> The output does not depend, by a single bit, on how the input was cut.
 *
 * <p><b>Why not a library.</b> Those in pure Java are under the GPL or the LGPL or not kept any more, and the kept ones bring native code;
 * this is one table and one loop.
 *
 * <p>Keeps state: use one for each stream, by one thread at a time. It holds one filter's length of input, and up to 8 MiB of
 * coefficients for odd pairs of rates; 0.5 MB from 44.1 to 16 kHz and 3 kB from 48 to 16 kHz.
 */
public final class PcmResampler {

    private final PolyphaseFilter filter;

    /** The input that is still needed. The next sample out is made of those from {@code first} on. */
    private short[] window = new short[0];

    private int first;
    private int phase;

    private PcmResampler(PolyphaseFilter filter) {
        this.filter = filter;
        begin();
    }

    /**
     * Makes a resampler.
     *
     * @param from the format of what comes in
     * @param to the format of what goes out, such as {@link PcmFormat#INPUT}
     * @return a resampler at the start of a stream
     * @throws IllegalArgumentException if the ratio of the rates, in lowest terms, needs more than 1,048,576 coefficients. None does
     *     between the usual rates, from 8 to 384 kHz
     */
    public static PcmResampler between(PcmFormat from, PcmFormat to) {
        return new PcmResampler(PolyphaseFilter.between(from.sampleRate(), to.sampleRate()));
    }

    /** Silence goes before, so that the first sample stands in the middle of the filter. */
    private void begin() {
        window = new short[(filter.length() / 2) - 1];
        first = 0;
        phase = 0;
    }

    /**
     * Takes the next chunk.
     *
     * @param pcm the samples that follow on the last ones
     * @return what can be said now; less than the chunk at first
     * @throws IllegalArgumentException if the bytes are no whole samples, which leaves the stream as it was
     * @throws ArithmeticException if this one chunk became 2 GiB or more
     */
    public Bytes resample(Bytes pcm) {
        return advance(Pcm16.samples(pcm));
    }

    /**
     * Ends the stream.
     *
     * @return what is left of it. What comes next begins another stream
     */
    public Bytes flush() {
        Bytes rest = advance(new short[filter.length() / 2]); // silence behind the last sample
        begin();
        return rest;
    }

    private Bytes advance(short[] samples) {
        append(samples);
        short[] out = new short[ready()];
        for (int i = 0; i < out.length; i++) {
            out[i] = Pcm16.clip(filter.apply(phase, window, first));
            int place = phase + filter.step();
            first += place / filter.phases();
            phase = place % filter.phases();
        }
        return Pcm16.bytes(out);
    }

    private void append(short[] samples) {
        int kept = window.length - first;
        window = Arrays.copyOfRange(window, first, Math.addExact(window.length, samples.length));
        System.arraycopy(samples, 0, window, kept, samples.length);
        first = 0;
    }

    /** How many samples the window is long enough for. */
    private int ready() {
        long places = ((long) window.length - filter.length() + 1) * filter.phases() - phase;
        return places <= 0 ? 0 : Math.toIntExact((places + filter.step() - 1) / filter.step());
    }
}
