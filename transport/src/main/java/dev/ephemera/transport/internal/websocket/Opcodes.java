package dev.ephemera.transport.internal.websocket;

/** The opcodes of RFC 6455, 5.2; those with the bit 8 are of control frames. */
final class Opcodes {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private Opcodes() {}

    static boolean isKnown(int opcode) {
        return (opcode >= CONTINUATION && opcode <= BINARY) || (opcode >= CLOSE && opcode <= PONG);
    }

    static boolean isControl(int opcode) {
        return (opcode & 8) != 0;
    }
}
