package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.StreamSockets;
import dev.ephemera.transport.internal.TestTls;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes on a socket is all there and in order, whoever reads it, and a wait for it takes no block of memory. */
@Timeout(60)
final class QuietSocketTest {

    private static final long SEED = Long.getLong("ephemera.sockets.seed", 8192);
    private static final int ROUNDS = 300;
    private static final int[] EDGES = {
        1, 2, 123, 124, 125, 126, 127, 128, 129, 200, 8191, 8192, 8193, 8320, 16_384, 20_000
    };

    /** Of messages in one read, in two, and in more. */
    private static final int[] LENGTHS = {20, 500, 20_000};

    /** Less than any block of okio's. */
    private static final int LITTLE = 128;

    @RegisterExtension
    final Opened opened = new Opened();

    private WebSocketConnection open(RawServer server, ClientOptions options) {
        return opened.transport(options)
                .webSockets()
                .open(Opened.request(server.url(), Opened.LONG), opened.listener, opened.outbox);
    }

    private WebSocketConnection open(RawServer server, OkHttpClient client) {
        return open(server, ClientOptions.builder().okHttpClient(client).build());
    }

    private static List<String> messages() {
        return IntStream.of(EDGES).mapToObj("x"::repeat).toList();
    }

    /** Sends the answer and the messages as if they were one, in pieces that end anywhere. */
    private static RawServer.Script inPieces(int pieceBytes, List<String> messages) {
        return peer -> {
            Buffer all = new Buffer().writeUtf8(Frames.head(Frames.answerTo(peer)));
            messages.forEach(message -> all.write(Frames.frame(0x82, ByteString.encodeUtf8(message))));
            while (!all.exhausted()) {
                peer.send(all.readByteArray(Math.min(pieceBytes, all.size())));
            }
            peer.awaitGone();
        };
    }

    private void assertReceived(List<String> messages) {
        opened.listener.assertNext("open");
        messages.forEach(message -> opened.listener.assertNext("message " + message));
    }

    @Test
    void socket_whenNothingMoreComes_waitsWithoutABlockOfMemory() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            for (int length : LENGTHS) {
                frames.binary("x".repeat(length));
                frames.read();
            }
            peer.awaitGone();
        };
        Waiting waiting = new Waiting();
        OkHttpClient client = new OkHttpClient.Builder()
                .socketFactory(new StreamSockets(waiting::of))
                .build();
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = open(server, client);
            opened.listener.assertNext("open");
            for (int length : LENGTHS) {
                opened.listener.assertNext("message " + "x".repeat(length));
                Await.until("the socket is read again", () -> waiting.room > 0);
                assertThat(waiting.room).as("after %d bytes", length).isLessThanOrEqualTo(LITTLE);
                opened.send(connection, "go on");
            }
        } finally {
            client.connectionPool().evictAll();
        }
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {1, 127, 128, 129, 1000, 8191, 8192, 8193, 1 << 20})
    void messages_whenTheyComeWithTheAnswerAndInPieces_areAllReceivedInOrder(int pieceBytes) throws Exception {
        try (RawServer server = new RawServer(inPieces(pieceBytes, messages()))) {
            open(server, ClientOptions.builder().build());

            assertReceived(messages());
        }
    }

    @ParameterizedTest(name = "in records of {0} bytes")
    @ValueSource(ints = {1, 128, 129, 1000, 8192, 8320, 1 << 20})
    void messages_whenTlsCutsThemAnywhere_areAllReceivedInOrder(int pieceBytes) throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        try (RawServer server = new RawServer(
                inPieces(pieceBytes, messages()), TestTls.showing(certificate).getServerSocketFactory())) {
            open(
                    server,
                    ClientOptions.builder().tls(TestTls.trusting(certificate)).build());

            assertReceived(messages());
        }
    }

    @Test
    void messages_whenWhoeverAsksForTheStreamGetsAnother_areAllReceivedInOrder() throws Exception {
        OkHttpClient client = new OkHttpClient.Builder()
                .socketFactory(new StreamSockets(BufferedInputStream::new))
                .build();
        try (RawServer server = new RawServer(inPieces(1 << 20, messages()))) {
            open(server, client);

            assertReceived(messages());
        } finally {
            client.connectionPool().evictAll();
        }
    }

    @Test
    void bytes_whateverComesAtOnceAndIsAskedFor_areAllReadInOrder() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + round;
            Random random = new Random(seed);
            byte[] head = bytes(random, 300);
            byte[] rest = bytes(random, 60_000);
            InputStream in = new Pieces(new Buffer().write(head).write(rest).inputStream(), random);

            BufferedSource buffered = Okio.buffer(Okio.source(in));
            assertThat(buffered.readByteArray(head.length))
                    .isEqualTo(head); // and perhaps what follows, as a handshake does
            okio.Socket quiet = QuietSocket.of(new HandedOut(new ForwardingSource(buffered) {}), bare(in));

            assertThat(quiet).isInstanceOf(QuietSocket.class);
            assertThat(readAll(Okio.buffer(quiet.getSource()), rest.length, random))
                    .as("with the seed %d", seed)
                    .isEqualTo(ByteString.of(rest));
        }
    }

    @Test
    void socket_whenItIsNotShownWhatHasBeenRead_isLeftAsItIs() throws Exception {
        HandedOut opaque = new HandedOut(new Buffer());

        assertThat(QuietSocket.of(opaque, bare(InputStream.nullInputStream()))).isSameAs(opaque);
    }

    @Test
    void end_whenItComesWhileNothingDoes_isReadByOkHttpToo() throws Exception {
        Ends ends = new Ends(InputStream.nullInputStream());
        Source source = QuietSocket.of(new HandedOut(ends), bare(InputStream.nullInputStream()))
                .getSource();

        assertThat(source.read(new Buffer(), 8192)).isEqualTo(-1);
        assertThat(ends.end).isEqualTo("-1");
    }

    @Test
    void failure_whenItComesWhileNothingDoes_isReadByOkHttpToo() throws Exception {
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        Ends ends = new Ends(broken);
        Source source = QuietSocket.of(new HandedOut(ends), bare(broken)).getSource();

        assertThatThrownBy(() -> source.read(new Buffer(), 8192))
                .hasMessage("Stream closed")
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement()
                        .extracting(Throwable::getMessage)
                        .isEqualTo("Stream closed"));
        assertThat(ends.end).isEqualTo("java.io.IOException: Stream closed");
    }

    private static byte[] bytes(Random random, int bound) {
        byte[] bytes = new byte[random.nextInt(bound)];
        random.nextBytes(bytes);
        return bytes;
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

    private static Socket bare(InputStream in) {
        return new Socket() {
            @Override
            public InputStream getInputStream() {
                return in;
            }
        };
    }

    /** What OkHttp hands out. */
    private record HandedOut(Source source) implements okio.Socket {

        @Override
        public Source getSource() {
            return source;
        }

        @Override
        public okio.Sink getSink() {
            return Okio.blackhole();
        }

        @Override
        public void cancel() {}
    }

    /** Remembers how reading ended. */
    private static final class Ends extends ForwardingSource {

        private String end = "";

        Ends(InputStream in) {
            super(Okio.buffer(Okio.source(in)));
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            try {
                long read = super.read(sink, byteCount);
                end = Long.toString(read);
                return read;
            } catch (IOException e) {
                end = e.toString();
                throw e;
            }
        }
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

    /** Tells of the stream of one socket how long the array is that waits to be filled; 0 while none does. */
    private static final class Waiting {

        private volatile int room;
        private volatile InputStream watched;

        /** The same for all who ask, as a socket's own is. */
        InputStream of(InputStream in) {
            if (watched == null) {
                watched = new FilterInputStream(in) {
                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        room = bytes.length;
                        try {
                            return super.read(bytes, offset, length);
                        } finally {
                            room = 0;
                        }
                    }
                };
            }
            return watched;
        }
    }
}
