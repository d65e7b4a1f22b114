package dev.ephemera.tokens;

import dev.ephemera.transport.RequestOptions;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.CreateAuthTokenConfig;
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
 * {@link dev.ephemera.transport.RetryPolicy} says: a token that nobody has received opens nothing and dies by itself.
 *
 * <p>Thread-safe. Each method blocks its caller for at most the timeout of the call and throws
 *
 * <ul>
 *   <li>{@link IllegalArgumentException} if the config cannot work; nothing was sent
 *   <li>{@link IllegalStateException} if the client is closed or has no API key
 *   <li>{@link UnsupportedOperationException} if Vertex AI was chosen
 *   <li>{@link dev.ephemera.transport.GeminiException} if the service refused, did not answer, or answered nonsense
 * </ul>
 */
public interface Tokens {

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
    AuthToken create(CreateAuthTokenConfig config, RequestOptions options);

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
     * The same without blocking.
     *
     * @return a view that shares everything with this one
     */
    AsyncTokens async();
}
