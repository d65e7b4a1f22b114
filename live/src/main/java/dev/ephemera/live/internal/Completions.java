package dev.ephemera.live.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Completes the futures of a session's sends, on which something of the user's may depend: one thread after the other, as long as
 * what depends on them returns; where it blocks, a thread that stands by goes on with the rest. So a hundred thousand futures take
 * two threads, and none waits for another's dependents. Thread-safe; runs tasks in the order in which they came, but for those
 * that are overtaken.
 */
final class Completions implements Executor {

    private static final long STALLED_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();

    // Guarded by lock.
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private @Nullable Object runner; // whoever is not this one any more has been overtaken, and leaves
    private boolean standingBy;
    private long taken;

    Completions(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        Runnable thread = null;
        lock.lock();
        try {
            waiting.add(task);
            if (runner == null) {
                Object self = new Object();
                runner = self;
                thread = () -> run(self);
            } else if (!standingBy) {
                standingBy = true;
                thread = this::standBy;
            }
        } finally {
            lock.unlock();
        }
        if (thread != null) {
            threads.execute(thread);
        }
    }

    private void run(Object self) {
        for (Runnable task = next(self); task != null; task = next(self)) {
            task.run();
            boolean unusedOfTheTaskBefore = Thread.interrupted();
        }
    }

    private @Nullable Runnable next(Object self) {
        lock.lock();
        try {
            if (runner != self) {
                return null;
            }
            taken++;
            Runnable task = waiting.poll();
            if (task == null) {
                runner = null;
                idle.signalAll();
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    private void standBy() {
        Object self = new Object();
        boolean another = false;
        lock.lock();
        try {
            if (!awaitStall()) {
                standingBy = false;
                return;
            }
            runner = self;
            another = waiting.size() > 1; // this one may block as well
            standingBy = another;
        } finally {
            lock.unlock();
        }
        if (another) {
            threads.execute(this::standBy);
        }
        run(self);
    }

    /** Waits until the runner has been at one task for too long while others wait; false if it has done all before. */
    private boolean awaitStall() {
        long seen = -1;
        while (runner != null) {
            if (seen == taken && !waiting.isEmpty()) {
                return true;
            }
            seen = taken;
            try {
                long unused = idle.awaitNanos(STALLED_NANOS);
            } catch (InterruptedException e) {
                // Whoever ends the threads wants what waits to be settled sooner, which is what follows.
            }
        }
        return false;
    }
}
