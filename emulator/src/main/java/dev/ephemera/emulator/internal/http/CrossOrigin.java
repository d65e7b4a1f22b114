package dev.ephemera.emulator.internal.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.util.Callback;

/** Lets web pages of any origin ask for tokens; they need the key all the same, for cookies are none. */
final class CrossOrigin extends CrossOriginHandler {

    CrossOrigin(Handler handler) {
        setHandler(handler);
        setAllowedOriginPatterns(Set.of("*"));
        setAllowedMethods(Set.of(HttpMethod.POST.asString()));
        setAllowedHeaders(Set.of("*"));
        setAllowCredentials(false);
        setDeliverPreflightRequests(false);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean forTokens =
                Called.by(request).filter(called -> !called.isLive()).isPresent();
        return forTokens
                ? super.handle(request, response, callback)
                : getHandler().handle(request, response, callback);
    }
}
