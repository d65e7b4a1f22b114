package dev.ephemera.emulator.internal.http;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;

/** Hands {@code POST …/auth_tokens} on, and the answer back, both as they came. Nothing of it is written down. */
final class UpstreamTokens extends Handler.Abstract.NonBlocking {

    private static final long SECONDS_TO_ANSWER = 60;

    private final Upstream upstream;
    private final int maxBytes;

    UpstreamTokens(Upstream upstream, int maxBytes) {
        this.upstream = upstream;
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Optional<Called> called = Called.by(request).filter(route -> !route.isLive());
        if (called.isEmpty() || !HttpMethod.POST.is(request.getMethod())) {
            return false;
        }
        URI uri = upstream.at(request, false);
        Promise.Invocable<byte[]> read = Promise.Invocable.from(
                Invocable.InvocationType.NON_BLOCKING,
                body -> forward(uri, request, body, response, callback),
                failure -> Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413));
        Content.Source.asByteArrayAsync(request, maxBytes, read);
        return true;
    }

    private void forward(URI uri, Request request, byte[] body, Response response, Callback callback) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        upstream.http()
                .newRequest(uri)
                .method(HttpMethod.POST)
                .timeout(SECONDS_TO_ANSWER, TimeUnit.SECONDS)
                .headers(headers -> Upstream.passedOn(request.getHeaders()).forEach(headers::put))
                .body(new BytesRequestContent(type == null ? "application/json" : type, body))
                .send(new BufferingResponseListener(maxBytes) {
                    @Override
                    public void onComplete(Result result) {
                        if (result.isFailed()) {
                            response.setStatus(HttpStatus.BAD_GATEWAY_502);
                            String why = "The upstream endpoint cannot be reached: " + result.getFailure();
                            byte[] text = why.getBytes(StandardCharsets.UTF_8);
                            response.write(true, ByteBuffer.wrap(text), callback);
                            return;
                        }
                        response.setStatus(result.getResponse().getStatus());
                        Upstream.passedOn(result.getResponse().getHeaders()).forEach(response.getHeaders()::put);
                        response.write(true, ByteBuffer.wrap(getContent()), callback);
                    }
                });
    }
}
