package dev.ephemera.live.internal;

import dev.ephemera.live.Resumption;
import dev.ephemera.live.ResumptionStore;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.UserThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Saves a session's resumptions where the user wants them, and removes there what the service takes no more: one thing at a time and, of
 * those that wait, only the newest. A store is
 * the user's code: it runs on a thread that may be blocked, and what it throws goes to that thread's uncaught exception handler.
 * Thread-safe.
 */
final class ResumptionKeeper {

    private final Optional<ResumptionStore.Slot> slot;
    private final UserThreads userThreads;
    private final Time time;
    private final Duration patience;
    private @Nullable Runnable waiting;
    private @Nullable Runnable whenKept;
    private boolean running;
    private boolean over;

    /**
     * Makes one.
     *
     * @param slot where; nothing is kept without it
     * @param userThreads where the store runs
     * @param time when
     * @param patience how long the last save may hold up what follows it
     */
    ResumptionKeeper(Optional<ResumptionStore.Slot> slot, UserThreads userThreads, Time time, Duration patience) {
        this.slot = slot;
        this.userThreads = userThreads;
        this.time = time;
        this.patience = patience;
    }

    /**
     * Saves it as soon as the store is free, unless a newer one comes before; returns at once.
     *
     * @param newest the newest; if there is none any more, the place is cleared
     */
    void keep(Optional<Resumption> newest) {
        if (slot.isPresent()) {
            synchronized (this) {
                if (over) {
                    return;
                }
                waiting =
                        newest.<Runnable>map(one -> () -> slot.get().save(one)).orElse(slot.get()::remove);
            }
            start();
        }
    }

    /**
     * Saves the last one; none is taken any more.
     *
     * @param last the last one; if there is none, nothing is saved
     * @param then what follows when all is saved, or could not be, or the store takes too long; perhaps twice
     */
    void keepLast(Optional<Resumption> last, Runnable then) {
        if (slot.isEmpty() || (last.isEmpty() && isIdle())) {
            then.run();
            return;
        }
        Runnable calledOff = after(then);
        synchronized (this) {
            over = true;
            last.ifPresent(one -> waiting = () -> slot.get().save(one));
            whenKept = () -> {
                calledOff.run();
                then.run();
            };
        }
        start();
    }

    private synchronized boolean isIdle() {
        return waiting == null && !running;
    }

    private Runnable after(Runnable then) {
        try {
            return time.schedule(then, patience);
        } catch (RejectedExecutionException e) {
            return () -> {}; // the client is closed, and keeps no time any more
        }
    }

    private void start() {
        synchronized (this) {
            if (running) {
                return;
            }
            running = true;
        }
        userThreads.run(() -> {
            for (Runnable step = step(); step != null; step = step()) {
                step.run();
            }
        });
    }

    private synchronized @Nullable Runnable step() {
        Runnable newest = waiting;
        if (newest != null) {
            waiting = null;
            return () -> reporting(newest);
        }
        Runnable last = whenKept;
        whenKept = null;
        running = last != null;
        return last;
    }

    private static void reporting(Runnable store) {
        try {
            store.run();
        } catch (Throwable thrown) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        }
    }
}
