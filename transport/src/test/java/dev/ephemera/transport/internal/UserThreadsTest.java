package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class UserThreadsTest {

    private final CompletableFuture<Thread> ran = new CompletableFuture<>();

    private Thread runBy(UserThreads threads) throws Exception {
        return runBy(threads::run);
    }

    private Thread runBy(Executor threads) throws Exception {
        threads.execute(() -> ran.complete(Thread.currentThread()));
        return ran.get(20, TimeUnit.SECONDS);
    }

    @Test
    void run_whenTheThreadsHaveEnded_takesAnotherThread() throws Exception {
        assertThat(runBy(new UserThreads(task -> {
                    throw new RejectedExecutionException("closed");
                })))
                .isNotEqualTo(Thread.currentThread());
    }

    @Test
    void run_whenTheSystemHasNoThread_takesThisOne() throws Exception {
        assertThat(runBy(new UserThreads(task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                })))
                .isEqualTo(Thread.currentThread());
    }

    @Test
    void tryRun_whenTheSystemHasNoThread_runsNothingAndTellsSo() {
        UserThreads threads = new UserThreads(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });

        assertThat(threads.tryRun(() -> ran.complete(Thread.currentThread()))).isFalse();
        assertThat(ran).isNotDone();
    }

    @Test
    void relayed_whenTheThreadsEndWhileTasksAreGiven_runsAll() throws Exception {
        AtomicReference<Executor> relayed = new AtomicReference<>();
        AtomicBoolean given = new AtomicBoolean();
        CompletableFuture<Thread> meanwhile = new CompletableFuture<>();
        relayed.set(new UserThreads(task -> {
                    if (given.compareAndSet(false, true)) {
                        relayed.get().execute(() -> meanwhile.complete(Thread.currentThread()));
                    }
                    throw new RejectedExecutionException("closed");
                })
                .relayed());

        assertThat(runBy(relayed.get())).isNotEqualTo(Thread.currentThread());
        assertThat(meanwhile.get(20, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void relayed_whenTheSystemHasNoThread_takesThisOne() throws Exception {
        assertThat(runBy(new UserThreads(task -> {
                            throw new OutOfMemoryError("unable to create native thread");
                        })
                        .relayed()))
                .isEqualTo(Thread.currentThread());
    }

    @Test
    void relayed_whenATaskBlocks_runsTheNextOnAnotherThread() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        ExecutorService pool = Threads.perTask("tasks");
        try {
            Executor relayed = new UserThreads(pool).relayed();
            relayed.execute(() -> {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });

            assertThat(runBy(relayed)).isNotEqualTo(Thread.currentThread());
        } finally {
            released.countDown();
            pool.shutdown();
        }
    }
}
