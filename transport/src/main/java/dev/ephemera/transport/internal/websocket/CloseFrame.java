package dev.ephemera.transport.internal.websocket;

import okio.Utf8;

/** A close frame to be sent. */
record CloseFrame(int code, String reason) {

    private static final int LONGEST_REASON = FrameHeader.LONGEST_CONTROL - Short.BYTES;

    /**
     * Checks what may be sent.
     *
     * @throws IllegalArgumentException if the code may not, or the reason is too long
     */
    CloseFrame {
        if (!CloseCodes.mayBeSent(code)) {
            throw new IllegalArgumentException(
                    "No close frame may have the code " + code + "; take 1000, or one from 3000 to 4999.");
        }
        if (Utf8.size(reason) > LONGEST_REASON) {
            throw new IllegalArgumentException("The reason of a close frame has " + Utf8.size(reason)
                    + " bytes in UTF-8; at most " + LONGEST_REASON + " fit.");
        }
    }

    /** What answers the peer's close. */
    static CloseFrame answering(Incoming.Close close) {
        return new CloseFrame(close.code() == CloseCodes.NONE ? CloseCodes.NORMAL : close.code(), "");
    }
}
