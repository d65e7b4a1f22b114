package dev.ephemera.benchmarks.websocket;

import dev.ephemera.benchmarks.harness.FrameServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import okio.ByteString;

/**
 * A message in the form that each engine takes, made before the measuring begins.
 *
 * @param utf8 its bytes, whose position nobody moves
 * @param text the same
 * @param bytes the same
 */
record Message(ByteBuffer utf8, String text, ByteString bytes) {

    /** 100 ms of 16-bit mono at 16 kHz. */
    private static final int CHUNK_BYTES = 3_200;

    private static final String CHUNK =
            "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\""
                    + Base64.getEncoder().encodeToString(new byte[CHUNK_BYTES]) + "\"}},\"sent\":\"";

    static Message of(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return new Message(ByteBuffer.wrap(utf8).asReadOnlyBuffer(), text, ByteString.of(utf8));
    }

    /** A chunk of audio as JSON that says when it was sent. */
    static Message chunk(long nanoTime) {
        String digits = Long.toHexString(nanoTime);
        return of(CHUNK + "0".repeat(FrameServer.TIME_DIGITS - digits.length()) + digits + "\"}");
    }
}
