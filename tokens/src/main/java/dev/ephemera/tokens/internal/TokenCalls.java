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

    ApiCall<AuthTokenResource, Minted> create(CreateAuthTokenConfig config, RequestOptions options) {
        return transport.restCall(
                options,
                Locks.MINTING_VERSION,
                context -> CallScript.of(
                        call(config, options, context, transport.serverClock(context.baseUrl())),
                        response -> Minted.of(config, response)));
    }

    ApiCall<AuthTokenResource, Minted> create(TokenPolicy policy, RequestOptions options) {
        return transport.restCall(
                options,
                Locks.MINTING_VERSION,
                context -> new MintScript(
                        policy,
                        transport.serverClock(context.baseUrl()),
                        (config, clock) -> call(config, options, context, clock)));
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
