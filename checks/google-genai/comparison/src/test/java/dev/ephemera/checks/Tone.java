package dev.ephemera.checks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** A loud tone, as a microphone hears it: 16 kHz, 16 bits, one channel. */
final class Tone {

    private static final int RATE = 16_000;

    private Tone() {}

    /** Returns so long a tone as a blob. */
    static String blob(int milliseconds) {
        ByteBuffer samples =
                ByteBuffer.allocate(RATE / 1000 * milliseconds * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; samples.hasRemaining(); i++) {
            samples.putShort((short) (12_000 * Math.sin(2 * Math.PI * 440 * i / RATE)));
        }
        return "{\"data\":\"" + Base64.getEncoder().encodeToString(samples.array())
                + "\",\"mimeType\":\"audio/pcm;rate=" + RATE + "\"}";
    }
}
