package dev.ephemera.transport.internal;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.ProxyOptions;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The two OkHttp clients, for calls and for WebSockets, derived from one: they share pool, proxy and TLS. To set up the platform's
 * TLS takes longer than all else that precedes a first call, so another thread may do it {@link #ahead} meanwhile. Thread-safe.
 */
final class HttpClients implements Call.Factory {

    private final ClientOptions options;
    private final ServerClocks clocks;
    private final HttpResources resources;
    private @Nullable OkHttpClient base;
    private @Nullable OkHttpClient rest;

    /** Makes nothing yet. */
    HttpClients(ClientOptions options, ServerClocks clocks, HttpResources resources) {
        this.options = options;
        this.clocks = clocks;
        this.resources = resources;
    }

    /** Has the platform's TLS set up by another thread, if it is needed and there is one to be had. No user's code runs there. */
    void ahead() {
        if (options.okHttpClient().isEmpty() && options.tls().isEmpty()) {
            boolean unused = new UserThreads(resources.callThreads()).tryRun(this::tryMake);
        }
    }

    private void tryMake() {
        try {
            make();
        } catch (Throwable e) {
            // whoever needs them tries anew, and is told
        }
    }

    /** Makes the clients now, unless they are made; may wait for who does so already. */
    void make() {
        OkHttpClient unused = rest();
    }

    /** Makes a call, which passes our interceptors. */
    @Override
    public Call newCall(Request request) {
        return rest().newCall(request);
    }

    private synchronized OkHttpClient rest() {
        if (rest == null) {
            rest = chain(base().newBuilder().dispatcher(resources.calls())).build();
        }
        return rest;
    }

    /** Makes a client for handshakes, without timeouts. */
    OkHttpClient webSockets() {
        return base().newBuilder()
                .dispatcher(resources.webSockets())
                .addInterceptor(new ServerClockInterceptor(clocks))
                .build();
    }

    private synchronized OkHttpClient base() {
        if (base == null) {
            base = built((options.okHttpClient().isPresent()
                            ? options.okHttpClient().get().newBuilder()
                            : own())
                    .connectTimeout(options.connectTimeout())
                    .readTimeout(Duration.ZERO)
                    .writeTimeout(Duration.ZERO)
                    .callTimeout(Duration.ZERO)
                    .pingInterval(Duration.ZERO)
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .retryOnConnectionFailure(false));
        }
        return base;
    }

    /** What goes wrong with the platform's TLS comes undeclared, as a checked exception or an error. */
    private static OkHttpClient built(OkHttpClient.Builder client) {
        try {
            return client.build();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            throw new IllegalStateException(
                    "The platform's TLS cannot be set up: " + e
                            + ". Mend its trust store (javax.net.ssl.trustStore), or set TlsOptions.",
                    e);
        }
    }

    private OkHttpClient.Builder own() {
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .connectionPool(resources.pool())
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

    /** All that a REST call passes, from the outside in. */
    private OkHttpClient.Builder chain(OkHttpClient.Builder client) {
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
}
