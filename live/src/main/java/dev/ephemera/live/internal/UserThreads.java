package dev.ephemera.live.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs what belongs to the user away from the threads that read sockets and keep time. */
final class UserThreads {

    private final Executor threads;

    UserThreads(Executor threads) {
        this.threads = threads;
    }

    /** Runs a task on a thread of its own; on this one if the client is closed, for a future that waits for it must settle. */
    void run(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }
}
