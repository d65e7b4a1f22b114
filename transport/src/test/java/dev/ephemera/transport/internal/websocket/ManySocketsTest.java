package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.TestApi;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OkHttp's own dispatcher stops at 64 calls for a host, silently; ours does not, and calls are served beside them. */
final class ManySocketsTest {

    private static final int SOCKETS = 100;

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private static void serve(RawServer.Peer peer) throws Exception {
        if (peer.header("Upgrade").isEmpty()) {
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n{\"name\":\"auth_tokens/1\"} ");
        } else {
            Frames.accept(peer);
        }
        peer.awaitGone();
    }

    @ParameterizedTest(name = "the caller''s own client: {0}")
    @ValueSource(booleans = {false, true})
    void sockets_whenThereAreAHundred_allOpenAndCallsAreServed(boolean callers) throws Exception {
        OkHttpClient client = new OkHttpClient();
        try (RawServer server = new RawServer(ManySocketsTest::serve)) {
            ClientOptions.Builder options = TestApi.options(server.url());
            HttpTransport transport = leaks.open((callers ? options.okHttpClient(client) : options).build());
            List<RecordingListener> listeners = new ArrayList<>();
            for (int i = 0; i < SOCKETS; i++) {
                RecordingListener listener = new RecordingListener();
                listeners.add(listener);
                transport
                        .webSockets()
                        .open(
                                new WebSocketRequest(
                                        URI.create("ws://127.0.0.1:" + server.port() + "/"),
                                        Map.of(),
                                        Duration.ofSeconds(20),
                                        1 << 20),
                                listener,
                                new Outbox());
            }
            listeners.forEach(listener -> listener.assertNext("open"));

            assertThat(TestApi.call(transport, RequestOptions.none())
                            .executeAsync()
                            .get(20, TimeUnit.SECONDS)
                            .name())
                    .contains("auth_tokens/1");

            transport.close();
            listeners.forEach(RecordingListener::assertFailure);
            assertThat(server.gone.tryAcquire(SOCKETS, 20, TimeUnit.SECONDS)).isTrue();
        } finally {
            client.connectionPool().evictAll();
        }
    }
}
