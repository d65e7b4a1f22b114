package dev.ephemera.transport.internal.websocket;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
import okio.BufferedSink;
import okio.ByteString;

/**
 * Writes a client's frames (RFC 6455, 5), each a whole message. What is written may wait until {@link #flush()}, or until a segment
 * of the sink is full. For one thread at a time.
 */
final class FrameWriter implements Closeable {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final BufferedSink sink;
    private final Masks masks;
    private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();

    FrameWriter(BufferedSink sink, Masks masks) {
        this.sink = sink;
        this.masks = masks;
    }

    /** Writes the bytes from the buffer's position to its limit, neither of which moves. */
    void text(ByteBuffer utf8) throws IOException {
        frame(Opcodes.TEXT, utf8);
    }

    void ping() throws IOException {
        frame(Opcodes.PING, NOTHING);
    }

    void pong(ByteString payload) throws IOException {
        frame(Opcodes.PONG, payload.asByteBuffer());
    }

    /** Writes a close frame. */
    void close(CloseFrame close) throws IOException {
        byte[] reason = close.reason().getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload = ByteBuffer.allocate(Short.BYTES + reason.length);
        frame(Opcodes.CLOSE, payload.putShort((short) close.code()).put(reason).flip());
    }

    void flush() throws IOException {
        sink.flush();
    }

    /** Flushes, and ends this side of the socket. */
    @Override
    public void close() throws IOException {
        sink.close();
    }

    private void frame(int opcode, ByteBuffer payload) throws IOException {
        int length = payload.remaining();
        sink.writeByte(FIN | opcode);
        if (length < TWO_BYTES) {
            sink.writeByte(MASKED | length);
        } else if (length <= 0xffff) {
            sink.writeByte(MASKED | TWO_BYTES).writeShort(length);
        } else {
            sink.writeByte(MASKED | EIGHT_BYTES).writeLong(length);
        }
        int mask = masks.next();
        sink.writeInt(mask);
        masked(payload.duplicate().order(ByteOrder.BIG_ENDIAN), mask);
    }

    /** Masks into the sink's own segments, and lets each go when it is full. */
    private void masked(ByteBuffer payload, int mask) throws IOException {
        while (payload.hasRemaining()) {
            appendMasked(payload, mask, sink.getBuffer());
            sink.emitCompleteSegments();
        }
    }

    /** Takes a multiple of eight bytes, so that the mask begins anew each time, or the rest. */
    private void appendMasked(ByteBuffer payload, int mask, Buffer buffer) {
        long size = buffer.size();
        try (Buffer.UnsafeCursor end = buffer.readAndWriteUnsafe(cursor)) {
            int room = (int) end.expandBuffer(Long.BYTES);
            int taken = payload.remaining() <= room ? payload.remaining() : room & -Long.BYTES;
            mask(payload, mask, end.data, end.start, end.start + taken);
            end.resizeBuffer(size + taken);
        }
    }

    private static void mask(ByteBuffer payload, int mask, byte[] to, int start, int end) {
        long wide = (long) mask << Integer.SIZE | (mask & 0xffffffffL);
        int i = start;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            LONGS.set(to, i, payload.getLong() ^ wide);
        }
        for (int shift = Integer.SIZE - Byte.SIZE; i < end; i++, shift = (shift - Byte.SIZE) & (Integer.SIZE - 1)) {
            to[i] = (byte) (payload.get() ^ (mask >>> shift));
        }
    }
}
