package dev.ephemera.transport.internal;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a {@link ThreadPoolExecutor} without core threads: takes a task only if there is a thread that waits for it, and else
 * has the pool start one, so that no task waits behind another that blocks. A {@code SynchronousQueue} does so too, but wakes a thread
 * for each task; here one that is done may go on with the next before the other is awake, and a thousand sessions that each send a
 * message need few threads.
 */
final class IdleThreadQueue extends LinkedBlockingQueue<Runnable> {

    private static final long serialVersionUID = 1;

    /** Threads that wait, less the tasks that wait for them; whichever thread takes a task, both are one less. */
    private final AtomicInteger spare = new AtomicInteger();

    @Override
    public boolean offer(Runnable task) {
        int threads = spare.get();
        while (threads > 0 && !spare.compareAndSet(threads, threads - 1)) {
            threads = spare.get();
        }
        return threads > 0 && super.offer(task);
    }

    @Override
    public @Nullable Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
        spare.incrementAndGet();
        try {
            Runnable task;
            do {
                task = super.poll(timeout, unit);
            } while (task == null && isExpected());
            return task;
        } catch (InterruptedException e) {
            spare.decrementAndGet(); // the pool asks again, unless it is over
            throw e;
        }
    }

    /** Whether a task is on its way to a thread that has waited long enough; if not, the thread no longer counts. */
    private boolean isExpected() {
        boolean expected = spare.decrementAndGet() < 0;
        if (expected) {
            spare.incrementAndGet();
        }
        return expected;
    }
}
