package dev.ephemera.transport.internal;

import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.internal.websocket.Rfc6455Engine;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/** What the modules above share of one client: its options, its calls, its WebSockets and its clocks. Thread-safe. */
public final class HttpTransport implements AutoCloseable {

    /** The host is put in by {@link RequestInterceptor}, for it may change from call to call. */
    private static final String PLACEHOLDER = "http://placeholder.invalid/";

    private final ClientOptions options;
    private final Time time;
    private final RandomGenerator random;
    private final ServerClocks serverClocks;
    private final CallsUnderWay underWay;
    private final HttpResources resources;
    private final HttpClients clients;
    private final Preparations preparations;
    private final CallRuntime runtime;
    private final Retrofit retrofit;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Made when it is first asked for: who only makes calls does not load it. */
    private @Nullable Rfc6455Engine webSockets;

    private HttpTransport(ClientOptions options, Time time, RandomGenerator random) {
        this.options = options;
        this.time = time;
        this.random = random;
        this.serverClocks = new ServerClocks(options.clock(), options.baseUrl());
        this.resources = new HttpResources(options.okHttpClient());
        this.clients = new HttpClients(options, serverClocks, resources);
        this.underWay = new CallsUnderWay(resources::releaseIdle);
        this.preparations = new Preparations(resources.callThreads(), underWay, time);
        this.runtime = new CallRuntime(
                preparations,
                underWay,
                serverClocks,
                clients,
                time,
                random,
                new InterruptWatch(new UserThreads(resources.callThreads())));
        clients.ahead();
        this.retrofit = new Retrofit.Builder()
                .baseUrl(PLACEHOLDER)
                .callFactory(clients)
                .addConverterFactory(new JsonConverterFactory())
                .build();
    }

    /** Makes the transport of one client. */
    public static HttpTransport create(ClientOptions options) {
        return create(options, new SystemTime(), new Random());
    }

    /** Makes a transport whose waits and randomness are the test's. */
    public static HttpTransport create(ClientOptions options, Time time, RandomGenerator random) {
        ClassPath.check();
        return new HttpTransport(options, time, random);
    }

    /** The client's options. */
    public ClientOptions options() {
        return options;
    }

    /** How time passes for this client. */
    public Time time() {
        return time;
    }

    /** The best known clock of the service at the client's address. */
    public ServerClock serverClock() {
        return serverClock(options.baseUrl());
    }

    /** The best known clock of the service at an address; each host and port has its own. */
    public ServerClock serverClock(URI address) {
        return serverClocks.of(address);
    }

    /**
     * Opens WebSockets with the client's proxy and TLS; closing the transport aborts them. May wait until TLS is set up. Declared as
     * what it is, since the verifier loads an interface that it would have to compare with.
     *
     * @throws IllegalStateException if it cannot be
     */
    public Rfc6455Engine webSockets() {
        Optional<Rfc6455Engine> made = madeWebSockets();
        return made.isPresent() ? made.get() : madeWebSockets(clients.webSockets()); // close() must not wait for TLS
    }

    private synchronized Rfc6455Engine madeWebSockets(OkHttpClient client) {
        if (webSockets == null) {
            webSockets = new Rfc6455Engine(client, resources::releaseIdle);
        }
        return webSockets;
    }

    private synchronized Optional<Rfc6455Engine> madeWebSockets() {
        return Optional.ofNullable(webSockets);
    }

    /** Runs what is the user's or may block, each task on a thread of its own; takes nothing any more once the transport is closed. */
    public Executor threads() {
        return resources.callThreads();
    }

    /** Chooses waits by a policy, with this client's randomness. */
    public RetrySchedule schedule(RetryPolicy policy) {
        return new RetrySchedule(policy, random);
    }

    /** Tells the user's provider that the service has refused what it supplied; may block. */
    public void refused(Credentials credentials) {
        options.credentials().ifPresent(provider -> provider.refused(credentials));
    }

    /** Makes a Retrofit interface, whose methods take the {@link CallContext} as a tag. */
    public <A> A api(Class<A> type) {
        return retrofit.create(type);
    }

    /** Decodes what a handshake was refused with; calls do so by themselves. */
    public ErrorDecoder errors() {
        return new ErrorDecoder(options.clock());
    }

    /**
     * Merges the options of a REST call.
     *
     * @param call the call's options
     * @param defaultVersion the API version unless somebody chose another
     * @throws UnsupportedOperationException if Vertex AI was chosen
     * @throws IllegalStateException if the client is closed, has no credentials, or has a token, which opens Live sessions only
     * @throws IllegalArgumentException if the call's address is not safe
     */
    public CallContext restContext(RequestOptions call, String defaultVersion) {
        URI baseUrl = usableAddress(call);
        Credentials credentials = credentials();
        if (credentials.isToken()) {
            throw new IllegalStateException("This client has an ephemeral token (" + credentials
                    + "), and a token opens Live sessions only; this call needs an API key.");
        }
        return context(
                call,
                baseUrl,
                credentials,
                options.requestTimeout(),
                version(call).orElse(defaultVersion));
    }

    /**
     * Merges the options of a Live connection; its timeout is for connection and setup together.
     *
     * @param call the connection's options
     * @param defaultVersion the API version for the credentials, unless somebody chose another
     * @throws UnsupportedOperationException if Vertex AI was chosen
     * @throws IllegalStateException if the client is closed, or has no credentials
     * @throws IllegalArgumentException if the call's address is not safe
     */
    public CallContext liveContext(RequestOptions call, Function<Credentials, String> defaultVersion) {
        URI baseUrl = usableAddress(call);
        Credentials credentials = credentials();
        return context(
                call,
                baseUrl,
                credentials,
                options.setupTimeout(),
                version(call).orElseGet(() -> defaultVersion.apply(credentials)));
    }

    private Optional<String> version(RequestOptions call) {
        return call.apiVersion().isPresent() ? call.apiVersion() : options.apiVersion();
    }

    private URI usableAddress(RequestOptions call) {
        requireUsable();
        URI baseUrl = call.baseUrl().orElse(options.baseUrl());
        if (call.baseUrl().isPresent()) {
            options.requireSafe(baseUrl); // the client's was checked when it was built
        }
        return baseUrl;
    }

    private Credentials credentials() {
        if (options.credentials().isEmpty()) {
            throw new IllegalStateException(
                    "The client has no credentials: give apiKey(..), token(..) or credentials(..) to its builder.");
        }
        return Objects.requireNonNull(
                options.credentials().get().credentials(), "The CredentialsProvider returned null.");
    }

    private CallContext context(
            RequestOptions call, URI baseUrl, Credentials credentials, Duration timeout, String version) {
        return new CallContext(
                Optional.of(credentials),
                baseUrl,
                version,
                merged(call.headers()),
                call.timeout().orElse(timeout),
                call.retryPolicy().orElse(options.retryPolicy()),
                new Redaction(credentials, proxySecrets()));
    }

    /**
     * Prepares a call to another service than the API: with the client's timeouts, retries and headers, but without its
     * credentials, address and version.
     *
     * @param address where the service is; the path does not matter, and what its query holds are secrets
     * @param headers further headers, whose values are secrets
     * @throws IllegalStateException if the client is closed
     * @throws IllegalArgumentException if the address is not safe, or a header cannot be sent
     */
    public CallContext foreignContext(URI address, Map<String, String> headers) {
        requireOpen();
        options.requireSafe(address);
        headers.forEach(HeaderSyntax::check);
        List<String> secrets = new ArrayList<>(proxySecrets());
        headers.values().stream().flatMap(Redaction::secretsOfHeader).forEach(secrets::add);
        Redaction.secretsOfQuery(address).forEach(secrets::add);
        return new CallContext(
                Optional.empty(),
                address.resolve("/"),
                "",
                merged(headers),
                options.requestTimeout(),
                options.retryPolicy(),
                new Redaction(secrets));
    }

    private List<String> proxySecrets() {
        return options.proxy().isPresent()
                ? ProxyCredentials.secrets(options.proxy().get())
                : List.of();
    }

    private Map<String, String> merged(Map<String, String> further) {
        if (further.isEmpty()) {
            return options.headers();
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(options.headers());
        headers.putAll(further);
        return Collections.unmodifiableMap(headers);
    }

    private void requireUsable() {
        if (options.vertexAi()) {
            throw new UnsupportedOperationException(
                    "Vertex AI is chosen (vertexAi(true) or GOOGLE_GENAI_USE_VERTEXAI), but ephemeral tokens and these"
                            + " Live sessions exist in the Gemini Developer API only; use an API key and vertexAi(false).");
        }
        requireOpen();
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("The client is closed.");
        }
    }

    /**
     * Makes a REST call of the API, with the settings of {@link #restContext}; those are made by each run.
     *
     * @param call the call's options
     * @param defaultVersion the API version unless somebody chose another
     * @param script what the tries of one run ask, given the settings; throws what cannot work
     */
    public <T, R> ApiCall<T, R> restCall(
            RequestOptions call, String defaultVersion, Function<CallContext, CallScript<T, R>> script) {
        Duration timeout = call.timeout().orElse(options.requestTimeout());
        return new ApiCall<>(() -> restContext(call, defaultVersion), script, timeout, runtime);
    }

    /**
     * Makes a call to another service than the API, with the settings of {@link #foreignContext}; those are made by each run.
     *
     * @param address where the service is
     * @param headers supplies further headers; may block
     * @param script what the tries of one run ask, given the settings
     */
    public <T, R> ApiCall<T, R> foreignCall(
            URI address, Supplier<Map<String, String>> headers, Function<CallContext, CallScript<T, R>> script) {
        return new ApiCall<>(() -> foreignContext(address, headers.get()), script, options.requestTimeout(), runtime);
    }

    /**
     * Begins what is no REST call, as those begin: what may ask the user's code runs on a thread of the client.
     *
     * @param future settles it; fails here with whatever goes wrong, at the latest after the timeout
     * @param timeout how long all of it may take
     * @param prepare what is done first
     * @param goOn what follows, which keeps the rest of the timeout by itself
     * @param named what its end is called while it is still being prepared
     */
    public <A> void begin(
            CompletableFuture<?> future,
            Duration timeout,
            Supplier<A> prepare,
            Consumer<A> goOn,
            UnaryOperator<GeminiException> named) {
        preparations.begin(future, timeout, prepare, goOn, named);
    }

    /** Counts the connections that are idle, in use or being made; for tests. */
    int connections() {
        return resources.connections()
                + madeWebSockets().map(Rfc6455Engine::connections).orElse(0);
    }

    /**
     * Ends the calls and WebSockets under way and releases what this transport made; does nothing the second time. Returns at
     * once; the calls fail and the listeners learn the end on their own threads.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            underWay.close();
            resources.close();
            madeWebSockets().ifPresent(Rfc6455Engine::close); // none begins any more
            if (time instanceof SystemTime own) {
                own.close();
            }
        }
    }
}
