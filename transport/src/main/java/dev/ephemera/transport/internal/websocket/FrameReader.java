package dev.ephemera.transport.internal.websocket;

import java.io.EOFException;
import java.io.IOException;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a server says, by every rule of RFC 6455 for a client without extensions. Takes memory only for bytes that have come.
 * For one thread.
 */
final class FrameReader {

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final BufferedSource source;
    private final long maxMessageBytes;

    private final Utf8Check utf8 = new Utf8Check();
    private final Buffer message = new Buffer();
    private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();
    /** The opcode of the message whose fragments are coming, or {@link Opcodes#CONTINUATION} between messages. */
    private int fragmented = Opcodes.CONTINUATION;

    /**
     * Reads from a source.
     *
     * @param source what follows the handshake
     * @param maxMessageBytes how long a message may be, all its fragments together
     */
    FrameReader(BufferedSource source, long maxMessageBytes) {
        this.source = source;
        this.maxMessageBytes = Math.min(maxMessageBytes, LONGEST_ARRAY);
    }

    /**
     * Reads until a message is complete or a control frame has come.
     *
     * @throws WebSocketViolationException if the peer breaks a rule or the limit; nothing can be read any more
     * @throws EOFException if the source ends first
     */
    Incoming next() throws IOException {
        try {
            while (true) {
                FrameHeader header = FrameHeader.read(source);
                Incoming incoming = header.isControl() ? control(header) : data(header);
                if (incoming != null) {
                    return incoming;
                }
            }
        } catch (EOFException e) {
            EOFException end = new EOFException("The peer ended the connection without a close frame.");
            end.initCause(e);
            throw end;
        }
    }

    private Incoming control(FrameHeader header) throws IOException {
        ByteString payload = source.readByteString(header.length());
        return switch (header.opcode()) {
            case Opcodes.PING -> new Incoming.Ping(payload);
            case Opcodes.PONG -> new Incoming.Pong();
            default -> close(payload);
        };
    }

    private static Incoming.Close close(ByteString payload) throws WebSocketViolationException {
        if (payload.size() == 0) {
            return new Incoming.Close(CloseCodes.NONE, "");
        }
        if (payload.size() == 1) {
            throw WebSocketViolationException.protocol("A close frame has 1 byte, which is no code.");
        }
        int code = (payload.getByte(0) & 0xff) << 8 | (payload.getByte(1) & 0xff);
        if (!CloseCodes.mayBeSent(code)) {
            throw WebSocketViolationException.protocol("A close frame has the code " + code + ", which none may have.");
        }
        byte[] reason = payload.substring(2).toByteArray();
        Utf8Check utf8 = new Utf8Check();
        if (!utf8.accepts(reason, 0, reason.length) || !utf8.isComplete()) {
            throw WebSocketViolationException.notUtf8("The reason of a close frame with the code " + code);
        }
        return new Incoming.Close(code, payload.substring(2).utf8());
    }

    /** Returns null until the message is complete. */
    private Incoming.@Nullable Message data(FrameHeader header) throws IOException {
        requireInOrder(header);
        requireWithinLimit(header);
        if (header.opcode() == Opcodes.BINARY && header.last()) {
            return message(source.readByteArray(header.length())); // what the service sends: nothing to check, one copy
        }
        if (header.opcode() != Opcodes.CONTINUATION) {
            fragmented = header.opcode();
        }
        readPayload(header.length());
        if (!header.last()) {
            return null;
        }
        if (!utf8.isComplete()) {
            throw WebSocketViolationException.notUtf8("The end of a text message");
        }
        fragmented = Opcodes.CONTINUATION;
        return message(message.readByteArray());
    }

    private static Incoming.Message message(byte[] content) {
        return new Incoming.Message(WebSocketMessage.of(content));
    }

    private void requireInOrder(FrameHeader header) throws WebSocketViolationException {
        boolean begun = fragmented != Opcodes.CONTINUATION;
        boolean continues = header.opcode() == Opcodes.CONTINUATION;
        if (continues && !begun) {
            throw WebSocketViolationException.protocol("A continuation frame continues no message.");
        }
        if (begun && !continues) {
            throw WebSocketViolationException.protocol(
                    "A frame with the opcode " + header.opcode() + " came amid the fragments of another message.");
        }
    }

    private void requireWithinLimit(FrameHeader header) throws WebSocketViolationException {
        if (header.length() > maxMessageBytes - message.size()) {
            throw new WebSocketViolationException(
                    CloseCodes.TOO_BIG,
                    "A message is longer than the limit of " + maxMessageBytes + " bytes: " + message.size()
                            + " had come when a frame of " + header.length() + " began.");
        }
    }

    private void readPayload(long length) throws IOException {
        long left = length;
        while (left > 0) {
            long before = message.size();
            long read = source.read(message, left);
            if (read < 0) {
                throw new EOFException();
            }
            if (fragmented == Opcodes.TEXT && !isUtf8(before)) {
                throw WebSocketViolationException.notUtf8("A text message, after at least " + before + " bytes,");
            }
            left -= read;
        }
    }

    private boolean isUtf8(long from) {
        try (Buffer.UnsafeCursor piece = message.readUnsafe(cursor)) {
            int length = piece.seek(from);
            while (length > 0 && utf8.accepts(piece.data, piece.start, piece.end)) {
                length = piece.next();
            }
            return length < 0;
        }
    }
}
