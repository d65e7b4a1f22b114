package dev.ephemera.emulator.internal.http;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands a request for a token on, and the answer back, both as they came but for the key. Nothing of it is written down. */
final class UpstreamTokens implements AuthTokensHandler.Answers {

    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(60);

    private final Upstream upstream;
    private final int maxBytes;

    UpstreamTokens(Upstream upstream, int maxBytes) {
        this.upstream = upstream;
        this.maxBytes = maxBytes;
    }

    @Override
    public void answer(Called called, byte[] body, Request request, Response response, Callback callback) {
        upstream.to(request, false, response, callback).ifPresent(uri -> ask(uri, body, request, response, callback));
    }

    private void ask(URI uri, byte[] body, Request request, Response response, Callback callback) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        upstream.http()
                .newRequest(uri)
                .method(HttpMethod.POST)
                .timeout(TIME_TO_ANSWER.toSeconds(), TimeUnit.SECONDS)
                .headers(headers -> upstream.headersOf(request).forEach(headers::add))
                .body(new BytesRequestContent(type == null ? "application/json" : type, body))
                .send(new BufferingResponseListener(maxBytes) {
                    @Override
                    public void onComplete(Result result) {
                        if (result.isFailed()) {
                            upstream.unreachable(result.getFailure(), TIME_TO_ANSWER, response, callback);
                        } else {
                            upstream.handOn(result.getResponse(), getContent(), response, callback);
                        }
                    }
                });
    }
}
