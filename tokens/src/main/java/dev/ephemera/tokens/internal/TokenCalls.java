package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.TokenPolicy;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.internal.ApiCall;
import dev.ephemera.transport.internal.CallContext;
import dev.ephemera.transport.internal.CallScript;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.types.AuthTokenResource;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.time.Clock;
import java.util.function.Function;
import retrofit2.Call;

/** From a config or a policy to a call; what cannot work is refused when it is made, before anything is sent. */
final class TokenCalls {

    private final HttpTransport transport;
    private final AuthTokensApi api;
    private final PlannedLocks locks = new PlannedLocks();

    TokenCalls(HttpTransport transport) {
        this.transport = transport;
        this.api = transport.api(AuthTokensApi.class);
    }

    /**
     * Mints by a config.
     *
     * @param result what the caller gets
     */
    <R> ApiCall<AuthTokenResource, R> create(
            CreateAuthTokenConfig config, RequestOptions options, Function<Minted, R> result) {
        return transport.restCall(
                options,
                Locks.MINTING_VERSION,
                context -> CallScript.of(
                        call(config, options, context, transport.serverClock(context.baseUrl())),
                        response -> result.apply(Minted.of(config, response))));
    }

    /**
     * Mints by a policy.
     *
     * @param result what the caller gets
     */
    <R> ApiCall<AuthTokenResource, R> create(TokenPolicy policy, RequestOptions options, Function<Minted, R> result) {
        return transport.restCall(
                options,
                Locks.MINTING_VERSION,
                context -> new MintScript<>(
                        policy,
                        transport.serverClock(context.baseUrl()),
                        (config, clock) -> call(config, options, context, clock),
                        result));
    }

    private Call<AuthTokenResource> call(
            CreateAuthTokenConfig config, RequestOptions options, CallContext context, Clock clock) {
        AuthTokenResource request = AuthTokenRequests.toWire(config, locks.of(config, context.version()), clock);
        Object body = options.extraBody().isPresent()
                ? ExtraMembers.merge(request, config, options.extraBody().get())
                : request;
        return api.create(context.version(), body, context);
    }
}
