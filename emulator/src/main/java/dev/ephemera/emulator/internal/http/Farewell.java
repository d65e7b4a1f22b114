package dev.ephemera.emulator.internal.http;

import java.time.Duration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.jspecify.annotations.Nullable;

/** The time between a close frame that was sent and its answer: what comes in is dropped, and not waited for long. */
final class Farewell {

    static final Duration TIME_TO_ANSWER = Duration.ofSeconds(5);

    private volatile @Nullable Long since;

    /** Begins, with the close frame. */
    void begin(CoreSession core) {
        since = System.nanoTime();
        core.setIdleTimeout(TIME_TO_ANSWER);
    }

    /** Whether data that comes in is dropped; if it has come for too long, the connection is cut. */
    boolean drops(CoreSession core) {
        Long begun = since;
        if (begun != null && System.nanoTime() - begun > TIME_TO_ANSWER.toNanos()) {
            core.abort();
        }
        return begun != null;
    }
}
