package dev.ephemera.transport.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs short tasks, each of which may block, on the threads of another executor. A thread that has done one takes the next, and
 * while one is on its way no other is called, so that a thousand sessions which all send keep few threads busy instead of waking
 * one for each message. No task waits behind one that blocks, for whoever takes a task while others wait calls for another thread
 * first; only where the system has none left does a task wait for those that were given before it, or for the next that is given.
 * The other executor must not run tasks in the thread that gives them; tasks must not throw. Thread-safe.
 */
public final class TaskRelay implements Executor {

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Who was called last, on which other givers rely until it has come. */
    private volatile @Nullable Shift called;

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
        Shift known = called;
        if (known == null || known.came) {
            Shift shift = new Shift();
            threads.execute(shift);
            called = shift; // only now: nobody relies on a thread that may not be had
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

    /** What a thread does that has come: all that waits. */
    private final class Shift implements Runnable {

        /** Set before it takes a task: what was given while it had not come is still there. */
        private volatile boolean came;

        @Override
        public void run() {
            came = true;
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                callForTheRest();
                task.run();
                boolean unusedOfTheTaskBefore = Thread.interrupted();
            }
        }
    }
}
