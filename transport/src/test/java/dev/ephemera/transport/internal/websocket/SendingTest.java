package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.RawServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent, when, and when it is said to have left. */
@Timeout(60)
final class SendingTest {

    /** More than the sockets of both sides take while nobody reads. */
    private static final int MORE_THAN_FITS = 32 << 20;

    @RegisterExtension
    final Opened opened = new Opened();

    private void readAll(RawServer.Peer peer) throws Exception {
        Frames frames = Frames.accept(peer);
        while (true) {
            opened.receive(frames.readAny());
        }
    }

    @Test
    void messages_whenAddedBeforeAndAfterTheOpening_leaveInOrder() throws Exception {
        CountDownLatch accept = new CountDownLatch(1);
        RawServer.Script script = peer -> {
            accept.await();
            readAll(peer);
        };
        try (RawServer server = new RawServer(script)) {
            opened.outbox.add("one");
            WebSocketConnection connection = opened.open(server);
            connection.ping(); // too early
            opened.send(connection, "two");
            assertThat(opened.outbox.waiting()).isEqualTo(2);
            accept.countDown();
            opened.listener.assertNext("open");
            opened.send(connection, "three");

            opened.assertReceived("1:one", "1:two", "1:three");
            opened.outbox.assertLeft("one", "two", "three");
        }
    }

    @Test
    void messages_whenSentFromManyThreads_allArriveInTheOrderOfTheQueue() throws Exception {
        List<String> sent = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(1);
        List<String> arrived = new ArrayList<>();
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            while (arrived.size() < 8 * 1000) {
                arrived.add(frames.readAny());
            }
            all.countDown();
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = opened.open(server);
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int number = t;
                threads.add(new Thread(() -> {
                    for (int i = 0; i < 1000; i++) {
                        synchronized (sent) {
                            sent.add("1:" + number + "-" + i);
                            opened.outbox.add(number + "-" + i);
                        }
                        connection.wake();
                    }
                }));
            }
            threads.forEach(Thread::start);
            all.await();

            assertThat(arrived).isEqualTo(sent);
            Await.until("all have left", () -> opened.outbox.left().size() == sent.size());
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Test
    void message_whileThePeerDoesNotRead_hasNotLeftAndTheReaderGoesOn() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            frames.text("hello");
            read.await();
            assertThat(frames.readAny()).hasSize(2 + MORE_THAN_FITS);
            opened.receive(frames.readAny());
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            opened.outbox.add("big", ByteBuffer.allocateDirect(MORE_THAN_FITS));
            WebSocketConnection connection = opened.open(server);
            opened.listener.assertNext("open", "message hello");
            opened.send(connection, "next");
            Await.until("the writer stands in the big message", () -> opened.outbox.waiting() == 1);
            assertThat(opened.outbox.left()).isEmpty();

            read.countDown();

            opened.assertReceived("1:next");
            opened.outbox.assertLeft("big", "next");
        }
    }

    @Test
    void message_whenSent_keepsItsBytesAndItsPosition() throws Exception {
        try (RawServer server = new RawServer(this::readAll)) {
            byte[] bytes = "0123456789abcdef0123456789".getBytes(StandardCharsets.UTF_8);
            byte[] copy = bytes.clone();
            ByteBuffer part = ByteBuffer.wrap(bytes, 1, 20).asReadOnlyBuffer();
            opened.outbox.add("part", part);
            opened.open(server);

            opened.assertReceived("1:123456789abcdef01234");
            opened.outbox.assertLeft("part");
            assertThat(bytes).isEqualTo(copy);
            assertThat(part.position()).isEqualTo(1);
            assertThat(part.limit()).isEqualTo(21);
        }
    }

    @Test
    void ping_whenTheConnectionIsOpen_isSent() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            opened.receive(frames.readAny());
            frames.raw(Frames.frame(0x8a, ByteString.EMPTY));
            frames.text("after the pong");
            opened.receive(frames.readAny());
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = opened.open(server);
            opened.listener.assertNext("open");
            connection.ping();
            opened.assertReceived("9:");
            opened.listener.assertNext("message after the pong");
            assertThat(connection.received()).isEqualTo(2 + 2 + "after the pong".length());
            opened.send(connection, "m");
            opened.assertReceived("1:m");
        }
    }

    @Test
    void ping_ofThePeer_isAnsweredWithItsPayload() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            for (String payload : List.of("", "p", "x".repeat(125))) {
                frames.raw(Frames.frame(0x89, ByteString.encodeUtf8(payload)));
                opened.receive(frames.readAny());
            }
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            opened.open(server);

            opened.assertReceived("10:", "10:p", "10:" + "x".repeat(125));
        }
    }

    @Test
    void pings_whileThePeerDoesNotRead_areReadAndOnlyTheLatestIsAnswered() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            blocked.await();
            for (int i = 0; i < 10_000; i++) {
                frames.raw(Frames.frame(0x89, ByteString.encodeUtf8("ping " + i)));
            }
            frames.text("after the flood");
            read.await();
            assertThat(frames.readAny()).hasSize(2 + MORE_THAN_FITS);
            opened.receive(frames.readAny());
            opened.receive(frames.readAny());
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            opened.outbox.add("big", ByteBuffer.allocate(MORE_THAN_FITS));
            opened.outbox.add("after");
            opened.open(server);
            Await.until("the writer stands in the big message", () -> opened.outbox.waiting() == 1);
            blocked.countDown();
            opened.listener.assertNext("open", "message after the flood");

            read.countDown();

            opened.assertReceived("10:ping 9999", "1:after");
        }
    }

    @Test
    void connection_whenTheQueueThrows_breaksWithWhatItThrew() throws Exception {
        try (RawServer server = new RawServer(this::readAll)) {
            OutgoingMessages broken = new OutgoingMessages() {
                @Override
                public @Nullable OutgoingMessage next() {
                    throw new StackOverflowError("of the test");
                }
            };
            opened.transport().webSockets().open(Opened.request(server.url(), Opened.LONG), opened.listener, broken);

            opened.listener.assertNext("open");
            assertThat(opened.listener.assertFailure().cause()).isInstanceOf(StackOverflowError.class);
            Opened.assertGone(server);
            opened.listener.assertNothingMore();
        }
    }

    @Test
    void wake_afterTheEnd_takesNothing() throws Exception {
        try (RawServer server = new RawServer(peer -> Frames.accept(peer))) {
            WebSocketConnection connection = opened.open(server);
            opened.listener.assertNext("open");
            opened.listener.assertFailure();
            Await.until("the connection is released", () -> {
                opened.send(connection, "x");
                return opened.outbox.waiting() > 0;
            });

            connection.ping();
            connection.close(1000, "");
            assertThat(opened.outbox.left()).isEmpty();
            opened.listener.assertNothingMore();
        }
    }
}
