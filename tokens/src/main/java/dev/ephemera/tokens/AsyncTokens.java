package dev.ephemera.tokens;

import dev.ephemera.transport.RequestOptions;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * {@link Tokens} without blocking: every failure, a config that cannot work included, comes through the future, as the exception
 * that {@link Tokens} throws and not wrapped in another. Cancelling a future aborts the call.
 *
 * <p>Futures are completed on a thread of the transport, which must not be blocked. Thread-safe.
 */
public interface AsyncTokens {

    /**
     * Mints a token with the service's defaults, which locks nothing.
     *
     * @return the token to come
     */
    default CompletableFuture<AuthToken> create() {
        return create(RequestOptions.none());
    }

    /**
     * Mints a token with the service's defaults, which locks nothing.
     *
     * @param options options of this call
     * @return the token to come
     */
    default CompletableFuture<AuthToken> create(RequestOptions options) {
        return create(CreateAuthTokenConfig.builder().build(), options);
    }

    /**
     * Mints a token.
     *
     * @param config uses, times, constraints and locks; {@link LockPlan} tells what it locks
     * @return the token to come
     */
    default CompletableFuture<AuthToken> create(CreateAuthTokenConfig config) {
        return create(config, RequestOptions.none());
    }

    /**
     * Mints a token.
     *
     * @param config uses, times, constraints and locks; {@link LockPlan} tells what it locks
     * @param options options of this call
     * @return the token to come
     */
    CompletableFuture<AuthToken> create(CreateAuthTokenConfig config, RequestOptions options);

    /**
     * Mints a token.
     *
     * @param config sets uses, times, constraints and locks on the builder that it is given, on this thread; what it throws
     *     is thrown here
     * @return the token to come
     */
    default CompletableFuture<AuthToken> create(Consumer<CreateAuthTokenConfig.Builder> config) {
        return create(config, RequestOptions.none());
    }

    /**
     * Mints a token.
     *
     * @param config sets uses, times, constraints and locks on the builder that it is given, on this thread; what it throws
     *     is thrown here
     * @param options options of this call
     * @return the token to come
     */
    default CompletableFuture<AuthToken> create(
            Consumer<CreateAuthTokenConfig.Builder> config, RequestOptions options) {
        CreateAuthTokenConfig.Builder builder = CreateAuthTokenConfig.builder();
        config.accept(builder);
        return create(builder.build(), options);
    }

    /**
     * Mints a token from plain values, for configs that come from elsewhere.
     *
     * @param config as {@link Tokens#create(Map)} takes it
     * @return the token to come
     */
    default CompletableFuture<AuthToken> create(Map<String, ?> config) {
        return create(config, RequestOptions.none());
    }

    /**
     * Mints a token from plain values, for configs that come from elsewhere.
     *
     * @param config as {@link Tokens#create(Map)} takes it
     * @param options options of this call
     * @return the token to come
     */
    CompletableFuture<AuthToken> create(Map<String, ?> config, RequestOptions options);
}
