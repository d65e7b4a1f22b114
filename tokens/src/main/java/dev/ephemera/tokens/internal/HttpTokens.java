package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.AsyncTokens;
import dev.ephemera.tokens.TokenOutcome;
import dev.ephemera.tokens.TokenPolicy;
import dev.ephemera.tokens.TokenResponse;
import dev.ephemera.tokens.Tokens;
import dev.ephemera.transport.RequestOptions;
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

    /** Mints over a transport. */
    public HttpTokens(HttpTransport transport) {
        this.transport = transport;
        this.calls = new TokenCalls(transport);
    }

    @Override
    public AuthToken create(CreateAuthTokenConfig config, RequestOptions options) {
        return calls.create(config, options, Minted::token).execute();
    }

    @Override
    public AuthToken create(TokenPolicy policy, RequestOptions options) {
        return calls.create(policy, options, Minted::token).execute();
    }

    @Override
    public TokenResponse createWithResponse(CreateAuthTokenConfig config, RequestOptions options) {
        return calls.create(config, options, Minted::response).execute();
    }

    @Override
    public TokenResponse createWithResponse(TokenPolicy policy, RequestOptions options) {
        return calls.create(policy, options, Minted::response).execute();
    }

    @Override
    public AuthToken create(Map<String, ?> config, RequestOptions options) {
        return create(read(config), options);
    }

    @Override
    public TokenResponse createWithResponse(Map<String, ?> config, RequestOptions options) {
        return createWithResponse(read(config), options);
    }

    @Override
    public List<TokenOutcome> createAll(int count, TokenPolicy policy, int parallelism, RequestOptions options) {
        Batch batch = batch(count, policy, parallelism, options);
        calls.create(policy, options, Minted::token).check();
        return batch.execute();
    }

    @Override
    public Clock clock() {
        return transport.serverClock();
    }

    @Override
    public AsyncTokens async() {
        return new Async();
    }

    private Batch batch(int count, TokenPolicy policy, int parallelism, RequestOptions options) {
        return new Batch(count, parallelism, () -> async().create(policy, options));
    }

    private static CreateAuthTokenConfig read(Map<String, ?> config) {
        return MapInput.read(config, Descriptors.message("CreateAuthTokenConfig"), CreateAuthTokenConfig.class);
    }

    private final class Async implements AsyncTokens {

        @Override
        public CompletableFuture<AuthToken> create(CreateAuthTokenConfig config, RequestOptions options) {
            return calls.create(config, options, Minted::token).executeAsync();
        }

        @Override
        public CompletableFuture<AuthToken> create(TokenPolicy policy, RequestOptions options) {
            return calls.create(policy, options, Minted::token).executeAsync();
        }

        @Override
        public CompletableFuture<AuthToken> create(Map<String, ?> config, RequestOptions options) {
            return start(() -> create(read(config), options));
        }

        @Override
        public CompletableFuture<TokenResponse> createWithResponse(
                CreateAuthTokenConfig config, RequestOptions options) {
            return calls.create(config, options, Minted::response).executeAsync();
        }

        @Override
        public CompletableFuture<TokenResponse> createWithResponse(Map<String, ?> config, RequestOptions options) {
            return start(() -> createWithResponse(read(config), options));
        }

        @Override
        public CompletableFuture<TokenResponse> createWithResponse(TokenPolicy policy, RequestOptions options) {
            return calls.create(policy, options, Minted::response).executeAsync();
        }

        @Override
        public CompletableFuture<List<TokenOutcome>> createAll(
                int count, TokenPolicy policy, int parallelism, RequestOptions options) {
            return start(() -> batch(count, policy, parallelism, options)
                    .executeAsync(calls.create(policy, options, Minted::token)));
        }

        /** What is wrong before the call is made comes through the future too. */
        private <R> CompletableFuture<R> start(Supplier<CompletableFuture<R>> call) {
            try {
                return call.get();
            } catch (Throwable e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }
}
