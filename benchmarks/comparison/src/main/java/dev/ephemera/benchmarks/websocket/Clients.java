package dev.ephemera.benchmarks.websocket;

import dev.ephemera.transport.internal.TcpNoDelaySocketFactory;
import dev.ephemera.transport.internal.Threads;
import java.time.Duration;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** The OkHttp client of both engines that stand on it, set up as Ephemera's own is. */
final class Clients {

    private Clients() {}

    static OkHttpClient okHttp() {
        Dispatcher dispatcher = new Dispatcher(Threads.perTask("dispatcher"));
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return new OkHttpClient.Builder()
                .socketFactory(new TcpNoDelaySocketFactory())
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .retryOnConnectionFailure(false)
                .dispatcher(dispatcher)
                .build();
    }

    static void close(OkHttpClient client) {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
