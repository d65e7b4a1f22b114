package dev.ephemera.emulator.internal.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps web pages of others, which a browser on this machine may show, from spending a key that they need not know. A page
 * that this machine serves is its user's own. What is no page sends no origin.
 */
final class LocalPagesOnly extends Handler.Wrapper {

    LocalPagesOnly(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<String> foreign = request.getHeaders().getValuesList(HttpHeader.ORIGIN).stream()
                .filter(origin -> !Loopback.isOrigin(origin))
                .findFirst();
        if (foreign.isEmpty()) {
            return super.handle(request, response, callback);
        }
        PlainAnswer.write(
                response,
                callback,
                HttpStatus.FORBIDDEN_403,
                "The origin of the request is " + foreign.get()
                        + ", and a page from elsewhere could spend the key of the upstream endpoint; open the page from"
                        + " localhost or 127.0.0.1, or start the emulator without upstreamKey.");
        return true;
    }
}
