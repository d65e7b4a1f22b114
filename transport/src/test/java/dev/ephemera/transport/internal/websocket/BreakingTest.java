package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.RawServer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a connection ends without a closing handshake. */
@Timeout(60)
final class BreakingTest {

    private static final int MORE_THAN_FITS = 32 << 20;

    @RegisterExtension
    final Opened opened = new Opened();

    @ParameterizedTest
    @CsvSource({
        "67617262616765, 1002, reserved bits", // "garbage"
        "8700, 1002, opcode 7",
        "c100, 1002, reserved bits",
        "8180000000 00, 1002, masked",
        "0900, 1002, fragment",
        "8101ff, 1007, UTF-8",
        "8801ff, 1002, 1 byte",
        "827f0000000000100001, 1009, limit of 1048576 bytes",
    })
    void peer_whenItBreaksARule_isToldSoAndTheListenerToo(String hex, int code, String said) throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            frames.text("before");
            frames.raw(ByteString.decodeHex(hex.replace(" ", "")));
            frames.raw(ByteString.of(new byte[1 << 20])); // unread, it would reset the connection
            opened.receive(frames.read());
            opened.receive("then " + peer.read());
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            opened.open(server);

            opened.listener.assertNext("open", "message before");
            assertThat(opened.listener.assertFailure().cause())
                    .isInstanceOf(WebSocketViolationException.class)
                    .hasMessageContaining(said)
                    .extracting(violation -> ((WebSocketViolationException) violation).closeCode())
                    .isEqualTo(code);
            opened.assertReceived("close:" + code, "then -1");
            Opened.assertGone(server);
            opened.listener.assertNothingMore();
        }
    }

    @Test
    void peer_whenItBreaksARuleAndReadsNothing_isLeftInTheEnd() throws Exception {
        RawServer.Script script = peer -> {
            Frames.accept(peer).raw(ByteString.decodeHex("c100"));
            peer.awaitServerClose();
        };
        try (RawServer server = new RawServer(script)) {
            opened.outbox.add("big", ByteBuffer.allocate(MORE_THAN_FITS));
            opened.open(server);

            opened.listener.assertNext("open");
            assertThat(opened.listener.assertFailure().cause()).isInstanceOf(WebSocketViolationException.class);
        } // and no connection is left, says the extension
    }

    @Test
    void peer_whenItVanishes_isReportedAsAnEnd() throws Exception {
        try (RawServer server = new RawServer(peer -> Frames.accept(peer).text("bye"))) {
            opened.open(server);

            opened.listener.assertNext("open", "message bye");
            assertThat(opened.listener.assertFailure().cause())
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("without a close frame");
            opened.listener.assertNothingMore();
        }
    }

    @Test
    void peer_whenItResetsTheConnection_isReported() throws Exception {
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            frames.read();
            peer.reset();
        };
        try (RawServer server = new RawServer(script)) {
            opened.outbox.add("one");
            opened.open(server);

            opened.listener.assertNext("open");
            assertThat(opened.listener.assertFailure().cause()).isInstanceOf(IOException.class);
            opened.listener.assertNothingMore();
        }
    }

    private static boolean isWriting() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().equals(Sender.class.getName())
                        && frame.getMethodName().equals("write"));
    }

    @Test
    void peer_whenItClosesAndResetsWhileMessagesAreSent_isStillHeard() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        RawServer.Script script = peer -> {
            Frames frames = Frames.accept(peer);
            frames.text("wait");
            writing.await();
            frames.close(1008, "enough");
            // unread bytes make this a reset
        };
        try (RawServer server = new RawServer(script)) {
            opened.outbox.add("big", ByteBuffer.allocate(MORE_THAN_FITS));
            RecordingListener slow = new RecordingListener() {
                @Override
                public void onMessage(WebSocketMessage message) {
                    super.onMessage(message);
                    Await.until("the writer writes", () -> opened.outbox.waiting() == 0);
                    writing.countDown();
                    Await.until("the writer has failed, as far as its thread can be seen", () -> !isWriting());
                }
            };
            opened.open(server, slow);

            slow.assertNext("open", "message wait", "closing 1008 enough", "closed 1008 enough");
            assertThat(opened.outbox.left()).isEmpty();
        }
    }

    /** Nobody else could tell a listener that waits in its call for something that the connection has to do with. */
    @Test
    void listener_whileItBlocks_learnsThatNothingCanBeSent() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch reset = new CountDownLatch(1);
        RecordingListener blocking = new RecordingListener() {
            @Override
            public void onMessage(WebSocketMessage message) {
                blocked.countDown();
                try {
                    assertThat(broken.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                super.onMessage(message);
            }
        };
        RawServer.Script script = peer -> {
            Frames.accept(peer).text("one");
            blocked.await();
            peer.reset();
            reset.countDown();
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = opened.open(server, blocking);
            blocking.assertNext("open");
            assertThat(reset.await(20, TimeUnit.SECONDS)).isTrue();

            connection.ping();

            blocking.assertNext("message one");
            assertThat(blocking.assertFailure().cause()).isInstanceOf(IOException.class);
            blocking.assertNothingMore();
        }
    }

    @Test
    void abort_whileTheServerIsSilent_endsTheHandshake() throws Exception {
        try (RawServer server = new RawServer(RawServer.Peer::awaitGone)) {
            WebSocketConnection connection = opened.open(server);
            assertThat(server.requests.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

            connection.abort();

            assertThat(opened.listener.assertFailure().cause()).hasMessageContaining("aborted");
            Opened.assertGone(server);
            opened.listener.assertNothingMore();
        }
    }

    @Test
    void abort_whileTheWriterBlocks_endsReaderAndWriter() throws Exception {
        RawServer.Script script = peer -> {
            Frames.accept(peer);
            peer.awaitServerClose();
        };
        try (RawServer server = new RawServer(script)) {
            opened.outbox.add("big", ByteBuffer.allocate(MORE_THAN_FITS));
            WebSocketConnection connection = opened.open(server);
            opened.listener.assertNext("open");
            Await.until("the writer writes", () -> opened.outbox.waiting() == 0);

            connection.abort();

            assertThat(opened.listener.assertFailure().cause()).hasMessageContaining("aborted");
            assertThat(opened.outbox.left()).isEmpty();
            opened.listener.assertNothingMore();
        } // and no thread is left, says the extension
    }

    @Test
    void abort_whileTheListenerBlocks_releasesTheSocketAndTellsTheEndAfterwards() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        RecordingListener blocking = new RecordingListener() {
            @Override
            public void onMessage(WebSocketMessage message) {
                blocked.countDown();
                try {
                    assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                super.onMessage(message);
            }
        };
        RawServer.Script script = peer -> {
            Frames.accept(peer).text("one");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            WebSocketConnection connection = opened.open(server, blocking);
            blocking.assertNext("open");
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();

            connection.abort();

            Opened.assertGone(server);
            blocking.assertNothingMore();
            goOn.countDown();
            blocking.assertNext("message one");
            assertThat(blocking.assertFailure().cause()).hasMessageContaining("aborted");
            blocking.assertNothingMore();
        }
    }

    @Test
    void abort_whilePeersCloseIsBeingTold_endsInAFailure() throws Exception {
        WebSocketConnection[] connection = new WebSocketConnection[1];
        CountDownLatch known = new CountDownLatch(1);
        RecordingListener aborting = new RecordingListener() {
            @Override
            public void onClosing(int code, String reason) {
                super.onClosing(code, reason);
                try {
                    known.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                connection[0].abort();
            }
        };
        RawServer.Script script = peer -> {
            Frames.accept(peer).close(1000, "");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            connection[0] = opened.open(server, aborting);
            known.countDown();

            aborting.assertNext("open", "closing 1000 ");
            assertThat(aborting.assertFailure().cause()).hasMessageContaining("aborted");
            Opened.assertGone(server);
            aborting.assertNothingMore();
        }
    }

    @Test
    void listener_whenItThrowsAnError_learnsItAndTheSocketIsReleased() throws Exception {
        RecordingListener broken = new RecordingListener() {
            @Override
            public void onMessage(WebSocketMessage message) {
                throw new StackOverflowError("of the test");
            }
        };
        RawServer.Script script = peer -> {
            Frames.accept(peer).text("one");
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            opened.open(server, broken);

            broken.assertNext("open");
            assertThat(broken.assertFailure().cause()).isInstanceOf(StackOverflowError.class);
            Opened.assertGone(server);
            broken.assertNothingMore();
        }
    }

    @Test
    void listener_whenItThrowsAtTheOpening_learnsItAndNothingIsSent() throws Exception {
        RecordingListener broken = new RecordingListener() {
            @Override
            public void onOpen() {
                throw new IllegalStateException("of the test");
            }
        };
        RawServer.Script script = peer -> {
            Frames.accept(peer);
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            opened.outbox.add("never");
            opened.open(server, broken);

            assertThat(broken.assertFailure().cause()).hasMessage("of the test");
            Opened.assertGone(server);
            assertThat(opened.outbox.waiting()).isEqualTo(1);
            broken.assertNothingMore();
        }
    }

    @Test
    void close_ofTheTransport_abortsItsConnections() throws Exception {
        RawServer.Script script = peer -> {
            Frames.accept(peer);
            peer.awaitGone();
        };
        try (RawServer server = new RawServer(script)) {
            HttpTransport transport = opened.transport();
            transport.webSockets().open(Opened.request(server.url(), Opened.LONG), opened.listener, opened.outbox);
            opened.listener.assertNext("open");

            transport.close();

            opened.listener.assertFailure();
            Opened.assertGone(server);
            opened.listener.assertNothingMore();
        }
    }
}
