package dev.ephemera.transport.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

/** Runs what belongs to the user away from the threads that read sockets and keep time. */
public final class UserThreads {

    private static final ThreadFactory LATE = Threads.daemons("ephemera-late");

    private final Executor threads;

    /** Runs tasks on the threads of a client. */
    public UserThreads(Executor threads) {
        this.threads = threads;
    }

    /**
     * Runs tasks so that many short ones keep few threads busy, whoever gives them: a thread that has done one goes on with the
     * next, as {@link TaskRelay} has it.
     */
    public UserThreads relayed() {
        return new UserThreads(
                new TaskRelay(this::start)); // which is never refused: tasks rely on a thread that others called
    }

    /**
     * Runs a task on a thread of its own, also when the client is closed, for a future that waits for it must settle; on this one
     * where the system has no thread to give.
     */
    public void run(Runnable task) {
        if (!tryRun(task)) {
            task.run();
        }
    }

    /** Runs a task for which nobody waits: on a thread of its own, or not at all; tells whether the system had one to give. */
    public boolean tryRun(Runnable task) {
        try {
            start(task);
            return true;
        } catch (OutOfMemoryError e) { // "unable to create native thread"
            return false;
        }
    }

    private void start(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            LATE.newThread(task).start();
        }
    }
}
