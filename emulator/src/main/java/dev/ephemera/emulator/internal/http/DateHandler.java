package dev.ephemera.emulator.internal.http;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Dates every answer by the emulator's clock. */
final class DateHandler extends Handler.Wrapper {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;

    DateHandler(Clock clock, Handler handler) {
        super(handler);
        this.clock = clock;
    }

    /** Writes an instant as HTTP does. */
    static String text(Instant instant) {
        return FORMAT.format(instant);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        response.getHeaders().put(HttpHeader.DATE, text(clock.instant()));
        return super.handle(request, response, callback);
    }
}
