package dev.ephemera.live.audio;

import dev.ephemera.types.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Signals, and how much of a frequency is in one. */
final class Sines {

    private Sines() {}

    /** A cosine, which at 0 Hz is a constant. */
    static Bytes sine(PcmFormat format, int samples, double amplitude, double hertz) {
        short[] sine = new short[samples];
        for (int i = 0; i < samples; i++) {
            sine[i] = (short) Math.rint(amplitude * Math.cos(2 * Math.PI * hertz * i / format.sampleRate()));
        }
        return Pcm16.bytes(sine);
    }

    static Bytes noise(Random random, int samples) {
        byte[] noise = new byte[2 * samples];
        random.nextBytes(noise);
        return Bytes.copyOf(noise);
    }

    /** The amplitude of a frequency, under a window that leaves others out by 90 dB as soon as they are a few bins away. */
    static double amplitude(short[] samples, PcmFormat format, double hertz) {
        double real = 0;
        double imaginary = 0;
        double weights = 0;
        for (int i = 0; i < samples.length; i++) {
            double turn = 2 * Math.PI * i / samples.length;
            double weight =
                    0.35875 - 0.48829 * Math.cos(turn) + 0.14128 * Math.cos(2 * turn) - 0.01168 * Math.cos(3 * turn);
            double angle = 2 * Math.PI * hertz * i / format.sampleRate();
            real += weight * samples[i] * Math.cos(angle);
            imaginary += weight * samples[i] * Math.sin(angle);
            weights += weight;
        }
        return 2 * Math.hypot(real, imaginary) / weights;
    }

    static Bytes join(List<Bytes> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(piece -> all.writeBytes(piece.toByteArray()));
        return Bytes.copyOf(all.toByteArray());
    }

    /** Cuts bytes at random places, with empty pieces among them; each piece but the last is a multiple of the unit. */
    static List<Bytes> cut(Bytes bytes, int unit, Random random) {
        byte[] all = bytes.toByteArray();
        List<Bytes> pieces = new ArrayList<>();
        int longest = 1 + random.nextInt(1 + Math.max(1, all.length / unit / (1 + random.nextInt(40))));
        for (int from = 0; from < all.length; ) {
            int length = Math.min(all.length - from, unit * random.nextInt(longest + 1));
            pieces.add(Bytes.copyOf(all, from, length));
            from += length;
        }
        return pieces;
    }
}
