package dev.ephemera.transport.internal;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Hides {@code Retry-After} from OkHttp, which would repeat a 503 with a zero by itself and so multiply our own tries, and
 * which fails on a number that is no int.
 */
final class RetryAfterVeil implements Interceptor {

    private static final String NAME = "Retry-After";
    private static final String VEILED = "Veiled-Retry-After";

    /** The network interceptor, between the server and OkHttp. */
    static final Interceptor HIDE = new RetryAfterVeil(NAME, VEILED);

    /** The application interceptor, between OkHttp and us. */
    static final Interceptor SHOW = new RetryAfterVeil(VEILED, NAME);

    private final String from;
    private final String to;

    private RetryAfterVeil(String from, String to) {
        this.from = from;
        this.to = to;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String value = response.header(from);
        return value == null
                ? response
                : response.newBuilder().removeHeader(from).header(to, value).build();
    }
}
