package dev.ephemera.transport.internal;

import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Hides {@code Retry-After} from OkHttp, which would repeat a 503 with a zero by itself and so multiply our own tries, and
 * which fails on a number that is no int.
 */
final class RetryAfterVeil {

    /** The network interceptor, between the server and OkHttp. */
    static final Interceptor HIDE =
            chain -> renamed(chain.proceed(chain.request()), "Retry-After", "Veiled-Retry-After");

    /** The application interceptor, between OkHttp and us. */
    static final Interceptor SHOW =
            chain -> renamed(chain.proceed(chain.request()), "Veiled-Retry-After", "Retry-After");

    private RetryAfterVeil() {}

    private static Response renamed(Response response, String from, String to) {
        String value = response.header(from);
        return value == null
                ? response
                : response.newBuilder().removeHeader(from).header(to, value).build();
    }
}
