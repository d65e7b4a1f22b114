package dev.ephemera.benchmarks.websocket;

import dev.ephemera.transport.internal.Threads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets an engine ping that does not by itself. */
final class Pings {

    private Pings() {}

    static void each(Duration interval, Runnable ping, CompletableFuture<Void> ended) {
        if (!interval.equals(Engine.NEVER)) {
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Threads.daemons("pings"));
            var unusedPings =
                    timer.scheduleAtFixedRate(ping, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
            var unusedEnd = ended.thenRun(timer::shutdownNow);
        }
    }
}
