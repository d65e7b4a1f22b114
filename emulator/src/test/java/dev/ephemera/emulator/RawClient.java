package dev.ephemera.emulator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A client on a bare socket, which sends any bytes there are. */
final class RawClient implements AutoCloseable {

    static final int TEXT = 0x81;
    static final int CLOSE = 0x88;

    /** A frame as it came. */
    static final class Frame {

        private final int firstByte;
        private final byte[] payload;

        private Frame(int firstByte, byte[] payload) {
            this.firstByte = firstByte;
            this.payload = payload;
        }

        int firstByte() {
            return firstByte;
        }

        byte[] payload() {
            return payload;
        }

        boolean isClose() {
            return firstByte == CLOSE;
        }

        /** The code of a close frame; 1005 if it has none. */
        int code() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }

        byte[] reason() {
            return Arrays.copyOfRange(payload, Math.min(2, payload.length), payload.length);
        }
    }

    private final Socket socket;

    private RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) Await.DEADLINE.toMillis());
        socket.setTcpNoDelay(true);
        // No port of this machine is kept busy by connections that are over.
        socket.setSoLinger(true, 0);
    }

    static RawClient connect(GeminiEmulator emulator) throws IOException {
        return new RawClient(emulator.port());
    }

    /** Opens a WebSocket with the good key. */
    static RawClient upgraded(GeminiEmulator emulator, String... headers) throws IOException {
        RawClient client = connect(emulator);
        client.send(upgrade(emulator, headers));
        client.head();
        return client;
    }

    static byte[] upgrade(GeminiEmulator emulator, String... headers) {
        return upgrade(emulator.apiKey(), headers);
    }

    static byte[] upgrade(String key, String... headers) {
        StringBuilder request = new StringBuilder("GET " + LiveClient.path("v1beta", false) + "?key=" + key
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A masked frame with the shortest form of its length. */
    static byte[] frame(int firstByte, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(head(firstByte, payload.length));
        frame.writeBytes(payload); // masked with zeros
        return frame.toByteArray();
    }

    static byte[] text(String text) {
        return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The head of a masked frame, of whose payload nothing need follow. */
    static byte[] head(int firstByte, long length) {
        ByteBuffer head = ByteBuffer.allocate(14).put((byte) firstByte);
        if (length < 126) {
            head.put((byte) (0x80 | length));
        } else if (length < 65_536) {
            head.put((byte) 0xfe).putShort((short) length);
        } else {
            head.put((byte) 0xff).putLong(length);
        }
        byte[] bytes = new byte[head.position() + 4];
        head.flip().get(bytes, 0, bytes.length - 4);
        return bytes;
    }

    RawClient send(byte[]... pieces) throws IOException {
        for (byte[] piece : pieces) {
            socket.getOutputStream().write(piece);
        }
        return this;
    }

    /**
     * Sends the same over and over, until the emulator has taken nothing for a while.
     *
     * @return how many bytes it took
     */
    long sendUntilItBlocks(byte[] piece, long most) throws IOException {
        AtomicLong taken = new AtomicLong();
        Thread sender = new Thread(() -> {
            try {
                while (taken.get() < most) {
                    send(piece);
                    taken.addAndGet(piece.length);
                }
            } catch (IOException closed) {
                taken.addAndGet(0); // the test closes the socket under it
            }
        });
        sender.setDaemon(true);
        sender.start();
        long before = -1;
        while (sender.isAlive() && before < taken.get()) {
            before = taken.get();
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        return taken.get();
    }

    /** Tells the emulator that nothing more follows. */
    RawClient shutdownOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Reads the head of a response, the empty line included. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    Frame frame() throws IOException {
        return frame(new DataInputStream(socket.getInputStream()));
    }

    private static Frame frame(DataInputStream in) throws IOException {
        int firstByte = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length > 127) {
            throw new IOException("a server's frame is not masked");
        }
        long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        return new Frame(firstByte, in.readNBytes(Math.toIntExact(size)));
    }

    /** All that comes until the emulator closes or resets the connection. */
    byte[] rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                rest.write(buffer, 0, n);
            }
        } catch (SocketException reset) {
            if (!String.valueOf(reset.getMessage()).contains("reset")) {
                throw reset;
            }
        }
        return rest.toByteArray();
    }

    /** Reads bytes as frames; the last may be cut off by a reset. */
    static List<Frame> frames(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        List<Frame> frames = new ArrayList<>();
        while (in.available() > 0) {
            frames.add(frame(in));
        }
        return frames;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            throw new UncheckedIOException(closedAlready);
        }
    }
}
