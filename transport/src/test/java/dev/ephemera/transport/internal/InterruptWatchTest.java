package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What threads that wait for a socket learn of interrupts. */
@Timeout(60)
final class InterruptWatchTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final InterruptWatch watch = new InterruptWatch(new UserThreads(threads));
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void end() {
        over.countDown();
        threads.shutdown();
    }

    /** A thread that is watched, and interrupted. */
    private void interrupted(Runnable stop) throws InterruptedException {
        CountDownLatch watched = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            watch.begin(stop);
            watched.countDown();
            Await.until("the test is over", () -> over.getCount() == 0);
            watch.end(stop);
        });
        thread.start();
        watched.await();
        thread.interrupt();
    }

    @Test
    void begin_whenAStopBlocks_stopsTheOthers() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);

        interrupted(() -> Await.until("the test is over", () -> over.getCount() == 0));
        interrupted(stopped::countDown);

        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void begin_whenAStopThrows_stopsTheOthersAndThoseThatCome() throws Exception {
        CountDownLatch thrown = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);

        interrupted(() -> {
            thrown.countDown();
            throw new IllegalStateException("of a listener");
        });
        assertThat(thrown.await(30, TimeUnit.SECONDS)).isTrue();
        interrupted(stopped::countDown);

        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
