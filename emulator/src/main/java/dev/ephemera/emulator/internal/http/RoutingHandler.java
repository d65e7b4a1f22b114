package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.credential.Presented;
import dev.ephemera.emulator.internal.credential.Query;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads where a request leads and what it presents, once, and hides its URL from there on: the server's own reading of
 * it fails on what the service takes, such as a key with a percent sign.
 */
final class RoutingHandler extends Handler.Wrapper {

    private final EmulatorOptions options;

    RoutingHandler(EmulatorOptions options, Handler handler) {
        super(handler);
        this.options = options;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpURI uri = request.getHttpURI();
        Route.of(uri.getPath()).filter(this::served).ifPresent(route -> {
            String keyHeader = request.getHeaders().get("x-goog-api-key");
            String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
            Presented presented = Presented.read(new Query(uri.getQuery()), keyHeader, authorization);
            new Called(route, presented).attach(request);
        });
        HttpURI hidden = HttpURI.build(uri, "/", null, null);
        return super.handle(
                new Request.Wrapper(request) {
                    @Override
                    public HttpURI getHttpURI() {
                        return hidden;
                    }
                },
                response,
                callback);
    }

    private boolean served(Route route) {
        return !route.apiVersion().equals("v1") || !options.assumes(Assumption.V1_IS_ABSENT);
    }
}
