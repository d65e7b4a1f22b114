package dev.ephemera.benchmarks.harness;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The frames of RFC 6455 as a server reads and writes them, as cheaply as can be: no checks, one buffer. Not
 * thread-safe.
 */
public final class ServerFrames {

    /** A binary message, which is what the service sends. */
    public static final int BINARY = 2;
    /** The end. */
    public static final int CLOSE = 8;
    /** A ping. */
    public static final int PING = 9;
    /** A pong. */
    public static final int PONG = 10;

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int BUFFER_BYTES = 16 << 10;

    private final DataInputStream in;
    private final OutputStream out;
    private byte[] payload = new byte[BUFFER_BYTES];
    private int length;
    private int mask;
    private boolean last;

    private ServerFrames(DataInputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Answers a handshake.
     *
     * @param socket on which it is to come
     * @return the frames that follow
     * @throws IOException if the client goes
     */
    public static ServerFrames accept(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
        RequestHead head = RequestHead.read(in);
        if (head.isEmpty()) {
            throw new IOException("no request");
        }
        socket.getOutputStream()
                .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: " + accept(head.header("Sec-WebSocket-Key")) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new ServerFrames(in, socket.getOutputStream());
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads the next frame, whose payload stays masked until it is asked for.
     *
     * @return its opcode
     * @throws IOException if the client goes
     */
    public int read() throws IOException {
        int first = in.readUnsignedByte();
        last = (first & 0x80) != 0;
        int shortLength = in.readUnsignedByte() & 0x7f;
        length = shortLength < 126
                ? shortLength
                : shortLength == 126 ? in.readUnsignedShort() : Math.toIntExact(in.readLong());
        mask = in.readInt();
        if (payload.length < length) {
            payload = new byte[length];
        }
        in.readFully(payload, 0, length);
        return first & 0x0f;
    }

    /** What is done with a message. */
    @FunctionalInterface
    public interface Handler {

        /**
         * Looks at the message that was read.
         *
         * @throws IOException if the client goes
         */
        void message() throws IOException;
    }

    /**
     * Reads until the client closes, and answers that, and pings.
     *
     * @param handler is told of each message
     * @throws IOException if the client goes
     */
    public void untilClose(Handler handler) throws IOException {
        for (int opcode = read(); opcode != CLOSE; opcode = read()) {
            if (opcode == PING) {
                write(frame(PONG, payload(0, length)));
            } else if (opcode != PONG) {
                if (!last) {
                    throw new IllegalStateException("the message came in fragments");
                }
                handler.message();
            }
        }
        write(frame(CLOSE, payload(0, length)));
    }

    /**
     * Tells whether a message is complete.
     *
     * @return whether no fragment of it follows
     */
    public boolean last() {
        return last;
    }

    /**
     * Tells how long the frame is that was read last.
     *
     * @return the length of its payload
     */
    public int length() {
        return length;
    }

    /**
     * Unmasks a part of the payload that was read last.
     *
     * @param from the index of its first byte
     * @param to the index behind its last
     * @return a copy
     */
    public byte[] payload(int from, int to) {
        byte[] plain = new byte[to - from];
        for (int i = from; i < to; i++) {
            plain[i - from] = (byte) (payload[i] ^ (mask >>> (24 - 8 * (i & 3))));
        }
        return plain;
    }

    /**
     * Makes a frame of the server.
     *
     * @param opcode its opcode
     * @param payload its payload
     * @return all its bytes
     */
    public static byte[] frame(int opcode, byte[] payload) {
        byte[] header = header(opcode, payload.length);
        return ByteBuffer.allocate(header.length + payload.length)
                .put(header)
                .put(payload)
                .array();
    }

    /**
     * Makes the beginning of a frame of the server.
     *
     * @param opcode its opcode
     * @param length how long it says that its payload is
     * @return the bytes before the payload
     */
    public static byte[] header(int opcode, long length) {
        byte first = (byte) (0x80 | opcode);
        if (length < 126) {
            return new byte[] {first, (byte) length};
        }
        if (length <= 0xffff) {
            return new byte[] {first, 126, (byte) (length >> 8), (byte) length};
        }
        return ByteBuffer.allocate(10)
                .put(first)
                .put((byte) 127)
                .putLong(length)
                .array();
    }

    /**
     * Writes what {@link #frame} or {@link #header} made, or a part of a payload.
     *
     * @param bytes what is written
     * @throws IOException if the client has gone
     */
    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }
}
