package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.websocket.OutgoingMessage;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveServerMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whether a connection sends, by what becomes of it just when it opens. */
@Timeout(60)
final class LiveConnectionSendingTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private record Text(ByteBuffer utf8) implements OutgoingMessage {
        @Override
        public void left() {}
    }

    private final Queue<OutgoingMessage> waiting = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    /** Does something when the connection has just opened, and closes it then. */
    private static final class Owner implements LiveConnection.Owner {

        private final Consumer<LiveConnection> opened;
        private final CompletableFuture<LiveConnection> connection = new CompletableFuture<>();
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        Owner(Consumer<LiveConnection> opened) {
            this.opened = opened;
        }

        @Override
        public void received(ServerFrame frame, int bytes) {}

        @Override
        public void opened(LiveServerMessage complete) {
            opened.accept(connection.join());
        }

        @Override
        public void actUpon(LiveServerMessage message) {
            connection.join().close(SessionEnd.Kind.CLOSED_HERE);
        }

        @Override
        public void awaitRoom(BooleanSupplier useless) {}

        @Override
        public void broken() {}

        @Override
        public void closing() {}

        @Override
        public void neverOpened(LiveConnectException why) {
            over.completeExceptionally(why);
        }

        @Override
        public void over() {
            over.complete(null);
        }
    }

    /** Opens a connection for which a message waits, and lets it end. */
    private void open(Consumer<LiveConnection> opened) throws Exception {
        waiting.add(new Text(ByteBuffer.wrap("waits".getBytes(StandardCharsets.UTF_8))));
        Owner owner = new Owner(opened);
        try (RawServer server = TestLive.opening((peer, frames) -> {
            String frame = frames.read();
            while (!frame.startsWith("close:")) {
                received.add(frame);
                frame = frames.read();
            }
            received.add(frame);
            frames.close(1000, "");
            peer.awaitGone();
        })) {
            HttpTransport transport = leaks.open(TestLive.options(server).build());
            SessionOptions options = SessionOptions.defaults();
            Dialer dialer =
                    new Dialer(transport, "m", LiveConnectConfig.builder().build(), options);
            Dialer.Dial dial = dialer.first(dialer.context());
            LiveConnection connection = new LiveConnection(
                    dial.failures(),
                    new NewestResumption(
                            "models/m", Optional.empty(), transport.options().clock(), newest -> {}),
                    options,
                    TestLive.CLOSE_TIMEOUT,
                    transport.time(),
                    new TurnCounter(),
                    waiting::poll,
                    new InboundBuffer(1 << 20),
                    owner);
            owner.connection.complete(connection);
            dialer.connect(connection, dial, TestLive.SETUP_TIMEOUT);
            LiveFace.settled(owner.over);
        }
    }

    @Test
    void connection_thatIsHeldJustWhenItOpens_sendsNothing() throws Exception {
        open(LiveConnection::hold);

        assertThat(received).containsExactly("close:1000");
        assertThat(waiting).hasSize(1);
    }

    @Test
    void connection_thatIsClosedJustWhenItOpens_sendsWhatWaitsBeforeTheClose() throws Exception {
        open(connection -> connection.close(SessionEnd.Kind.CLOSED_HERE));

        assertThat(received).containsExactly("1:waits", "close:1000");
    }
}
