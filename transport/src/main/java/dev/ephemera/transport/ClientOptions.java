package dev.ephemera.transport;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.immutables.value.Value;

/**
 * Everything that a client is built with, checked as a whole.
 *
 * <p>Immutable; may be shared between clients. Secrets and header values do not show in {@code toString()}.
 */
@Value.Immutable
@ValueStyle
public interface ClientOptions {

    /** Where the Gemini Developer API is. */
    URI DEFAULT_BASE_URL = URI.create("https://generativelanguage.googleapis.com");

    /**
     * Who supplies the API key or the token. None by default; every call then fails and says so.
     *
     * @return the provider
     */
    @Value.Redacted
    Optional<CredentialsProvider> credentials();

    /**
     * The address of the service, default {@link #DEFAULT_BASE_URL}. A path in it is kept as a prefix. Live sessions use
     * {@code wss} for {@code https} and {@code ws} for {@code http}.
     *
     * @return {@code http} (loopback only, see {@link #allowUnencryptedConnectionsToRemoteHosts()}) or {@code https}
     */
    @Value.Default
    default URI baseUrl() {
        return DEFAULT_BASE_URL;
    }

    /**
     * The API version, where the one that each call chooses by itself will not do ({@code v1alpha} for tokens and sessions
     * with a token, {@code v1beta} for sessions with a key).
     *
     * @return the version, such as {@code v1beta}
     */
    Optional<String> apiVersion();

    /**
     * Headers for every call and every handshake.
     *
     * @return names and values
     */
    @Value.Redacted
    Map<String, String> headers();

    /**
     * How long a connection may take: for a REST call the TCP connection to one address of the host (TLS and all else count to
     * {@link #requestTimeout()}), for a Live session everything until its handshake is over. Default 10 s.
     *
     * @return the timeout, 1 ms to 1 day
     */
    @Value.Default
    default Duration connectTimeout() {
        return Duration.ofSeconds(10);
    }

    /**
     * How long a whole REST call may take, retries and waits included. Default 60 s. The service is told in whole seconds, by
     * {@code x-server-timeout}. A look-up of the host's name that hangs cannot be cut short; it ends when the platform ends it.
     *
     * @return the timeout, 1 ms to 1 day
     */
    @Value.Default
    default Duration requestTimeout() {
        return Duration.ofSeconds(60);
    }

    /**
     * How long a Live session may take from the start of its connection until the setup is complete. Default 15 s.
     *
     * @return the timeout, 1 ms to 1 day
     */
    @Value.Default
    default Duration setupTimeout() {
        return Duration.ofSeconds(15);
    }

    /**
     * How long the peer may take to answer the close of a Live session. Default 5 s.
     *
     * @return the timeout, 1 ms to 1 day
     */
    @Value.Default
    default Duration closeTimeout() {
        return Duration.ofSeconds(5);
    }

    /**
     * How failed calls are tried again.
     *
     * @return the policy
     */
    @Value.Default
    default RetryPolicy retryPolicy() {
        return RetryPolicy.builder().build();
    }

    /**
     * The longest response body that is read. Default 4 MiB; a longer one fails the call.
     *
     * @return the limit in bytes, positive
     */
    @Value.Default
    default long maxResponseBytes() {
        return 4L << 20;
    }

    /**
     * A proxy for REST calls and Live sessions; the platform's by default.
     *
     * @return the proxy
     */
    Optional<ProxyOptions> proxy();

    /**
     * Other certificates than the platform's.
     *
     * @return the TLS options
     */
    Optional<TlsOptions> tls();

    /**
     * A client of your own to derive ours from: its interceptors, DNS, proxy, TLS, sockets and connection pool stay; timeouts,
     * redirects, retries and dispatchers are ours. It is never closed. Its interceptors see the final request, the key or token
     * in its headers included.
     *
     * @return the client
     */
    Optional<OkHttpClient> okHttpClient();

    /**
     * Whether Vertex AI is asked for. It is not served: every operation then raises
     * {@link UnsupportedOperationException}.
     *
     * @return false by default
     */
    @Value.Default
    default boolean vertexAi() {
        return false;
    }

    /**
     * Whether keys and tokens may travel without encryption to another host than loopback. False by default: anybody on the
     * way could read them.
     *
     * @return true only for networks that are protected otherwise
     */
    @Value.Default
    default boolean allowUnencryptedConnectionsToRemoteHosts() {
        return false;
    }

    /**
     * The clock that times are counted by until the server's is known. The system's by default.
     *
     * @return the clock
     */
    @Value.Default
    default Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * Checks the values; called by the builder.
     *
     * @throws IllegalArgumentException if one is out of its range; the message names it
     */
    @Value.Check
    default void check() {
        OptionChecks.baseUrl(baseUrl());
        requireSafe(baseUrl());
        if (apiVersion().isPresent()) {
            OptionChecks.apiVersion(apiVersion().get());
        }
        OptionChecks.headers(headers());
        OptionChecks.timeout("connectTimeout", connectTimeout());
        OptionChecks.timeout("requestTimeout", requestTimeout());
        OptionChecks.timeout("setupTimeout", setupTimeout());
        OptionChecks.timeout("closeTimeout", closeTimeout());
        if (maxResponseBytes() < 1) {
            throw new IllegalArgumentException("maxResponseBytes is " + maxResponseBytes() + "; it must be positive.");
        }
        if (okHttpClient().isPresent() && (proxy().isPresent() || tls().isPresent())) {
            throw new IllegalArgumentException(
                    "Set proxy and TLS on the okHttpClient that you give, or give none and set them here.");
        }
    }

    /**
     * Refuses an address to which a secret would travel unencrypted.
     *
     * @param url the address
     * @throws IllegalArgumentException if it is plain {@code http} to another host than loopback, or through a proxy on another
     *     host, and {@link #allowUnencryptedConnectionsToRemoteHosts()} is false
     */
    default void requireSafe(URI url) {
        boolean staysHere = OptionChecks.isLoopback(url.getHost())
                && (proxy().isEmpty() || OptionChecks.isLoopback(proxy().get().host()));
        if ("http".equalsIgnoreCase(url.getScheme()) && !staysHere && !allowUnencryptedConnectionsToRemoteHosts()) {
            throw new IllegalArgumentException("The address is plain http to " + url.getHost()
                    + proxy().map(proxy -> " through the proxy " + proxy.host()).orElse("")
                    + ", and a key or token would be readable on the way; use https,"
                    + " or set allowUnencryptedConnectionsToRemoteHosts.");
        }
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a changed copy.
     *
     * @return a new builder with everything set as here
     */
    default Builder toBuilder() {
        return builder().from(this);
    }

    /** Sets the options one by one; not for use by several threads at once. */
    final class Builder extends ImmutableClientOptions.Builder {

        Builder() {}

        /**
         * Sets {@link ClientOptions#credentials()} to an API key.
         *
         * @param key the key, or a token, which becomes the token that it is
         * @return this builder
         */
        public Builder apiKey(String key) {
            return credentials(Credentials.apiKey(key));
        }

        /**
         * Sets {@link ClientOptions#credentials()} to an ephemeral token.
         *
         * @param name the token's name
         * @return this builder
         */
        public Builder token(String name) {
            return credentials(Credentials.token(name));
        }

        /**
         * Sets {@link ClientOptions#credentials()} to fixed ones.
         *
         * @param credentials the key or the token
         * @return this builder
         */
        public Builder credentials(Credentials credentials) {
            return credentials(() -> credentials);
        }

        /**
         * Sets {@link ClientOptions#baseUrl()}.
         *
         * @param baseUrl the address
         * @return this builder
         * @throws IllegalArgumentException if it is no URI
         */
        public Builder baseUrl(String baseUrl) {
            return baseUrl(URI.create(baseUrl));
        }
    }
}
