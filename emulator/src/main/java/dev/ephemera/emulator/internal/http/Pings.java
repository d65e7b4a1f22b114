package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.time.Timeline;
import dev.ephemera.emulator.internal.time.Timeline.Alarm;
import java.time.Duration;

/** Pings a client again and again, by the emulator's clock, until it is stopped. Safe for use by any thread. */
final class Pings {

    private final Timeline timeline;
    private final Duration every;
    private final Runnable ping;
    private Alarm next = Alarm.DONE;
    private boolean stopped;

    Pings(Timeline timeline, Duration every, Runnable ping) {
        this.timeline = timeline;
        this.every = every;
        this.ping = ping;
    }

    synchronized void start() {
        if (!stopped) {
            next = timeline.after(every, this::ping);
        }
    }

    private void ping() {
        start();
        ping.run();
    }

    synchronized void stop() {
        stopped = true;
        next.cancel();
    }
}
