package dev.ephemera.transport.internal;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Sends the request to the call's address with the call's headers. */
final class RequestInterceptor implements Interceptor {

    private final URI usual;
    private final HttpUrl usualAddress;
    private volatile Addressed last;

    /** Where a path of a call led, which is the same the next time: putting an address together costs a kilobyte. */
    private record Addressed(String path, HttpUrl address) {}

    /**
     * Knows where most calls go.
     *
     * @param usual the client's base URL, checked by the options
     */
    RequestInterceptor(URI usual) {
        this.usual = usual;
        this.usualAddress = parsed(usual);
        this.last = new Addressed("", usualAddress);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        CallContext context = Objects.requireNonNull(request.tag(CallContext.class), "every call has a context");
        Request.Builder addressed = request.newBuilder().url(address(context.baseUrl(), request.url()));
        // Google's SDKs tell the service how long they wait, in whole seconds.
        addressed.header(
                "x-server-timeout",
                Long.toString(context.timeout().plusNanos(999_999_999).toSeconds()));
        for (Map.Entry<String, String> header : RequestHeaders.of(context).entrySet()) {
            addressed.header(header.getKey(), header.getValue());
        }
        return chain.proceed(addressed.build());
    }

    private HttpUrl address(URI baseUrl, HttpUrl call) {
        if (!baseUrl.equals(usual) || call.querySize() > 0) {
            return address(parsed(baseUrl), call);
        }
        Addressed known = last;
        String path = call.encodedPath();
        if (!path.equals(known.path)) {
            known = new Addressed(path, address(usualAddress, call));
            last = known;
        }
        return known.address;
    }

    /** Puts the path of the call, which stands behind a placeholder host, behind the real address. */
    private static HttpUrl address(HttpUrl base, HttpUrl call) {
        return base.newBuilder()
                .addEncodedPathSegments(call.encodedPath().substring(1))
                .encodedQuery(call.encodedQuery())
                .build();
    }

    private static HttpUrl parsed(URI url) {
        return Objects.requireNonNull(HttpUrl.get(url), "checked by the options");
    }
}
