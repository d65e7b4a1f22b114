package dev.ephemera.transport.internal.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One message that came, of text and binary frames alike: the bytes of a JSON text in UTF-8. Immutable, if its maker keeps the bytes as they are. */
public final class WebSocketMessage {

    private final ByteBuffer utf8;

    private WebSocketMessage(ByteBuffer utf8) {
        this.utf8 = utf8;
    }

    /**
     * Wraps bytes without copying them.
     *
     * @param utf8 the message, from the buffer's position to its limit; nobody may change it from now on
     */
    public static WebSocketMessage of(ByteBuffer utf8) {
        return new WebSocketMessage(utf8.asReadOnlyBuffer());
    }

    /** Returns a view of the bytes, not a copy; each call gives one with a position of its own. */
    public ByteBuffer utf8() {
        return utf8.asReadOnlyBuffer();
    }

    /** Returns a copy of the bytes. */
    public byte[] toByteArray() {
        byte[] bytes = new byte[size()];
        utf8.duplicate().get(bytes);
        return bytes;
    }

    /** Returns the length in bytes. */
    public int size() {
        return utf8.remaining();
    }

    /** Returns the text; malformed bytes become U+FFFD. */
    public String text() {
        return StandardCharsets.UTF_8.decode(utf8()).toString();
    }

    /** Shows the length only. */
    @Override
    public String toString() {
        return "WebSocketMessage[" + size() + " bytes]";
    }
}
