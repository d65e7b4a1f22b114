package dev.ephemera.transport.internal;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Keeps OkHttp from repeating a 503 with {@code Retry-After: 0} by itself, which would multiply our own tries: it reads whole
 * numbers only, we read {@code 0.0} too.
 */
final class RetryAfterInterceptor implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String value = response.header("Retry-After");
        return value != null && value.matches("0+")
                ? response.newBuilder().header("Retry-After", "0.0").build()
                : response;
    }
}
