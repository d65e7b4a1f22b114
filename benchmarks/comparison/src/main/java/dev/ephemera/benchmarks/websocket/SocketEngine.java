package dev.ephemera.benchmarks.websocket;

import dev.ephemera.transport.internal.Threads;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * One socket of the JDK and as little framing as the work needs: the floor, and no candidate. The caller's thread writes; nothing
 * is checked, masks are cheap, and it knows neither fragments nor pings.
 */
final class SocketEngine implements Engine {

    private static final int BUFFER_BYTES = 16 << 10;
    private static final int LONGEST_HEADER = 14;

    @Override
    public Link open(URI uri, Inbox inbox, Duration pings) throws IOException {
        if (!pings.equals(NEVER)) {
            throw new IllegalArgumentException("the bare socket sends no pings");
        }
        SocketFactory sockets =
                uri.getScheme().equals("wss") ? SSLSocketFactory.getDefault() : SocketFactory.getDefault();
        Socket socket = sockets.createSocket(uri.getHost(), uri.getPort());
        socket.setTcpNoDelay(true);
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
        upgrade(uri, socket, in);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Threads.daemons("reader")
                .newThread(() -> {
                    read(socket, in, inbox);
                    ended.complete(null);
                })
                .start();
        return new BareLink(socket, ended);
    }

    private static void upgrade(URI uri, Socket socket, DataInputStream in) throws IOException {
        socket.getOutputStream()
                .write(("GET / HTTP/1.1\r\nHost: " + uri.getAuthority()
                                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        for (int last = 0; last != 0x0d0a0d0a; last = last << Byte.SIZE | in.readUnsignedByte()) {
            // the answer's head is not looked at
        }
    }

    private static void read(Socket socket, DataInputStream in, Inbox inbox) {
        try (socket) {
            while ((in.readByte() & 0x0f) != 8) {
                int length = in.readByte();
                byte[] payload = new byte
                        [length < 126
                                ? length
                                : length == 126 ? in.readUnsignedShort() : Math.toIntExact(in.readLong())];
                in.readFully(payload);
                inbox.message(ByteBuffer.wrap(payload));
            }
        } catch (IOException e) {
            // the server has gone
        }
    }

    private static final class BareLink implements Link {

        private final Socket socket;
        private final CompletableFuture<Void> ended;
        private ByteBuffer frame = ByteBuffer.allocate(BUFFER_BYTES);

        private BareLink(Socket socket, CompletableFuture<Void> ended) {
            this.socket = socket;
            this.ended = ended;
        }

        @Override
        public boolean send(Message message, Runnable left) {
            write(1, message.utf8().duplicate());
            left.run();
            return true;
        }

        @Override
        public void close() {
            write(8, ByteBuffer.wrap(new byte[] {3, (byte) 0xe8}));
        }

        @Override
        public CompletableFuture<Void> ended() {
            return ended;
        }

        private synchronized void write(int opcode, ByteBuffer payload) {
            int length = payload.remaining();
            if (frame.capacity() < LONGEST_HEADER + length) {
                frame = ByteBuffer.allocate(LONGEST_HEADER + length);
            }
            frame.clear().put((byte) (0x80 | opcode));
            if (length < 126) {
                frame.put((byte) (0x80 | length));
            } else if (length <= 0xffff) {
                frame.put((byte) 0xfe).putShort((short) length);
            } else {
                frame.put((byte) 0xff).putLong(length);
            }
            int mask = ThreadLocalRandom.current().nextInt();
            frame.putInt(mask);
            masked(payload, mask);
            try {
                socket.getOutputStream().write(frame.array(), 0, frame.position());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private void masked(ByteBuffer payload, int mask) {
            long wide = (long) mask << Integer.SIZE | (mask & 0xffffffffL);
            while (payload.remaining() >= Long.BYTES) {
                frame.putLong(payload.getLong() ^ wide);
            }
            for (int shift = 24; payload.hasRemaining(); shift -= Byte.SIZE) {
                frame.put((byte) (payload.get() ^ (wide >>> (shift & 31))));
            }
        }
    }
}
