package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class IdleThreadQueueTest {

    private static final int ROUNDS = 5_000;
    private static final int MOST_TASKS = 6;

    private final IdleThreadQueue queue = new IdleThreadQueue();
    private final ThreadPoolExecutor pool =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 100, TimeUnit.MICROSECONDS, queue, Threads.daemons("tasks"));

    @AfterEach
    void end() throws InterruptedException {
        pool.shutdown();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    private Thread waiting() {
        Thread thread = Threads.daemons("waiting").newThread(() -> {
            try {
                queue.poll(1, TimeUnit.HOURS).run();
            } catch (InterruptedException e) {
                // the test is over
            }
        });
        thread.start();
        Await.until("the thread waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    /** Threads come and go all the time, since they wait for less than a millisecond. */
    @Test
    void pool_whenTasksWaitForEachOther_runsThemAllAtOnce() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            int tasks = 1 + random.nextInt(MOST_TASKS);
            CyclicBarrier all = new CyclicBarrier(tasks);
            CountDownLatch done = new CountDownLatch(tasks);
            for (int i = 0; i < tasks; i++) {
                pool.execute(() -> {
                    try {
                        all.await();
                        done.countDown();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
            assertThat(done.await(20, TimeUnit.SECONDS))
                    .as("round %d of the seed %d: %d tasks, %s", round, seed, tasks, pool)
                    .isTrue();
        }
    }

    @Test
    void offer_withoutAThreadThatWaits_refuses() {
        assertThat(queue.offer(() -> {})).isFalse();
        assertThat(queue).isEmpty();
    }

    @Test
    void offer_whenEachThreadThatWaitsHasItsTask_refuses() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Thread first = waiting();
        Thread second = waiting();
        Runnable task = () -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };

        assertThat(queue.offer(task)).isTrue();
        assertThat(queue.offer(task)).isTrue();
        assertThat(queue.offer(task)).isFalse();

        over.countDown();
        first.join();
        second.join();
        assertThat(queue.offer(task)).isFalse();
    }

    @Test
    void offer_whenTheThreadThatWaitedWasInterrupted_refuses() throws Exception {
        Thread thread = waiting();

        thread.interrupt();
        thread.join();

        assertThat(queue.offer(() -> {})).isFalse();
    }

    @Test
    void offer_whenTheThreadHasWaitedLongEnough_refuses() throws Exception {
        assertThat(queue.poll(1, TimeUnit.NANOSECONDS)).isNull();

        assertThat(queue.offer(() -> {})).isFalse();
    }
}
