package dev.ephemera.transport.internal;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;

/** The clocks of the services that a client talks to: what one host and port says of the time tells nothing of another. */
final class ServerClocks {

    private final Clock local;
    private final Map<String, ServerClock> clocks = new ConcurrentHashMap<>();

    ServerClocks(Clock local) {
        this.local = local;
    }

    Clock local() {
        return local;
    }

    ServerClock of(HttpUrl url) {
        return clocks.computeIfAbsent(url.host() + ":" + url.port(), origin -> new ServerClock(local));
    }

    ServerClock of(URI url) {
        return of(Objects.requireNonNull(HttpUrl.get(url), "checked by the options"));
    }
}
