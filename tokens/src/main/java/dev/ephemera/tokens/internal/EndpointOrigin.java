package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.TokenEndpoint;
import dev.ephemera.transport.internal.CallContext;
import dev.ephemera.transport.internal.CallScript;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import retrofit2.Call;

/** Fetches tokens from a backend, over a transport of its own. */
public final class EndpointOrigin implements TokenOrigin {

    /** Only path and query count: the transport puts the address of the context in front. */
    private static final String ANYWHERE = "http://placeholder.invalid";

    private final TokenEndpoint endpoint;
    private final HttpTransport transport;
    private final EndpointApi api;

    /** Fetches from an endpoint; nothing is connected yet. */
    public EndpointOrigin(TokenEndpoint endpoint) {
        this.endpoint = endpoint;
        this.transport = HttpTransport.create(endpoint.options());
        this.api = transport.api(EndpointApi.class);
    }

    @Override
    public CompletableFuture<AuthToken> fetch() {
        return transport
                .<JsonObject, AuthToken>foreignCall(
                        endpoint.url(),
                        () -> endpoint.headers().get(),
                        context -> CallScript.of(call(context), EndpointToken::of))
                .executeAsync();
    }

    private Call<JsonObject> call(CallContext context) {
        URI url = endpoint.url();
        String path = ANYWHERE + url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        return switch (endpoint.method()) {
            case POST -> api.post(path, context);
            case GET -> api.get(path, context);
        };
    }

    @Override
    public Clock clock() {
        return transport.serverClock(endpoint.url());
    }

    @Override
    public void close() {
        transport.close();
    }
}
