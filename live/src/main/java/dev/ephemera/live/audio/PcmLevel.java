package dev.ephemera.live.audio;

import dev.ephemera.types.Bytes;
import java.nio.ShortBuffer;

/**
 * How loud audio is, for a level meter: in dBFS, decibels relative to full scale, which is 0. Pure.
 *
 * <p>Full scale is the sample −32,768, for both figures: a square wave at full scale has 0 dBFS, a sine at full scale a peak of 0 and an
 * RMS of −3.01 dBFS. Silence is negative infinity. A constant offset counts as level.
 *
 * @param rmsDbfs the root of the mean of the squares, in dBFS: how loud it is
 * @param peakDbfs the sample farthest from zero, in dBFS: 0 or nearly so means that it was clipped
 */
public record PcmLevel(double rmsDbfs, double peakDbfs) {

    /**
     * Measures audio.
     *
     * @param pcm the samples, such as one frame of 20 ms; none at all are silence
     * @return their level
     * @throws IllegalArgumentException if the bytes are no whole samples
     */
    public static PcmLevel of(Bytes pcm) {
        int count = Pcm16.count(pcm);
        ShortBuffer samples = Pcm16.view(pcm);
        double squares = 0;
        int peak = 0;
        while (samples.hasRemaining()) {
            int sample = samples.get();
            squares += (double) sample * sample;
            peak = Math.max(peak, Math.abs(sample));
        }
        return new PcmLevel(decibels(Math.sqrt(squares / Math.max(1, count))), decibels(peak));
    }

    private static double decibels(double level) {
        return 20 * Math.log10(level / Pcm16.FULL_SCALE);
    }
}
