package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.TestApi;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class UpgradedSocketTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    @Test
    void handshake_whenCancelledJustAsItSucceeds_leavesNoConnectionInThePool() throws Exception {
        OkHttpClient callers = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    chain.call().cancel();
                    return response;
                })
                .build();
        try (RawServer server = new RawServer(peer -> {
            Frames.accept(peer);
            peer.awaitGone();
        })) {
            HttpTransport transport = leaks.open(
                    TestApi.options(server.url()).okHttpClient(callers).build());
            RecordingListener listener = new RecordingListener();
            transport
                    .webSockets()
                    .open(new WebSocketRequest(URI.create(server.url()), Map.of(), Duration.ofSeconds(20)), listener);

            assertThat(listener.assertFailure().cause()).hasMessage("Canceled");
            assertThat(server.gone.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            Await.until("the pool is empty", () -> callers.connectionPool().connectionCount() == 0);
        }
    }
}
