package dev.ephemera.live.internal;

import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.websocket.WebSocketConnection;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that a connection is dead although nobody has closed it: pings, at first at once, and looks each time whether anything
 * has come since, be it a pong; so silence counts from a ping on. While nobody reads the socket it draws no conclusion, and does
 * not ping: a peer that has closed in order answers a ping by a reset, which would take with it what nobody has read. Thread-safe.
 */
final class Liveness {

    private final Duration interval;
    private final Duration timeout;
    private final Time time;
    private final InboundBuffer inbound;
    private final Runnable dead;

    // Guarded by this.
    private @Nullable WebSocketConnection connection;
    private @Nullable Runnable alarm;
    private long received;
    private long heard;
    private boolean asked; // by a ping, what is heard or not since

    /**
     * Watches nothing yet.
     *
     * @param options how often, and how long
     * @param time when
     * @param inbound tells whether the socket is being read
     * @param dead is called once, when the time is over
     */
    Liveness(SessionOptions options, Time time, InboundBuffer inbound, Runnable dead) {
        this.interval = options.pingInterval();
        this.timeout = options.livenessTimeout();
        this.time = time;
        this.inbound = inbound;
        this.dead = dead;
    }

    synchronized void watch(WebSocketConnection open) {
        if (!interval.isZero()) {
            connection = open;
            hear(open.received());
            ping(open);
            arm();
        }
    }

    synchronized void stop() {
        connection = null;
        if (alarm != null) {
            alarm.run(); // takes it back
            alarm = null;
        }
    }

    private void ping(WebSocketConnection open) {
        open.ping();
        asked = true;
    }

    private void hear(long count) {
        received = count;
        heard = time.nanoTime();
    }

    private void arm() {
        try {
            alarm = time.schedule(this::look, interval);
        } catch (RejectedExecutionException e) {
            // The client is closed and has aborted the connection; the listener is told.
        }
    }

    private void look() {
        synchronized (this) {
            WebSocketConnection watched = connection;
            if (watched == null) {
                return;
            }
            long count = watched.received();
            if (count != received || inbound.isFull() || !asked) {
                hear(count);
            }
            asked = false;
            if (time.nanoTime() - heard < timeout.toNanos()) {
                if (!inbound.isFull()) {
                    ping(watched);
                }
                arm();
                return;
            }
            connection = null;
            alarm = null;
        }
        dead.run();
    }
}
