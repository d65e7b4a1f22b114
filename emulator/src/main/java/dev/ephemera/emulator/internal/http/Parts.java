package dev.ephemera.emulator.internal.http;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;

/** Makes messages of the frames of one direction, up to a length. */
final class Parts {

    private final long most;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean text;

    Parts(long most) {
        this.most = most;
    }

    /**
     * Takes a frame with data.
     *
     * @return what the message holds, if that was its last
     * @throws MessageTooLargeException if it would be too long; what there was of it is dropped
     */
    Optional<byte[]> add(Frame frame) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            text = frame.getOpCode() == OpCode.TEXT;
        }
        if (bytes.size() + (long) frame.getPayloadLength() > most) {
            bytes = new ByteArrayOutputStream();
            throw new MessageTooLargeException("more than " + most + " bytes");
        }
        bytes.writeBytes(BufferUtil.toArray(frame.getPayload()));
        if (!frame.isFin()) {
            return Optional.empty();
        }
        byte[] message = bytes.toByteArray();
        bytes = new ByteArrayOutputStream(); // a session that has ended stays, and would keep the room of its longest
        return Optional.of(message);
    }

    /** Whether the message came in text frames. */
    boolean areText() {
        return text;
    }
}
