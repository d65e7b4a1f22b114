package dev.ephemera.emulator.internal.control;

import dev.ephemera.emulator.internal.http.Loopback;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps web pages of others out, which a browser on this machine may show: by the name that they called this server by,
 * since theirs may lead here by DNS, and by the origin that the browser says they have.
 */
final class OwnPagesOnly extends Handler.Wrapper {

    OwnPagesOnly(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<String> wrong = wrong(request);
        if (wrong.isPresent()) {
            JsonAnswer.write(response, callback, new ControlException(403, wrong.get()));
            return true;
        }
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Cross-Origin-Resource-Policy", "same-origin");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        return super.handle(request, response, callback);
    }

    private static Optional<String> wrong(Request request) {
        String host = Request.getServerName(request);
        if (host == null || !Loopback.is(host)) {
            return Optional.of("The host in the request is " + host
                    + ", no name of this machine for itself; call 127.0.0.1 or localhost.");
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        String own = "http://" + request.getHeaders().get(HttpHeader.HOST);
        if (origin != null && !origin.equals(own)) {
            return Optional.of("The origin of the request is " + origin
                    + ", and pages of others have no business here; leave the header Origin out, or open " + own
                    + "/.");
        }
        return Optional.empty();
    }
}
