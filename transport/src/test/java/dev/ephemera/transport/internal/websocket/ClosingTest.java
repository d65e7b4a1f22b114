package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.internal.RawServer;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The closing handshake, begun by either side or by both. */
@Timeout(60)
final class ClosingTest {

    private static final int MORE_THAN_FITS = 32 << 20;

    @RegisterExtension
    final Opened opened = new Opened();

    @Test
    void close_whenThePeerAnswers_endsCleanly() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            opened.receive(frames.read());
            opened.receive(frames.read());
            frames.close(1000, "bye");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = opened.open(server);
            opened.listener.assertNext("open");
            opened.outbox.add("last");
            connection.close(1000, "done");
            connection.close(1001, "twice");
            opened.send(connection, "too late, or not");

            opened.assertReceived("1:last");
            opened.listener.assertNext("closing 1000 bye", "closed 1000 bye");
            Opened.assertGone(server);
            connection.abort();
            opened.listener.assertNothingMore();
        }
    }

    @Test
    void close_whenMessagesWait_goesBehindThemAndNothingGoesBehindIt() throws Exception {
        CountDownLatch accept = new CountDownLatch(1);
        RawServer.Script script = peer -> {
            accept.await();
            Frames frames = Frames.accept(peer);
            opened.receive(frames.read());
            opened.receive(frames.read());
            opened.receive(frames.read());
            frames.close(1000, "");
            opened.receive("then " + peer.read());
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            opened.outbox.add("one");
            opened.outbox.add("two");
            WebSocketConnection connection = opened.open(server);
            connection.close(4000, "done");
            accept.countDown();

            opened.assertReceived("1:one", "1:two", "close:4000done");
            opened.send(connection, "never");
            connection.ping();
            opened.listener.assertNext("open", "closing 1000 ", "closed 1000 ");
            opened.assertReceived("then -1");
            assertThat(opened.outbox.left()).containsExactly("one", "two");
            assertThat(opened.outbox.waiting()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65536 + 1000, -1})
    void close_whenTheCodeCannotBeSent_isRefused(int code) throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            opened.receive(frames.read());
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = opened.open(server);
            opened.listener.assertNext("open");

            assertThatThrownBy(() -> connection.close(code, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("code " + code);
            assertThatThrownBy(() -> connection.close(1000, "ü".repeat(62)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("124")
                    .hasMessageContaining("123");

            connection.close(1000, "x" + "ü".repeat(61));
            opened.assertReceived("close:1000x" + "ü".repeat(61));
        }
    }

    @Test
    void peer_whenItCloses_isAnsweredWithItsOwnCode() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            frames.close(1008, "token expired");
            opened.receive(frames.read());
            opened.receive("then " + peer.read());
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            opened.open(server);

            opened.listener.assertNext("open", "closing 1008 token expired", "closed 1008 token expired");
            opened.assertReceived("close:1008", "then -1");
            Opened.assertGone(server);
            opened.listener.assertNothingMore();
        }
    }

    @Test
    void peer_whenItClosesWithoutACode_isAnsweredWithNormal() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            frames.closeWithoutCode();
            opened.receive(frames.read());
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            opened.open(server);

            opened.listener.assertNext("open", "closing 1005 ", "closed 1005 ");
            opened.assertReceived("close:1000");
        }
    }

    @Test
    void peer_whenItClosesAndEndsAtOnce_isClosedNonetheless() throws Exception {
        try (RawServer server = new RawServer(peer -> Frames.accept(peer).close(1011, "sorry"))) {
            opened.open(server);

            opened.listener.assertNext("open", "closing 1011 sorry", "closed 1011 sorry");
            opened.listener.assertNothingMore();
        }
    }

    @Test
    void peer_whenItClosesWhileMessagesAreSent_isAnsweredBeforeThoseThatWait() throws Exception {
        AtomicInteger left = new AtomicInteger();
        OutgoingMessage message = new OutgoingMessage() {
            @Override
            public ByteBuffer utf8() {
                return ByteBuffer.allocate(4 << 20);
            }

            @Override
            public void left() {
                left.incrementAndGet();
            }
        };
        CountDownLatch told = new CountDownLatch(1);
        AtomicInteger arrived = new AtomicInteger();
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            frames.read();
            frames.close(1008, "enough");
            told.await();
            String frame = frames.read();
            for (arrived.set(1); frame.startsWith("1:"); frame = frames.read()) {
                arrived.incrementAndGet();
            }
            opened.receive(frame);
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            opened.transport()
                    .webSockets()
                    .open(Opened.request(server.url(), Opened.LONG), opened.listener, () -> message); // without end
            opened.listener.assertNext("open", "closing 1008 enough");
            told.countDown();

            opened.listener.assertNext("closed 1008 enough");
            opened.assertReceived("close:1008");
            assertThat(left).hasValue(arrived.get());
        }
    }

    @Test
    void bothSides_whenTheyCloseAtOnce_endCleanly() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            sent.await();
            frames.close(1001, "going");
            opened.receive(frames.read());
            opened.receive("then " + peer.read());
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = opened.open(server);
            opened.listener.assertNext("open");
            connection.close(1000, "done");
            sent.countDown();

            opened.listener.assertNext("closing 1001 going", "closed 1001 going");
            assertThat(opened.received()).startsWith("close:100");
            opened.assertReceived("then -1");
            opened.listener.assertNothingMore();
        }
    }

    @Test
    void peer_whenItNeitherReadsNorEndsAfterItsClose_isLeftInTheEnd() throws Exception {
        RawServer.Script script = peer -> {
            Frames.accept(peer).close(1000, "");
            peer.awaitServerClose();
        };
        try (RawServer server = new RawServer(script)) {
            opened.outbox.add("big", ByteBuffer.allocate(MORE_THAN_FITS));
            opened.open(server);

            opened.listener.assertNext("open", "closing 1000 ", "closed 1000 ");
        } // and no connection is left, says the extension
    }

    @Test
    void peer_whenItSendsOnAfterItsClose_isNotListenedTo() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            frames.close(1000, "");
            frames.text("not any more");
            frames.raw(ByteString.encodeUtf8("garbage"));
            opened.receive(frames.read());
        };
        try (RawServer server = new RawServer(script)) {
            opened.open(server);

            opened.listener.assertNext("open", "closing 1000 ", "closed 1000 ");
            opened.assertReceived("close:1000");
            opened.listener.assertNothingMore();
        }
    }

    @Test
    void peer_whenItNeverAnswersAClose_letsGoByAbort() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            opened.receive(frames.read());
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = opened.open(server);
            opened.listener.assertNext("open");
            connection.close(1000, "");
            opened.assertReceived("close:1000");

            connection.abort();
            connection.abort();

            assertThat(opened.listener.assertFailure().httpStatus()).isEmpty();
            Opened.assertGone(server);
            opened.listener.assertNothingMore();
        }
    }
}
