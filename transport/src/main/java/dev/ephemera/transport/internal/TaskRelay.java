package dev.ephemera.transport.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs short tasks, each of which may block, on the threads of another executor. A thread that has done one takes the next, and no
 * more than one is on its way at a time, so that a thousand sessions which all send keep few threads busy instead of waking one for
 * each message. No task waits behind one that blocks, for whoever takes a task while others wait calls for another thread first; but
 * where no thread is to be had, what others have given waits until somebody gives another task or a thread is done. The other
 * executor must not run tasks in the thread that gives them. Thread-safe.
 */
public final class TaskRelay implements Executor {

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean coming = new AtomicBoolean();

    /** Runs tasks on the threads of another executor. */
    public TaskRelay(Executor threads) {
        this.threads = threads;
    }

    /** Throws what the other executor throws, and then does not run the task. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        try {
            call();
        } catch (RuntimeException | Error e) {
            if (tasks.remove(task)) {
                throw e;
            }
        }
    }

    private void call() {
        if (coming.compareAndSet(false, true)) {
            try {
                threads.execute(this::run);
            } catch (RuntimeException | Error e) {
                coming.set(false);
                throw e;
            }
        }
    }

    private void run() {
        coming.set(false);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            callForTheRest();
            task.run();
            boolean unusedOfTheTaskBefore = Thread.interrupted();
        }
    }

    private void callForTheRest() {
        try {
            if (!tasks.isEmpty()) {
                call();
            }
        } catch (RuntimeException | Error e) {
            // The client is closed, or there is no thread to be had: this one does them all.
        }
    }
}
