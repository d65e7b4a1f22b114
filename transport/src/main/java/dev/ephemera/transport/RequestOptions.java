package dev.ephemera.transport;

import dev.ephemera.types.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * Options of one call. What is set here wins over {@link ClientOptions}; headers are added to the client's.
 *
 * <p>Immutable. Header values and the extra body do not show in {@code toString()}.
 */
@Value.Immutable
@ValueStyle
public interface RequestOptions {

    /**
     * How long the whole call may take, retries and waits included; for a Live connect, until the setup is complete.
     *
     * @return the timeout, 1 ms to 1 day
     */
    Optional<Duration> timeout();

    /**
     * Another address of the service, as {@link ClientOptions#baseUrl()}.
     *
     * @return {@code http} or {@code https}, with or without a path
     */
    Optional<URI> baseUrl();

    /**
     * Another API version, such as {@code v1beta}.
     *
     * @return the version
     */
    Optional<String> apiVersion();

    /**
     * Headers for this call; they replace those of the client of the same name.
     *
     * @return names and values
     */
    @Value.Redacted
    Map<String, String> headers();

    /**
     * Another way to retry.
     *
     * @return the policy
     */
    Optional<RetryPolicy> retryPolicy();

    /**
     * Members that are put into the body (of a Live connect: into the setup) besides those that the description knows, for a
     * service that is newer. They cannot replace a known one.
     *
     * @return the members
     */
    @Value.Redacted
    Optional<JsonObject> extraBody();

    /**
     * Checks the values; called by the builder.
     *
     * @throws IllegalArgumentException if one is out of its range; the message names it
     */
    @Value.Check
    default void check() {
        if (timeout().isPresent()) {
            OptionChecks.timeout("timeout", timeout().get());
        }
        if (baseUrl().isPresent()) {
            OptionChecks.baseUrl(baseUrl().get());
        }
        if (apiVersion().isPresent()) {
            OptionChecks.apiVersion(apiVersion().get());
        }
        OptionChecks.headers(headers());
    }

    /**
     * No options: all of the client's.
     *
     * @return the empty options
     */
    static RequestOptions none() {
        return builder().build();
    }

    /**
     * Starts with nothing set.
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
    final class Builder extends ImmutableRequestOptions.Builder {

        Builder() {}

        /**
         * Sets {@link RequestOptions#baseUrl()}.
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
