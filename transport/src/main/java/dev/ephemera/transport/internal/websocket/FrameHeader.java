package dev.ephemera.transport.internal.websocket;

import java.io.IOException;
import okio.BufferedSource;

/**
 * What stands before the payload of a frame of the server (RFC 6455, 5.2).
 *
 * @param last whether the frame is the last of its message
 * @param opcode one of {@link Opcodes}
 * @param length the length of the payload, not negative; 125 at most in a control frame
 */
record FrameHeader(boolean last, int opcode, long length) {

    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0f;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    static final int LONGEST_CONTROL = 125;

    boolean isControl() {
        return Opcodes.isControl(opcode);
    }

    /**
     * Reads a header.
     *
     * @throws WebSocketViolationException if no server may send it
     * @throws java.io.EOFException if the source ends before the header does
     */
    static FrameHeader read(BufferedSource source) throws IOException {
        int first = source.readByte() & 0xff;
        int second = source.readByte() & 0xff;
        int opcode = first & OPCODE;
        boolean last = (first & FIN) != 0;
        int shortLength = second & LENGTH;
        if ((first & RESERVED) != 0) {
            throw violation(
                    "A frame has reserved bits set, though no extension was agreed on: its first byte is %#04x.",
                    first);
        }
        if (!Opcodes.isKnown(opcode)) {
            throw violation("A frame has the opcode %d, which is reserved.", opcode);
        }
        if ((second & MASKED) != 0) {
            throw violation("A frame with the opcode %d is masked; a server masks none.", opcode);
        }
        if (Opcodes.isControl(opcode) && !last) {
            throw violation("A control frame with the opcode %d is a fragment.", opcode);
        }
        if (Opcodes.isControl(opcode) && shortLength > LONGEST_CONTROL) {
            throw violation("A control frame with the opcode %d is longer than 125 bytes.", opcode);
        }
        return new FrameHeader(last, opcode, length(shortLength, source));
    }

    private static long length(int shortLength, BufferedSource source) throws IOException {
        if (shortLength < TWO_BYTES) {
            return shortLength;
        }
        long length = shortLength == TWO_BYTES ? source.readShort() & 0xffff : source.readLong();
        if (length < 0) {
            throw violation("A frame says that it has 2^63 bytes or more: %#x.", length);
        }
        if (length < TWO_BYTES || (shortLength == EIGHT_BYTES && length <= 0xffff)) {
            throw violation("A frame's length of %d is not written in the shortest form.", length);
        }
        return length;
    }

    private static WebSocketViolationException violation(String message, Object value) {
        return WebSocketViolationException.protocol(String.format(message, value));
    }
}
