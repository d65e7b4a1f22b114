package dev.ephemera.emulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/** Audio for tests: tones and silence one after the other, PCM of 16 bits, little-endian, mono. */
public final class Sound {

    private static final double HERTZ = 300;

    private final ByteArrayOutputStream pcm = new ByteArrayOutputStream();
    private final int rate;

    private Sound(int rate) {
        this.rate = rate;
    }

    public static Sound at(int rate) {
        return new Sound(rate);
    }

    /**
     * Adds a tone.
     *
     * @param millis how long
     * @param level how loud, in dB of full scale; a sine at full scale has -3
     */
    public Sound tone(int millis, double level) {
        double amplitude = 32_767 * Math.sqrt(2) * Math.pow(10, level / 20);
        return add(millis, amplitude);
    }

    /** Adds speech as far as a detector of energy can tell: a tone of -20 dB. */
    public Sound speech(int millis) {
        return tone(millis, -20);
    }

    public Sound silence(int millis) {
        return add(millis, 0);
    }

    private Sound add(int millis, double amplitude) {
        int samples = (int) Duration.ofMillis(millis).multipliedBy(rate).toSeconds();
        ByteBuffer buffer = ByteBuffer.allocate(2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            buffer.putShort((short) Math.round(amplitude * Math.sin(2 * Math.PI * HERTZ * i / rate)));
        }
        pcm.writeBytes(buffer.array());
        return this;
    }

    public byte[] pcm() {
        return pcm.toByteArray();
    }
}
