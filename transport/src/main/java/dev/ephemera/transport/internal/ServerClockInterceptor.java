package dev.ephemera.transport.internal;

import java.io.IOException;
import java.time.Instant;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Learns the service's clock from every answer's {@code Date} header. */
final class ServerClockInterceptor implements Interceptor {

    private final ServerClock clock;

    ServerClockInterceptor(ServerClock clock) {
        this.clock = clock;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        Instant date = AnswerDate.of(response.headers());
        if (date != null) {
            clock.learn(date);
        }
        return response;
    }
}
