package dev.ephemera.tokens;

import dev.ephemera.transport.RequestOptions;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Mints ephemeral auth tokens ({@code POST /v1alpha/auth_tokens}): what a browser, a phone or another service opens a Live
 * session with, so that it never sees the API key.
 *
 * <p>Unless the config says otherwise, a token opens one session, has to be used within 60 seconds, and its sessions end after
 * 30 minutes. The service answers the name only; the {@link AuthToken} also tells the times and uses that hold, counted from
 * the server's clock.
 *
 * <p>Everything is checked before anything is sent. Minting is safe to repeat, and failed tries are repeated as the client's
 * {@link dev.ephemera.transport.RetryPolicy} says: a try whose answer was lost may leave a token behind, but it changes no other
 * token, nobody knows its name, so it opens nothing, and it dies by itself at its times. What a try may leave besides is a
 * request on the account.
 *
 * <p>Thread-safe. A method that mints one token blocks its caller for at most the timeout of the call, unless a
 * {@link dev.ephemera.transport.CredentialsProvider} takes longer; one that mints several for as long as the calls take, of which
 * only a few are made at a time and each has the timeout for itself. An interrupt ends it within moments, whatever it waits for.
 * It throws
 *
 * <ul>
 *   <li>{@link IllegalArgumentException} if the config cannot work; nothing was sent
 *   <li>{@link IllegalStateException} if the client is closed or has no API key
 *   <li>{@link UnsupportedOperationException} if Vertex AI was chosen
 *   <li>{@link dev.ephemera.transport.GeminiException} if the service refused, did not answer, or answered nonsense; a
 *       {@link dev.ephemera.transport.CallCancelledException} if the thread was interrupted, whose flag stays set, or the client
 *       closed
 * </ul>
 */
public interface Tokens {

    /** How many tokens of a batch are minted at a time by default. */
    int BATCH_PARALLELISM = 4;

    /**
     * Mints a token with the service's defaults, which locks nothing.
     *
     * @return the token
     */
    default AuthToken create() {
        return create(RequestOptions.none());
    }

    /**
     * Mints a token with the service's defaults, which locks nothing.
     *
     * @param options options of this call
     * @return the token
     */
    default AuthToken create(RequestOptions options) {
        return create(CreateAuthTokenConfig.builder().build(), options);
    }

    /**
     * Mints a token.
     *
     * @param config uses, times, constraints and locks; {@link LockPlan} tells what it locks
     * @return the token
     */
    default AuthToken create(CreateAuthTokenConfig config) {
        return create(config, RequestOptions.none());
    }

    /**
     * Mints a token.
     *
     * @param config uses, times, constraints and locks; {@link LockPlan} tells what it locks
     * @param options options of this call
     * @return the token
     */
    default AuthToken create(CreateAuthTokenConfig config, RequestOptions options) {
        return createWithResponse(config, options).token();
    }

    /**
     * Mints a token.
     *
     * @param config sets uses, times, constraints and locks on the builder that it is given
     * @return the token
     */
    default AuthToken create(Consumer<CreateAuthTokenConfig.Builder> config) {
        return create(config, RequestOptions.none());
    }

    /**
     * Mints a token.
     *
     * @param config sets uses, times, constraints and locks on the builder that it is given
     * @param options options of this call
     * @return the token
     */
    default AuthToken create(Consumer<CreateAuthTokenConfig.Builder> config, RequestOptions options) {
        CreateAuthTokenConfig.Builder builder = CreateAuthTokenConfig.builder();
        config.accept(builder);
        return create(builder.build(), options);
    }

    /**
     * Mints a token from plain values, for configs that come from elsewhere.
     *
     * @param config names in camelCase or snake_case and plain values (strings, numbers, booleans, lists, maps, times) or
     *     values of the types; null means absent; unknown names are refused
     * @return the token
     */
    default AuthToken create(Map<String, ?> config) {
        return create(config, RequestOptions.none());
    }

    /**
     * Mints a token from plain values, for configs that come from elsewhere.
     *
     * @param config names in camelCase or snake_case and plain values (strings, numbers, booleans, lists, maps, times) or
     *     values of the types; null means absent; unknown names are refused
     * @param options options of this call
     * @return the token
     */
    AuthToken create(Map<String, ?> config, RequestOptions options);

    /**
     * Mints a token by a policy. Its times count from now by the service's clock: if the answer shows that the best known
     * clock was off by more than 2 seconds, the token is put aside and another one minted, once, within the timeout of the call.
     *
     * @param policy uses, relative times and locks
     * @return the token
     */
    default AuthToken create(TokenPolicy policy) {
        return create(policy, RequestOptions.none());
    }

    /**
     * Mints a token by a policy, as {@link #create(TokenPolicy)}.
     *
     * @param policy uses, relative times and locks
     * @param options options of this call
     * @return the token
     */
    default AuthToken create(TokenPolicy policy, RequestOptions options) {
        return createWithResponse(policy, options).token();
    }

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param config uses, times, constraints and locks; {@link LockPlan} tells what it locks
     * @return token, status, headers and request id
     */
    default TokenResponse createWithResponse(CreateAuthTokenConfig config) {
        return createWithResponse(config, RequestOptions.none());
    }

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param config uses, times, constraints and locks; {@link LockPlan} tells what it locks
     * @param options options of this call
     * @return token, status, headers and request id
     */
    TokenResponse createWithResponse(CreateAuthTokenConfig config, RequestOptions options);

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param config sets uses, times, constraints and locks on the builder that it is given
     * @return token, status, headers and request id
     */
    default TokenResponse createWithResponse(Consumer<CreateAuthTokenConfig.Builder> config) {
        return createWithResponse(config, RequestOptions.none());
    }

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param config sets uses, times, constraints and locks on the builder that it is given
     * @param options options of this call
     * @return token, status, headers and request id
     */
    default TokenResponse createWithResponse(Consumer<CreateAuthTokenConfig.Builder> config, RequestOptions options) {
        CreateAuthTokenConfig.Builder builder = CreateAuthTokenConfig.builder();
        config.accept(builder);
        return createWithResponse(builder.build(), options);
    }

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param config as {@link #create(Map)} takes it
     * @return token, status, headers and request id
     */
    default TokenResponse createWithResponse(Map<String, ?> config) {
        return createWithResponse(config, RequestOptions.none());
    }

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param config as {@link #create(Map)} takes it
     * @param options options of this call
     * @return token, status, headers and request id
     */
    TokenResponse createWithResponse(Map<String, ?> config, RequestOptions options);

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param policy uses, relative times and locks
     * @return token, status, headers and request id
     */
    default TokenResponse createWithResponse(TokenPolicy policy) {
        return createWithResponse(policy, RequestOptions.none());
    }

    /**
     * Mints a token and keeps what the answer told besides.
     *
     * @param policy uses, relative times and locks
     * @param options options of this call
     * @return token, status, headers and request id
     */
    TokenResponse createWithResponse(TokenPolicy policy, RequestOptions options);

    /**
     * Mints several tokens by one policy, at most {@value #BATCH_PARALLELISM} at a time.
     *
     * @param count how many tokens, 0 or more
     * @param policy uses, relative times and locks
     * @return one outcome for each token, in order
     */
    default List<TokenOutcome> createAll(int count, TokenPolicy policy) {
        return createAll(count, policy, RequestOptions.none());
    }

    /**
     * Mints several tokens by one policy, at most {@value #BATCH_PARALLELISM} at a time.
     *
     * @param count how many tokens, 0 or more
     * @param policy uses, relative times and locks
     * @param options options of each call; the timeout is for each by itself
     * @return one outcome for each token, in order
     */
    default List<TokenOutcome> createAll(int count, TokenPolicy policy, RequestOptions options) {
        return createAll(count, policy, BATCH_PARALLELISM, options);
    }

    /**
     * Mints several tokens by one policy, for hand-outs. A token that cannot be minted does not stop the others: each has an
     * outcome of its own, and only what is wrong before anything is sent is thrown. An interrupt aborts the calls under way and
     * makes no more: the outcomes then tell which tokens there are, and the thread's flag stays set.
     *
     * @param count how many tokens, 0 or more
     * @param policy uses, relative times and locks
     * @param parallelism how many calls may be under way at a time, 1 or more
     * @param options options of each call; the timeout is for each by itself
     * @return one outcome for each token, in order
     */
    List<TokenOutcome> createAll(int count, TokenPolicy policy, int parallelism, RequestOptions options);

    /**
     * The best known clock of the service at the client's address: the client's clock, corrected where the {@code Date} header of
     * a good answer proved it wrong by more than a second and the time that the answer took. The one to ask whether a token
     * still lives.
     *
     * @return a clock that goes on learning
     */
    Clock clock();

    /**
     * The same without blocking.
     *
     * @return a view that shares everything with this one
     */
    AsyncTokens async();
}
