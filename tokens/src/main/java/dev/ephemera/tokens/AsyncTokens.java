package dev.ephemera.tokens;

import dev.ephemera.transport.RequestOptions;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * {@link Tokens} without blocking: every failure, a config that cannot work included, comes through the future, as the exception
 * that {@link Tokens} throws and not wrapped in another; only what a {@code Consumer} throws that is given here comes at once. A
 * future settles at the latest when the timeout of the call is over (that of a batch when that of each of its calls is), also
 * where a {@link dev.ephemera.transport.CredentialsProvider} blocks, which never blocks the caller. Cancelling a future aborts
 * the call.
 *
 * <p>Futures are completed on a thread that may be blocked. Thread-safe.
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

    /**
     * Mints a token by a policy. Its times count from now by the service's clock: if the answer shows that the best known
     * clock was off by more than 2 seconds, the token is put aside and another one minted, once, within the timeout of the call.
     *
     * @param policy uses, relative times and locks
     * @return the token to come
     */
    default CompletableFuture<AuthToken> create(TokenPolicy policy) {
        return create(policy, RequestOptions.none());
    }

    /**
     * Mints a token by a policy, as {@link #create(TokenPolicy)}.
     *
     * @param policy uses, relative times and locks
     * @param options options of this call
     * @return the token to come
     */
    CompletableFuture<AuthToken> create(TokenPolicy policy, RequestOptions options);

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param config uses, times, constraints and locks; {@link LockPlan} tells what it locks
     * @return token, status, headers and request id to come
     */
    default CompletableFuture<TokenResponse> createWithResponse(CreateAuthTokenConfig config) {
        return createWithResponse(config, RequestOptions.none());
    }

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param config uses, times, constraints and locks; {@link LockPlan} tells what it locks
     * @param options options of this call
     * @return token, status, headers and request id to come
     */
    CompletableFuture<TokenResponse> createWithResponse(CreateAuthTokenConfig config, RequestOptions options);

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param config sets uses, times, constraints and locks on the builder that it is given, on this thread; what it throws
     *     is thrown here
     * @return token, status, headers and request id to come
     */
    default CompletableFuture<TokenResponse> createWithResponse(Consumer<CreateAuthTokenConfig.Builder> config) {
        return createWithResponse(config, RequestOptions.none());
    }

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param config sets uses, times, constraints and locks on the builder that it is given, on this thread; what it throws
     *     is thrown here
     * @param options options of this call
     * @return token, status, headers and request id to come
     */
    default CompletableFuture<TokenResponse> createWithResponse(
            Consumer<CreateAuthTokenConfig.Builder> config, RequestOptions options) {
        CreateAuthTokenConfig.Builder builder = CreateAuthTokenConfig.builder();
        config.accept(builder);
        return createWithResponse(builder.build(), options);
    }

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param config as {@link Tokens#create(Map)} takes it
     * @return token, status, headers and request id to come
     */
    default CompletableFuture<TokenResponse> createWithResponse(Map<String, ?> config) {
        return createWithResponse(config, RequestOptions.none());
    }

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param config as {@link Tokens#create(Map)} takes it
     * @param options options of this call
     * @return token, status, headers and request id to come
     */
    CompletableFuture<TokenResponse> createWithResponse(Map<String, ?> config, RequestOptions options);

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param policy uses, relative times and locks
     * @return token, status, headers and request id to come
     */
    default CompletableFuture<TokenResponse> createWithResponse(TokenPolicy policy) {
        return createWithResponse(policy, RequestOptions.none());
    }

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param policy uses, relative times and locks
     * @param options options of this call
     * @return token, status, headers and request id to come
     */
    CompletableFuture<TokenResponse> createWithResponse(TokenPolicy policy, RequestOptions options);

    /**
     * Mints several tokens by one policy, at most {@value Tokens#BATCH_PARALLELISM} at a time.
     *
     * @param count how many tokens, 0 or more
     * @param policy uses, relative times and locks
     * @return one outcome for each token, in order to come
     */
    default CompletableFuture<List<TokenOutcome>> createAll(int count, TokenPolicy policy) {
        return createAll(count, policy, RequestOptions.none());
    }

    /**
     * Mints several tokens by one policy, at most {@value Tokens#BATCH_PARALLELISM} at a time.
     *
     * @param count how many tokens, 0 or more
     * @param policy uses, relative times and locks
     * @param options options of each call; the timeout is for each by itself
     * @return one outcome for each token, in order to come
     */
    default CompletableFuture<List<TokenOutcome>> createAll(int count, TokenPolicy policy, RequestOptions options) {
        return createAll(count, policy, Tokens.BATCH_PARALLELISM, options);
    }

    /**
     * Mints several tokens by one policy, for hand-outs. A token that cannot be minted does not stop the others: each has an
     * outcome of its own. Cancelling the future aborts the calls under way and makes no more; the tokens minted so far are then
     * in nobody's hands and die by themselves.
     *
     * @param count how many tokens, 0 or more
     * @param policy uses, relative times and locks
     * @param parallelism how many calls may be under way at a time, 1 or more
     * @param options options of each call; the timeout is for each by itself
     * @return one outcome for each token, in order to come
     */
    CompletableFuture<List<TokenOutcome>> createAll(
            int count, TokenPolicy policy, int parallelism, RequestOptions options);
}
