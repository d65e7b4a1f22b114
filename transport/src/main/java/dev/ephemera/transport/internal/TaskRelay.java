package dev.ephemera.transport.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs short tasks, each of which may block, on the threads of another executor. A thread that has done one takes the next, and
 * while one is on its way no other is called, so that a thousand sessions which all send keep few threads busy instead of waking
 * one for each message. No task waits behind one that blocks, for whoever takes a task while others wait calls for another thread
 * first; only where the system has none left does a task wait for those that were given before it. The other executor must not run
 * tasks in the thread that gives them; tasks must not throw. Thread-safe.
 */
public final class TaskRelay implements Executor {

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Who was called last and has not come yet; set before the call and cleared before it takes a task, so what is given meanwhile is seen. */
    private final AtomicReference<@Nullable Helper> coming = new AtomicReference<>();

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
        Helper known = coming.get();
        if (known == null || !known.had) {
            Helper helper = new Helper();
            coming.set(helper);
            try {
                threads.execute(helper);
            } catch (RuntimeException | Error e) {
                helper.noLongerComing();
                throw e;
            }
            helper.had = true;
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

    /** One turn of a thread: all that waits. */
    private final class Helper implements Runnable {

        /** Whether there is a thread for it: nobody relies on one that may not be had. */
        private volatile boolean had;

        @Override
        public void run() {
            noLongerComing();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                callForTheRest();
                task.run();
                boolean unusedOfTheTaskBefore = Thread.interrupted();
            }
        }

        void noLongerComing() {
            boolean unusedIfAnotherIs = coming.compareAndSet(this, null);
        }
    }
}
