package dev.ephemera.tokens;

import dev.ephemera.transport.ClientOptions;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.immutables.value.Value;

/**
 * The address of a backend that hands out tokens, for programs that must not have the API key: phones, desktops, other services.
 *
 * <p>The backend answers 200 with JSON: an {@link dev.ephemera.types.AuthToken} as any Jackson writes it, or an object with
 * {@code name} or {@code token}, and where it has them {@code expireTime}, {@code newSessionExpireTime} (RFC 3339) and
 * {@code uses}. What is absent is taken as the service's default, counted from the answer: 30 minutes, 60 seconds, one use.
 *
 * <p>Immutable. Neither the address, which may have a secret in its query, nor headers show in {@code toString()}.
 */
@Value.Immutable
@ValueStyle
public interface TokenEndpoint {

    /** How a backend is asked. */
    enum Method {
        /** With an empty body: each answer is a new token, and nobody may cache it. */
        POST,
        /** For backends that want it so. */
        GET
    }

    /**
     * Where the backend is.
     *
     * @return {@code https}, or {@code http} on loopback; a path and a query are kept
     */
    @Value.Redacted
    URI url();

    /**
     * How it is asked. {@code POST} by default.
     *
     * @return the method
     */
    @Value.Default
    default Method method() {
        return Method.POST;
    }

    /**
     * Headers by which the backend knows who asks, such as {@code Authorization}. Asked anew for each token, on a thread of the
     * source, and may block, but is waited for no longer than the request may take; what it throws fails that try to renew.
     * Values are treated as secrets. None by default.
     *
     * @return the supplier of names and values
     */
    @Value.Default
    @Value.Redacted
    default Supplier<Map<String, String>> headers() {
        return Map::of;
    }

    /**
     * How the call is made: timeouts, retries, limits, proxy, TLS, {@code OkHttpClient}, clock and fixed headers hold, each with
     * its default; address, version and credentials are not used.
     *
     * @return the options
     */
    @Value.Default
    default ClientOptions options() {
        return ClientOptions.builder().build();
    }

    /**
     * Checks the address; called by the builder.
     *
     * @throws IllegalArgumentException if the token could be read on the way, or the address cannot work
     */
    @Value.Check
    default void check() {
        String scheme = url().getScheme();
        if (!("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme)) || url().getHost() == null) {
            throw new IllegalArgumentException("url must be an https address with a host, such as"
                    + " https://example.org/token; it has the scheme " + scheme + ".");
        }
        if (url().getRawUserInfo() != null || url().getRawFragment() != null) {
            throw new IllegalArgumentException("url at host " + url().getHost()
                    + " has user information or a fragment; send credentials by headers.");
        }
        options().requireSafe(url());
    }

    /**
     * Starts with the address of a backend.
     *
     * @param url {@code https}, or {@code http} on loopback
     * @return a new builder
     */
    static Builder builder(URI url) {
        return new Builder().url(url);
    }

    /**
     * Starts a changed copy.
     *
     * @return a new builder with everything set as here
     */
    default Builder toBuilder() {
        return new Builder().from(this);
    }

    /** Sets the values one by one; not for use by several threads at once. */
    final class Builder extends ImmutableTokenEndpoint.Builder {

        Builder() {}
    }
}
