package dev.ephemera.live.internal;

import org.jspecify.annotations.Nullable;

/** What comes one by one until it ends, each for one reader. Thread-safe. */
interface Received<T> {

    /** Takes the next, if there is one now. */
    @Nullable T poll();

    /** Whether all has been taken and nothing will come. */
    boolean isExhausted();

    /** Tells somebody besides, on the thread that receives, when there may be something new, be it the end. It must not block. */
    void watch(Runnable watcher);
}
