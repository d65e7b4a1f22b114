package dev.ephemera.live.internal;

import dev.ephemera.transport.internal.Threads;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

/** Runs what belongs to the user away from the threads that read sockets and keep time. */
final class UserThreads {

    private static final ThreadFactory LATE = Threads.daemons("ephemera-late");

    private final Executor threads;

    UserThreads(Executor threads) {
        this.threads = threads;
    }

    /** Runs a task on a thread of its own, also when the client is closed, for a future that waits for it must settle. */
    void run(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            LATE.newThread(task).start();
        }
    }
}
