package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.AsyncTokens;
import dev.ephemera.tokens.Tokens;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.internal.ApiCall;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.MapInput;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.AuthTokenResource;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.internal.Descriptors;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Mints tokens over HTTP; both faces make the same call. */
public final class HttpTokens implements Tokens {

    private final TokenCalls calls;
    private final AsyncTokens async = new Async();

    /** Mints over a transport. */
    public HttpTokens(HttpTransport transport) {
        this.calls = new TokenCalls(transport);
    }

    @Override
    public AuthToken create(CreateAuthTokenConfig config, RequestOptions options) {
        return calls.create(config, options).execute();
    }

    @Override
    public AuthToken create(Map<String, ?> config, RequestOptions options) {
        return create(read(config), options);
    }

    @Override
    public AsyncTokens async() {
        return async;
    }

    private static CreateAuthTokenConfig read(Map<String, ?> config) {
        return MapInput.read(config, Descriptors.message("CreateAuthTokenConfig"), CreateAuthTokenConfig.class);
    }

    private final class Async implements AsyncTokens {

        @Override
        public CompletableFuture<AuthToken> create(CreateAuthTokenConfig config, RequestOptions options) {
            return start(() -> calls.create(config, options));
        }

        @Override
        public CompletableFuture<AuthToken> create(Map<String, ?> config, RequestOptions options) {
            return start(() -> calls.create(read(config), options));
        }

        /** What is wrong before the call is made comes through the future too. */
        private CompletableFuture<AuthToken> start(Supplier<ApiCall<AuthTokenResource, AuthToken>> call) {
            try {
                return call.get().executeAsync();
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }
}
