package dev.ephemera.transport.internal.websocket;

import java.net.ProtocolException;

/**
 * The peer broke a rule of RFC 6455, or sent more than this side takes. The message says which rule, and what came; it quotes no
 * content.
 */
public final class WebSocketViolationException extends ProtocolException {

    private static final long serialVersionUID = 1;

    private final int closeCode;

    /**
     * Makes one for a rule of this side's own, too.
     *
     * @param closeCode what the peer is told
     * @param message which rule, and what came; no content
     */
    public WebSocketViolationException(int closeCode, String message) {
        super(message);
        this.closeCode = closeCode;
    }

    /** Returns the code that the peer was told: 1002 against the protocol, 1007 not UTF-8 or no message, 1009 too big. */
    public int closeCode() {
        return closeCode;
    }

    static WebSocketViolationException protocol(String message) {
        return new WebSocketViolationException(CloseCodes.PROTOCOL_ERROR, message);
    }

    static WebSocketViolationException notUtf8(String what) {
        return new WebSocketViolationException(CloseCodes.NOT_UTF_8, what + " is not UTF-8.");
    }
}
