package dev.ephemera.emulator.internal.control;

import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.internal.credential.Query;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Leads a request to the page, to the stream of events, or to what the API can do. May wait: time moves on its thread. */
final class ControlHandler extends Handler.Abstract {

    private final GeminiEmulator emulator;
    private final ControlApi api;
    private final int maxBytes;

    ControlHandler(GeminiEmulator emulator) {
        this.emulator = emulator;
        this.api = new ControlApi(emulator);
        this.maxBytes = emulator.options().maxMessageBytes();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        boolean get = HttpMethod.GET.is(request.getMethod());
        if (get && path.equals("/")) {
            StatusPage.write(response, callback);
        } else if (get && path.equals("/events")) {
            EventStream.open(emulator, request, response, callback);
        } else {
            try {
                Query query = new Query(request.getHttpURI().getQuery());
                JsonAnswer.write(response, callback, api.call(request.getMethod(), path, query, body(request)));
            } catch (ControlException refused) {
                JsonAnswer.write(response, callback, refused);
            }
        }
        return true;
    }

    private String body(Request request) throws IOException, ControlException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw new ControlException(
                        413, "The body is longer than " + maxBytes + " bytes, the limit of maxMessageBytes.");
            }
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
