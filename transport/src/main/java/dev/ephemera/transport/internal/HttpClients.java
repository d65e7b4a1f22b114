package dev.ephemera.transport.internal;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.ProxyOptions;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/**
 * The two OkHttp clients, one derived from the other: they share pool, proxy and TLS, but WebSockets have threads
 * of their own, so that calls never starve. Owns what it made and nothing else.
 */
final class HttpClients implements AutoCloseable {

    private static final int IDLE_CONNECTIONS = 64;

    private final ExecutorService callThreads = Threads.perTask("ephemera-http");
    private final ExecutorService socketThreads = Threads.perTask("ephemera-socket");
    private final boolean ownPool;
    private final OkHttpClient rest;
    private final OkHttpClient webSockets;

    HttpClients(ClientOptions options, ServerClocks clocks) {
        ownPool = options.okHttpClient().isEmpty();
        OkHttpClient base = (ownPool
                        ? own(options)
                        : options.okHttpClient().get().newBuilder())
                .connectTimeout(options.connectTimeout())
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .pingInterval(Duration.ZERO)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
        rest = chain(base.newBuilder(), clocks, options)
                .dispatcher(dispatcher(callThreads))
                .build();
        webSockets = base.newBuilder()
                .dispatcher(dispatcher(socketThreads))
                .addInterceptor(new ServerClockInterceptor(clocks))
                .build();
    }

    /** All that a REST call passes, from the outside in. */
    private static OkHttpClient.Builder chain(OkHttpClient.Builder client, ServerClocks clocks, ClientOptions options) {
        List<Interceptor> callers = List.copyOf(client.interceptors());
        client.interceptors().clear();
        client.addInterceptor(new RequestInterceptor(options.baseUrl()))
                .addInterceptor(new ServerClockInterceptor(clocks))
                .addInterceptor(new BodyLimitInterceptor(options.maxResponseBytes()));
        client.interceptors().addAll(callers);
        client.addInterceptor(RetryAfterVeil.SHOW);
        // here stands OkHttp, with its follow-ups and connections
        client.networkInterceptors().addAll(0, List.of(RetryAfterVeil.HIDE, new KnownTypesInterceptor()));
        return client;
    }

    private static OkHttpClient.Builder own(ClientOptions options) {
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
                .socketFactory(new TcpNoDelaySocketFactory());
        if (options.tls().isPresent()) {
            client.sslSocketFactory(
                    options.tls().get().sslSocketFactory(), options.tls().get().trustManager());
        }
        if (options.proxy().isPresent()) {
            through(options.proxy().get(), client);
        }
        return client;
    }

    private static void through(ProxyOptions proxy, OkHttpClient.Builder client) {
        client.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
        if (proxy.username().isPresent() && proxy.password().isPresent()) {
            client.proxyAuthenticator(new ProxyCredentials(
                    proxy.username().get(), proxy.password().get()));
        }
    }

    private static Dispatcher dispatcher(ExecutorService threads) {
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return dispatcher;
    }

    /** Runs asynchronous calls, each on a thread of its own. */
    Executor callThreads() {
        return callThreads;
    }

    OkHttpClient rest() {
        return rest;
    }

    OkHttpClient webSockets() {
        return webSockets;
    }

    /** Counts the connections in a pool of our own, and the calls and handshakes under way. */
    int connections() {
        return (ownPool ? rest.connectionPool().connectionCount() : 0)
                + rest.dispatcher().runningCallsCount()
                + webSockets.dispatcher().runningCallsCount();
    }

    /** Closes the connections of our own pool that nobody uses: a call that was cancelled may put its one back. */
    void releaseIdle() {
        if (ownPool) {
            rest.connectionPool().evictAll();
        }
    }

    @Override
    public void close() {
        webSockets.dispatcher().setIdleCallback(this::releaseIdle); // a handshake that is cancelled leaves late, too
        rest.dispatcher().cancelAll();
        webSockets.dispatcher().cancelAll();
        callThreads.shutdown();
        socketThreads.shutdown();
        releaseIdle();
    }
}
