package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.observe.News;
import dev.ephemera.emulator.internal.time.Timeline;
import java.time.Duration;
import java.time.Instant;

/**
 * The emulator's time as one session sees it: what it puts off happens under the session's lock.
 *
 * @param timeline the emulator's time
 * @param news what guards the session, and tells what comes of it
 */
record SessionTime(Timeline timeline, News news) {

    Instant now() {
        return timeline.now();
    }

    /** As {@link Timeline#after}; a cancelled task may still run if it waits for the lock already. */
    Timeline.Alarm after(Duration delay, Runnable task) {
        return timeline.after(delay, guarded(task));
    }

    /** As {@link Timeline#at}; a cancelled task may still run if it waits for the lock already. */
    Timeline.Alarm at(Instant when, Runnable task) {
        return timeline.at(when, guarded(task));
    }

    private Runnable guarded(Runnable task) {
        return () -> news.guarded(task);
    }
}
