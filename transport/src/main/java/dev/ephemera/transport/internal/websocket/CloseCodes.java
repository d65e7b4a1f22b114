package dev.ephemera.transport.internal.websocket;

/** The close codes of RFC 6455, 7.4, and those that its registry has added. */
final class CloseCodes {

    static final int NORMAL = 1000;
    static final int PROTOCOL_ERROR = 1002;
    /** Stands for a close frame without a code; never in one. */
    static final int NONE = 1005;

    static final int NOT_UTF_8 = 1007;
    static final int TOO_BIG = 1009;

    private CloseCodes() {}

    /** Whether a close frame may hold the code: 1000 to 1003, 1007 to 1014, and what is free for libraries and applications. */
    static boolean mayBeSent(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }
}
