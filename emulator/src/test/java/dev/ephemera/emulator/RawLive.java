package dev.ephemera.emulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A Live connection by hand: frames as the bytes that they are. */
final class RawLive implements AutoCloseable {

    /**
     * A frame as it came in.
     *
     * @param head its first byte: FIN, reserved bits and opcode
     */
    record Frame(int head, String payload) {}

    final RawSocket socket;

    private RawLive(RawSocket socket) {
        this.socket = socket;
    }

    static RawLive open(GeminiEmulator emulator) {
        RawSocket socket = RawSocket.askForSession(emulator);
        if (!socket.head().startsWith("HTTP/1.1 101 ")) {
            throw new IllegalStateException("no upgrade");
        }
        return new RawLive(socket);
    }

    RawLive setUp() {
        return send("{\"setup\":{\"model\":\"models/m\"}}");
    }

    RawLive say(String words) {
        return send("{\"realtimeInput\":{\"text\":\"" + words + "\"}}");
    }

    RawLive send(String message) {
        return frame(0x81, message.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a frame, masked with zeros. */
    RawLive frame(int head, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) head);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.putInt(0).put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        socket.send(bytes);
        return this;
    }

    RawLive ping(String text) {
        return frame(0x89, text.getBytes(StandardCharsets.UTF_8));
    }

    RawLive close(int code) {
        return frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
    }

    Frame frame() {
        int head = socket.read(1)[0] & 0xFF;
        int length = socket.read(1)[0] & 0xFF;
        if (length == 126) {
            length = ByteBuffer.wrap(socket.read(2)).getShort() & 0xFFFF;
        } else if (length == 127) {
            length = Math.toIntExact(ByteBuffer.wrap(socket.read(8)).getLong());
        }
        return new Frame(head, new String(socket.read(length), StandardCharsets.ISO_8859_1));
    }

    /** Reads a message of the emulator, which sends binary frames. */
    String message() {
        Frame frame = frame();
        if (frame.head() != 0x82) {
            throw new IllegalStateException("no whole binary frame: " + frame);
        }
        return frame.payload();
    }

    /** Reads bytes, in hexadecimal. */
    String hex(int length) {
        return HexFormat.of().formatHex(socket.read(length));
    }

    @Override
    public void close() {
        socket.close();
    }
}
