package dev.ephemera.benchmarks.websocket;

import dev.ephemera.benchmarks.harness.FrameServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A message in the form that each engine takes, made when it is first asked for and kept. For one thread. */
final class Message {

    /** 100 ms of 16-bit mono at 16 kHz. */
    private static final int CHUNK_BYTES = 3_200;

    private static final String CHUNK =
            "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\""
                    + Base64.getEncoder().encodeToString(new byte[CHUNK_BYTES]) + "\"}},\"sent\":\"";

    private final String text;
    private @Nullable ByteBuffer utf8;
    private @Nullable ByteString bytes;

    private Message(String text) {
        this.text = text;
    }

    static Message of(String text) {
        return new Message(text);
    }

    /** A chunk of audio as JSON that says when it was sent. */
    static Message chunk(long nanoTime) {
        String digits = Long.toHexString(nanoTime);
        return of(CHUNK + "0".repeat(FrameServer.TIME_DIGITS - digits.length()) + digits + "\"}");
    }

    String text() {
        return text;
    }

    /** Its bytes, whose position nobody moves. */
    ByteBuffer utf8() {
        if (utf8 == null) {
            utf8 = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
        }
        return utf8;
    }

    /** The same. */
    ByteString bytes() {
        if (bytes == null) {
            bytes = ByteString.encodeUtf8(text);
        }
        return bytes;
    }
}
