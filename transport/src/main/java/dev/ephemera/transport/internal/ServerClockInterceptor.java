package dev.ephemera.transport.internal;

import java.io.IOException;
import java.time.Instant;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Learns a service's clock from the {@code Date} headers of its good answers. A refusal may be that of something on the way,
 * with a clock of its own.
 */
final class ServerClockInterceptor implements Interceptor {

    private static final int SWITCHING_PROTOCOLS = 101;

    private final ServerClocks clocks;

    ServerClockInterceptor(ServerClocks clocks) {
        this.clocks = clocks;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Instant sent = clocks.local().instant();
        Response response = chain.proceed(chain.request());
        Instant date = AnswerDate.of(response.headers());
        if (date != null && (response.isSuccessful() || response.code() == SWITCHING_PROTOCOLS)) {
            clocks.of(chain.request().url()).learn(date, sent);
        }
        return response;
    }
}
