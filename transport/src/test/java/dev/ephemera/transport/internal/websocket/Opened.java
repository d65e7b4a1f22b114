package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Opens one WebSocket for a test, and checks afterwards that nothing of it is left. */
final class Opened implements BeforeEachCallback, AfterEachCallback {

    static final Duration LONG = Duration.ofSeconds(20);
    static final long MAX_MESSAGE_BYTES = 1L << 20;

    private final LeakCheck leaks = new LeakCheck();
    private final BlockingQueue<String> received = new ArrayBlockingQueue<>(1000);

    final RecordingListener listener = new RecordingListener();
    final Outbox outbox = new Outbox();

    @Override
    public void beforeEach(ExtensionContext context) {
        leaks.beforeEach(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        leaks.afterEach(context);
    }

    HttpTransport transport() {
        return transport(ClientOptions.builder().build());
    }

    HttpTransport transport(ClientOptions options) {
        return leaks.open(options);
    }

    static WebSocketRequest request(String url, Duration connectTimeout) {
        return new WebSocketRequest(
                URI.create(url.replaceFirst("http", "ws") + "/ws/method?x=1"),
                Map.of("x-goog-api-key", "secret", "User-Agent", "test"),
                connectTimeout,
                MAX_MESSAGE_BYTES);
    }

    WebSocketConnection open(RawServer server) {
        return open(server.url(), LONG);
    }

    WebSocketConnection open(RawServer server, WebSocketListener told) {
        return transport().webSockets().open(request(server.url(), LONG), told, outbox);
    }

    WebSocketConnection open(String url, Duration connectTimeout) {
        return transport().webSockets().open(request(url, connectTimeout), listener, outbox);
    }

    /** Sends on an open connection. */
    void send(WebSocketConnection connection, String text) {
        outbox.add(text);
        connection.wake();
    }

    /** The server's script says what it has received. */
    void receive(String what) {
        received.add(what);
    }

    String received() throws InterruptedException {
        return received.poll(20, TimeUnit.SECONDS);
    }

    void assertReceived(String... expected) throws InterruptedException {
        for (String what : expected) {
            assertThat(received()).isEqualTo(what);
        }
    }

    static void assertGone(RawServer server) throws InterruptedException {
        assertThat(server.gone.tryAcquire(20, TimeUnit.SECONDS))
                .as("the client has let the socket go")
                .isTrue();
    }
}
