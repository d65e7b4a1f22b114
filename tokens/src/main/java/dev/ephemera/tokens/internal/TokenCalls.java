package dev.ephemera.tokens.internal;

import dev.ephemera.transport.InvalidResponseException;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.internal.ApiCall;
import dev.ephemera.transport.internal.ApiResponse;
import dev.ephemera.transport.internal.CallContext;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.AuthTokenResource;
import dev.ephemera.types.CreateAuthTokenConfig;

/** From a config to a call that is ready to be made, and from its answer to the token. */
final class TokenCalls {

    private static final String VERSION = "v1alpha";

    private final HttpTransport transport;
    private final AuthTokensApi api;

    TokenCalls(HttpTransport transport) {
        this.transport = transport;
        this.api = transport.api(AuthTokensApi.class);
    }

    ApiCall<AuthTokenResource, AuthToken> create(CreateAuthTokenConfig config, RequestOptions options) {
        CallContext context = transport.restContext(options, VERSION);
        AuthTokenResource request = AuthTokenRequests.toWire(config, context.version(), transport.serverClock());
        Object body = options.extraBody().isPresent()
                ? ExtraMembers.merge(request, config, options.extraBody().get())
                : request;
        return transport.call(
                api.create(context.version(), body, context), context, response -> token(config, response));
    }

    private static AuthToken token(CreateAuthTokenConfig config, ApiResponse<AuthTokenResource> response) {
        String name = response.body()
                .name()
                .filter(value -> !value.isBlank())
                .orElseThrow(
                        () -> new InvalidResponseException("the response has no name, so there is no token.", null));
        return EffectiveToken.of(name, config, response.serverTime());
    }
}
