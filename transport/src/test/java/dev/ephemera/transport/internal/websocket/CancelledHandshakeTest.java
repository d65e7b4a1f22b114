package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.StreamSockets;
import dev.ephemera.transport.internal.TestApi;
import dev.ephemera.transport.internal.Threads;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What OkHttp forgets between the 101 and the hand-over, for a caller's client whose pool outlives ours. */
@Timeout(60)
final class CancelledHandshakeTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private void assertNothingLeft(Interceptor interceptor, String cause) throws Exception {
        assertNothingLeft(new OkHttpClient.Builder().addInterceptor(interceptor).build(), cause);
    }

    private void assertNothingLeft(OkHttpClient callers, String cause) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            Frames.accept(peer);
            peer.awaitGone();
        })) {
            HttpTransport transport = leaks.open(
                    TestApi.options(server.url()).okHttpClient(callers).build());
            RecordingListener listener = new RecordingListener();
            transport.webSockets().open(Opened.request(server.url(), Opened.LONG), listener, new Outbox());

            assertThat(listener.assertFailure().cause()).hasMessageContaining(cause);
            Opened.assertGone(server);
            Await.until("the pool is empty", () -> callers.connectionPool().connectionCount() == 0);
        }
    }

    @Test
    void handshake_whenCancelledJustAsItSucceeds_leavesNoConnectionInThePool() throws Exception {
        assertNothingLeft(
                chain -> {
                    Response response = chain.proceed(chain.request());
                    chain.call().cancel();
                    return response;
                },
                "Canceled");
    }

    @Test
    void handshake_whenTheSocketIsGoneJustAsItSucceeds_leavesNoConnectionInThePool() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        StreamSockets sockets = new StreamSockets(in -> {
            if (asked.getAndIncrement() > 0) { // by OkHttp itself at first
                throw new IOException("of the socket");
            }
            return in;
        });
        assertNothingLeft(new OkHttpClient.Builder().socketFactory(sockets).build(), "of the socket");
    }

    @Test
    void handshake_withoutAThreadThatReads_tellsItAndLeavesNothing() throws Exception {
        AtomicInteger threads = new AtomicInteger();
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Threads.daemons("one")) {
                    @Override
                    public void execute(Runnable task) {
                        if (threads.getAndIncrement() > 0) {
                            throw new RejectedExecutionException("no thread");
                        }
                        super.execute(task);
                    }
                };
        OkHttpClient client =
                new OkHttpClient.Builder().dispatcher(new Dispatcher(one)).build();
        Rfc6455Engine engine = new Rfc6455Engine(client, client.connectionPool()::evictAll);
        try (RawServer server = new RawServer(peer -> {
            Frames.accept(peer);
            peer.awaitGone();
        })) {
            RecordingListener listener = new RecordingListener();
            engine.open(Opened.request(server.url(), Opened.LONG), listener, new Outbox());

            assertThat(listener.assertFailure().cause())
                    .hasMessage("The client is closed.")
                    .hasRootCauseMessage("no thread");
            Opened.assertGone(server);
            Await.until("the pool is empty", () -> client.connectionPool().connectionCount() == 0);
            assertThat(engine.connections()).isZero();
        } finally {
            one.shutdown();
        }
    }

    @Test
    void handshake_whenAnInterceptorFailsAfterwards_leavesNoConnectionInThePool() throws Exception {
        assertNothingLeft(
                chain -> {
                    chain.proceed(chain.request());
                    throw new IOException("of the interceptor");
                },
                "of the interceptor");
    }

    @Test
    void handshake_whenAnInterceptorTakesTheSocketAway_leavesNoConnectionInThePool() throws Exception {
        assertNothingLeft(
                chain -> {
                    Response response = chain.proceed(chain.request());
                    return new Response.Builder()
                            .request(response.request())
                            .protocol(response.protocol())
                            .code(response.code())
                            .message(response.message())
                            .headers(response.headers())
                            .build();
                },
                "no socket");
    }
}
