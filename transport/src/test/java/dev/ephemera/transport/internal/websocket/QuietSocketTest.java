package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.RawServer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes on a socket is all there and in order, whoever reads it, and waiting for it takes no memory. */
@Timeout(60)
final class QuietSocketTest {

    private static final long SEED = Long.getLong("ephemera.sockets.seed", 8192);
    private static final int ROUNDS = 300;
    private static final int[] EDGES = {1, 2, 63, 64, 65, 128, 8191, 8192, 8193, 8256, 16_384, 20_000};

    /** Less than any block of okio's, and no more than what a session may hold while it waits. */
    private static final int LITTLE = 128;

    @RegisterExtension
    final Opened opened = new Opened();

    @Test
    void socket_whenNothingComes_waitsWithoutABlockOfMemory() throws Exception {
        RawServer.Script script = peer -> {
            Frames.accept(peer).text("a");
            peer.awaitGone();
        };
        WatchedSockets sockets = new WatchedSockets();
        OkHttpClient client = new OkHttpClient.Builder().socketFactory(sockets).build();
        try (RawServer server = new RawServer(script)) {
            HttpTransport transport = opened.transport(
                    ClientOptions.builder().okHttpClient(client).build());
            transport.webSockets().open(Opened.request(server.url(), Opened.LONG), opened.listener, opened.outbox);

            opened.listener.assertNext("open", "message a");
            sockets.awaitReadOfAtMost(LITTLE);
        } finally {
            client.connectionPool().evictAll();
        }
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {1, 63, 64, 65, 1000, 8191, 8192, 8193, 1 << 20})
    void messages_whenTheyComeWithTheAnswerAndInPieces_areAllReceivedInOrder(int pieceBytes) throws Exception {
        List<String> messages = IntStream.of(EDGES)
                .mapToObj(length -> "x".repeat(length) + length)
                .collect(Collectors.toCollection(ArrayList::new));
        Buffer frames = new Buffer();
        messages.forEach(message -> frames.write(Frames.frame(0x82, ByteString.encodeUtf8(message))));
        RawServer.Script script = peer -> {
            Buffer all = new Buffer()
                    .writeUtf8("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + Frames.answerTo(peer) + "\r\n\r\n");
            all.writeAll(frames);
            while (!all.exhausted()) {
                peer.send(all.readByteArray(Math.min(pieceBytes, all.size())));
            }
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            opened.open(server);

            opened.listener.assertNext("open");
            for (String message : messages) {
                opened.listener.assertNext("message " + message);
            }
        }
    }

    @Test
    void bytes_whateverComesAtOnceAndIsAskedFor_areAllReadInOrder() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + round;
            Random random = new Random(seed);
            byte[] head = new byte[random.nextInt(300)];
            byte[] rest = new byte[random.nextInt(60_000)];
            random.nextBytes(rest);
            InputStream bare = new Pieces(new Buffer().write(head).write(rest).inputStream(), random);

            BufferedSource buffered = Okio.buffer(Okio.source(bare));
            buffered.readByteArray(head.length); // as a handshake does, which may take what follows it
            QuietSocket socket = new QuietSocket(new HandedOut(buffered), bare);

            assertThat(readAll(Okio.buffer(socket.getSource()), rest.length, random))
                    .as("with the seed %d", seed)
                    .isEqualTo(ByteString.of(rest));
        }
    }

    private static ByteString readAll(BufferedSource source, int length, Random random) throws IOException {
        Buffer read = new Buffer();
        while (read.size() < length) {
            read.write(source.readByteArray(Math.min(edge(random), length - read.size())));
        }
        assertThat(source.exhausted()).as("nothing follows").isTrue();
        return read.readByteString();
    }

    private static int edge(Random random) {
        return EDGES[random.nextInt(EDGES.length)];
    }

    /** What OkHttp hands out: it reads from a buffer that the handshake has filled, too. */
    private record HandedOut(BufferedSource buffered) implements okio.Socket {

        @Override
        public okio.Source getSource() {
            return new ForwardingSource(buffered) {};
        }

        @Override
        public okio.Sink getSink() {
            return Okio.blackhole();
        }

        @Override
        public void cancel() {}
    }

    /** Gives less than is asked for, as a socket does. */
    private static final class Pieces extends FilterInputStream {

        private final Random random;

        Pieces(InputStream in, Random random) {
            super(in);
            this.random = random;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, edge(random)));
        }
    }

    /** Sockets that tell how many bytes somebody has room for, before he waits for them. */
    private static final class WatchedSockets extends SocketFactory {

        private final BlockingQueue<Integer> reads = new LinkedBlockingQueue<>();

        void awaitReadOfAtMost(int bytes) throws InterruptedException {
            Integer room;
            do {
                room = reads.poll(20, TimeUnit.SECONDS);
                assertThat(room).as("the room of a read within 20 s").isNotNull();
            } while (room > bytes);
        }

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public InputStream getInputStream() throws IOException {
                    return new FilterInputStream(super.getInputStream()) {
                        @Override
                        public int read(byte[] bytes, int offset, int length) throws IOException {
                            reads.add(bytes.length);
                            return super.read(bytes, offset, length);
                        }
                    };
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
