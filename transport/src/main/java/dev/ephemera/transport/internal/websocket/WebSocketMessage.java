package dev.ephemera.transport.internal.websocket;

import java.nio.charset.StandardCharsets;

/** One message that came, of text and binary frames alike: the bytes of a JSON text in UTF-8. Immutable, as long as all keep to it. */
public final class WebSocketMessage {

    private final byte[] utf8;

    private WebSocketMessage(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * Wraps bytes without copying them.
     *
     * @param utf8 the message; nobody may change it from now on
     */
    public static WebSocketMessage of(byte[] utf8) {
        return new WebSocketMessage(utf8);
    }

    /** Returns the bytes themselves, not a copy, which would be as long as a second of audio; nobody may change them. */
    public byte[] utf8() {
        return utf8;
    }

    /** Returns the length in bytes. */
    public int size() {
        return utf8.length;
    }

    /** Returns the text; malformed bytes become U+FFFD. */
    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Shows the length only. */
    @Override
    public String toString() {
        return "WebSocketMessage[" + size() + " bytes]";
    }
}
