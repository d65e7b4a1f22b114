package dev.ephemera.transport.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Runs what belongs to the user away from the threads that read sockets and keep time. */
public final class UserThreads {

    private static final ThreadFactory LATE = Threads.daemons("ephemera-late");

    private final Executor threads;
    /** Made when it is first asked for: who only makes calls does not load it. */
    private @Nullable Executor relayed;

    /** Runs tasks on the threads of a client. */
    public UserThreads(Executor threads) {
        this.threads = threads;
    }

    /**
     * Runs short tasks of many as {@link #run} does, but a thread that has done one goes on with the next, as {@link TaskRelay} has it.
     */
    public synchronized Executor relayed() {
        if (relayed == null) {
            relayed = new UserThreads(new TaskRelay(this::start))::run;
        }
        return relayed;
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
