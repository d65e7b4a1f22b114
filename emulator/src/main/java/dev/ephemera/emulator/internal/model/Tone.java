package dev.ephemera.emulator.internal.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/** The model's voice: one tone, as long as the words are. Pure. */
public final class Tone {

    /** Samples a second. */
    public static final int RATE = 24_000;

    private static final int SAMPLES_PER_CHARACTER = RATE / 100;
    private static final double HERTZ = 440;
    private static final double LOUDNESS = 0.25 * Short.MAX_VALUE;

    private Tone() {}

    /**
     * Speaks some characters of an answer.
     *
     * @param first the index of the first character in the answer, so that the tone goes on without a break
     * @param count how many characters
     * @return PCM, 16 bits, little-endian, mono, ten milliseconds a character
     */
    public static byte[] speak(int first, int count) {
        ByteBuffer pcm = ByteBuffer.allocate(2 * count * SAMPLES_PER_CHARACTER).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = first * SAMPLES_PER_CHARACTER; pcm.hasRemaining(); i++) {
            pcm.putShort((short) (LOUDNESS * StrictMath.sin(2 * Math.PI * HERTZ * i / RATE)));
        }
        return pcm.array();
    }

    /** Returns how long some characters take to play. */
    public static Duration length(int count) {
        return Duration.ofMillis(10L * count);
    }
}
