package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class UserThreadsTest {

    private final CompletableFuture<Thread> ran = new CompletableFuture<>();

    private Thread runBy(UserThreads threads) throws Exception {
        threads.run(() -> ran.complete(Thread.currentThread()));
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
}
