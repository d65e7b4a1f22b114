package dev.ephemera.transport.internal;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/**
 * Bounds what is read of a body: a longer good answer fails; of an error the beginning tells enough, so a longer one is cut,
 * and one that breaks or stalls is taken as far as it came.
 */
final class BodyLimitInterceptor implements Interceptor {

    private static final long MAX_ERROR_BYTES = 64L << 10;

    private final long limit;

    BodyLimitInterceptor(long limit) {
        this.limit = limit;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        ResponseBody body = response.body();
        if (response.isSuccessful() && body.contentLength() >= 0 && body.contentLength() <= limit) {
            return response; // OkHttp reads no more than what was announced
        }
        Source bounded = response.isSuccessful()
                ? new Failing(body.source(), limit)
                : new Cutting(body.source(), Math.min(limit, MAX_ERROR_BYTES));
        return response.newBuilder()
                .body(ResponseBody.create(Okio.buffer(bounded), body.contentType(), -1))
                .build();
    }

    private static final class Failing extends ForwardingSource {

        private final long limit;
        private long seen;

        Failing(Source source, long limit) {
            super(source);
            this.limit = limit;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            long read = super.read(sink, byteCount);
            seen += Math.max(read, 0);
            if (seen > limit) {
                throw UnreadableBodyException.of(
                        "the response is longer than " + limit + " bytes (ClientOptions.maxResponseBytes).", "");
            }
            return read;
        }
    }

    private static final class Cutting extends ForwardingSource {

        private long left;

        Cutting(Source source, long limit) {
            super(source);
            this.left = limit;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            if (left == 0) {
                return -1;
            }
            try {
                long read = super.read(sink, Math.min(byteCount, left));
                left -= Math.max(read, 0);
                return read;
            } catch (IOException e) { // the status is known, and says more than how its body ended
                left = 0;
                return -1;
            }
        }
    }
}
