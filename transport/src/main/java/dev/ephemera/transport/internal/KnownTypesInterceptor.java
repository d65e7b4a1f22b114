package dev.ephemera.transport.internal;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets the body of an answer know its type. OkHttp reads the header anew each time that somebody asks, by a regular expression, and
 * asks several times by itself in each call; that was two of its kilobytes. The header of the answer before is mostly this one's, too.
 */
final class KnownTypesInterceptor implements Interceptor {

    private record Known(String header, @Nullable MediaType type) {}

    private volatile Known last = new Known("", null);

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String header = response.header("Content-Type");
        if (header == null) {
            return response;
        }
        Known known = last;
        if (!header.equals(known.header)) {
            known = new Known(header, MediaType.parse(header));
            last = known;
        }
        return response.newBuilder()
                .body(new Typed(response.body(), known.type))
                .build();
    }

    private static final class Typed extends ResponseBody {

        private final ResponseBody body;
        private final @Nullable MediaType type;

        Typed(ResponseBody body, @Nullable MediaType type) {
            this.body = body;
            this.type = type;
        }

        @Override
        public @Nullable MediaType contentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return body.contentLength();
        }

        @Override
        public BufferedSource source() {
            return body.source();
        }
    }
}
