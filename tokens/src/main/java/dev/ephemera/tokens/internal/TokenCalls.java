package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.TokenPolicy;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.internal.ApiCall;
import dev.ephemera.transport.internal.CallContext;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.types.AuthTokenResource;
import dev.ephemera.types.CreateAuthTokenConfig;
import retrofit2.Call;

/** From a config or a policy to a call that is ready to be made. */
final class TokenCalls {

    private static final String VERSION = "v1alpha";

    private final HttpTransport transport;
    private final AuthTokensApi api;
    private final PlannedLocks locks = new PlannedLocks();

    TokenCalls(HttpTransport transport) {
        this.transport = transport;
        this.api = transport.api(AuthTokensApi.class);
    }

    ApiCall<AuthTokenResource, Minted> create(CreateAuthTokenConfig config, RequestOptions options) {
        CallContext context = transport.restContext(options, VERSION);
        return transport.call(call(config, options, context), context, response -> Minted.of(config, response));
    }

    ApiCall<AuthTokenResource, Minted> create(TokenPolicy policy, RequestOptions options) {
        CallContext context = transport.restContext(options, VERSION);
        MintScript script = new MintScript(policy, transport.serverClock(), config -> call(config, options, context));
        script.request(); // what cannot work is refused now
        return transport.call(script, context);
    }

    private Call<AuthTokenResource> call(CreateAuthTokenConfig config, RequestOptions options, CallContext context) {
        AuthTokenResource request =
                AuthTokenRequests.toWire(config, locks.of(config, context.version()), transport.serverClock());
        Object body = options.extraBody().isPresent()
                ? ExtraMembers.merge(request, config, options.extraBody().get())
                : request;
        return api.create(context.version(), body, context);
    }
}
