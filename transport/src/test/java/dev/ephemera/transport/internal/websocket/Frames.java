package dev.ephemera.transport.internal.websocket;

import dev.ephemera.transport.internal.RawServer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
import okio.ByteString;

/** A server's side of RFC 6455 by hand, for what a well-behaved server would not do. */
public final class Frames {

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;

    private final RawServer.Peer peer;

    private Frames(RawServer.Peer peer) {
        this.peer = peer;
    }

    /** Accepts the handshake. */
    public static Frames accept(RawServer.Peer peer) throws IOException {
        return accept(peer, answerTo(peer));
    }

    /** The proof that a server has understood the handshake. */
    static String answerTo(RawServer.Peer peer) {
        return ByteString.encodeUtf8(peer.header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                .sha1()
                .base64();
    }

    /** Accepts the handshake with a proof of the test's. */
    public static Frames accept(RawServer.Peer peer, String accept) throws IOException {
        peer.send(head(accept));
        return new Frames(peer);
    }

    /** The head of an answer that accepts the handshake. */
    static String head(String accept) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Date: Tue, 01 Jan 2030 00:20:00 GMT\r\nSec-WebSocket-Accept: " + accept + "\r\n\r\n";
    }

    public void text(String text) throws IOException {
        send(TEXT, ByteString.encodeUtf8(text));
    }

    public void binary(String text) throws IOException {
        send(BINARY, ByteString.encodeUtf8(text));
    }

    public void close(int code, String reason) throws IOException {
        send(CLOSE, new Buffer().writeShort(code).writeUtf8(reason).readByteString());
    }

    public void closeWithoutCode() throws IOException {
        send(CLOSE, ByteString.EMPTY);
    }

    private void send(int opcode, ByteString payload) throws IOException {
        peer.send(frame(0x80 | opcode, payload).toByteArray());
    }

    /** Sends what may be no frame at all. */
    public void raw(ByteString bytes) throws IOException {
        peer.send(bytes.toByteArray());
    }

    /** A frame of a server, with the length in its shortest form. */
    public static ByteString frame(int firstByte, ByteString payload) {
        Buffer frame = new Buffer().writeByte(firstByte);
        if (payload.size() < 126) {
            frame.writeByte(payload.size());
        } else if (payload.size() < 1 << 16) {
            frame.writeByte(126).writeShort(payload.size());
        } else {
            frame.writeByte(127).writeLong(payload.size());
        }
        return frame.write(payload).readByteString();
    }

    /** Reads the next frame of the client but for pings, which may come at any time, as {@link #readAny()} does. */
    public String read() throws IOException {
        String frame = readAny();
        while (frame.startsWith("9:")) {
            frame = readAny();
        }
        return frame;
    }

    /** Reads one frame of the client, which must be a whole message and masked, as {@code opcode:payload}; a close shows its code. */
    public String readAny() throws IOException {
        int first = readByte();
        int second = readByte();
        if ((first & 0xf0) != 0x80 || (second & 0x80) == 0) {
            return "a frame that begins with " + Integer.toHexString(first << 8 | second);
        }
        int opcode = first & 0x0f;
        int length = second & 0x7f;
        if (length >= 126) {
            length = readInteger(length == 126 ? 2 : 8);
        }
        byte[] mask = read(4);
        byte[] payload = read(length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        if (opcode == CLOSE) {
            Buffer close = new Buffer().write(payload);
            return "close:" + (close.exhausted() ? "" : close.readShort()) + close.readUtf8();
        }
        return opcode + ":" + new String(payload, StandardCharsets.UTF_8);
    }

    private int readInteger(int bytes) throws IOException {
        int integer = 0;
        for (int i = 0; i < bytes; i++) {
            integer = integer << 8 | readByte();
        }
        return integer;
    }

    private byte[] read(int bytes) throws IOException {
        byte[] read = peer.read(bytes);
        if (read.length < bytes) {
            throw new EOFException();
        }
        return read;
    }

    private int readByte() throws IOException {
        int read = peer.read();
        if (read < 0) {
            throw new EOFException();
        }
        return read;
    }
}
