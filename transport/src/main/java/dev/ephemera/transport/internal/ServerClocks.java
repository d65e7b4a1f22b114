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
    private final URI usual;
    private final HttpUrl usualAddress;
    private final ServerClock usualClock;

    /**
     * Starts with the local clock for each.
     *
     * @param usual where most calls go
     */
    ServerClocks(Clock local, URI usual) {
        this.local = local;
        this.usual = usual;
        this.usualAddress = parsed(usual);
        this.usualClock = new ServerClock(local);
    }

    Clock local() {
        return local;
    }

    ServerClock of(HttpUrl url) {
        if (url.port() == usualAddress.port() && url.host().equals(usualAddress.host())) {
            return usualClock;
        }
        return clocks.computeIfAbsent(url.host() + ":" + url.port(), origin -> new ServerClock(local));
    }

    ServerClock of(URI url) {
        return url.equals(usual) ? usualClock : of(parsed(url));
    }

    private static HttpUrl parsed(URI url) {
        return Objects.requireNonNull(HttpUrl.get(url), "checked by the options");
    }
}
