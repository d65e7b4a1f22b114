package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.AsyncTokens;
import dev.ephemera.tokens.TokenOutcome;
import dev.ephemera.tokens.TokenPolicy;
import dev.ephemera.tokens.TokenResponse;
import dev.ephemera.tokens.Tokens;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.internal.ApiCall;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.MapInput;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.internal.Descriptors;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Mints tokens over HTTP; both faces make the same call. */
public final class HttpTokens implements Tokens {

    private final HttpTransport transport;
    private final TokenCalls calls;
    private final AsyncTokens async = new Async();

    /** Mints over a transport. */
    public HttpTokens(HttpTransport transport) {
        this.transport = transport;
        this.calls = new TokenCalls(transport);
    }

    @Override
    public AuthToken create(CreateAuthTokenConfig config, RequestOptions options) {
        return calls.create(config, options).map(Minted::token).execute();
    }

    @Override
    public AuthToken create(TokenPolicy policy, RequestOptions options) {
        return calls.create(policy, options).map(Minted::token).execute();
    }

    @Override
    public TokenResponse createWithResponse(CreateAuthTokenConfig config, RequestOptions options) {
        return calls.create(config, options).map(Minted::response).execute();
    }

    @Override
    public TokenResponse createWithResponse(TokenPolicy policy, RequestOptions options) {
        return calls.create(policy, options).map(Minted::response).execute();
    }

    @Override
    public AuthToken create(Map<String, ?> config, RequestOptions options) {
        return create(read(config), options);
    }

    @Override
    public List<TokenOutcome> createAll(int count, TokenPolicy policy, int parallelism, RequestOptions options) {
        return batch(count, policy, parallelism, options).execute();
    }

    @Override
    public Clock clock() {
        return transport.serverClock();
    }

    @Override
    public AsyncTokens async() {
        return async;
    }

    /** Checks that the tokens can be asked for at all. */
    private Batch batch(int count, TokenPolicy policy, int parallelism, RequestOptions options) {
        calls.create(policy, options);
        return new Batch(count, parallelism, () -> async.create(policy, options));
    }

    private static CreateAuthTokenConfig read(Map<String, ?> config) {
        return MapInput.read(config, Descriptors.message("CreateAuthTokenConfig"), CreateAuthTokenConfig.class);
    }

    private final class Async implements AsyncTokens {

        @Override
        public CompletableFuture<AuthToken> create(CreateAuthTokenConfig config, RequestOptions options) {
            return start(() -> calls.create(config, options).map(Minted::token));
        }

        @Override
        public CompletableFuture<AuthToken> create(TokenPolicy policy, RequestOptions options) {
            return start(() -> calls.create(policy, options).map(Minted::token));
        }

        @Override
        public CompletableFuture<AuthToken> create(Map<String, ?> config, RequestOptions options) {
            return start(() -> calls.create(read(config), options).map(Minted::token));
        }

        @Override
        public CompletableFuture<TokenResponse> createWithResponse(
                CreateAuthTokenConfig config, RequestOptions options) {
            return start(() -> calls.create(config, options).map(Minted::response));
        }

        @Override
        public CompletableFuture<TokenResponse> createWithResponse(TokenPolicy policy, RequestOptions options) {
            return start(() -> calls.create(policy, options).map(Minted::response));
        }

        @Override
        public CompletableFuture<List<TokenOutcome>> createAll(
                int count, TokenPolicy policy, int parallelism, RequestOptions options) {
            try {
                return batch(count, policy, parallelism, options).executeAsync();
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        /** What is wrong before the call is made comes through the future too. */
        private <R> CompletableFuture<R> start(Supplier<ApiCall<?, R>> call) {
            try {
                return call.get().executeAsync();
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }
}
