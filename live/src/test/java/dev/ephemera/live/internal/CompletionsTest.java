package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.internal.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CompletionsTest {

    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch released = new CountDownLatch(1);
    private final Executor completions = new Completions(task -> {
        Thread thread = new Thread(task);
        threads.add(thread);
        thread.start();
    });

    @AfterEach
    void threads_whenAllIsDone_end() throws Exception {
        released.countDown();
        for (Thread thread : List.copyOf(threads)) {
            thread.join();
        }
    }

    private void blocked() {
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void execute_behindABlockedTask_runsInOrderOnOneThreadMore() {
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        List<Integer> tasks = IntStream.range(0, 100_000).boxed().toList();

        completions.execute(this::blocked);
        tasks.forEach(task -> completions.execute(() -> ran.add(task)));

        Await.until("all have run", () -> ran.size() == tasks.size());
        assertThat(ran).isEqualTo(tasks);
        assertThat(threads).hasSizeLessThan(10); // two, but for stalls of the machine
    }

    @Test
    void execute_whenEveryTaskBlocks_runsEach() throws Exception {
        int tasks = 5;
        CyclicBarrier all = new CyclicBarrier(tasks + 1);

        for (int task = 0; task < tasks; task++) {
            completions.execute(() -> {
                try {
                    all.await();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }

        assertThat(all.await()).isBetween(0, tasks); // each waits for all the others
    }

    @Test
    void execute_afterATaskThatLeavesAnInterrupt_runsTheNextWithoutIt() {
        List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());

        completions.execute(this::blocked); // so that one thread runs both that follow
        completions.execute(() -> Thread.currentThread().interrupt());
        completions.execute(() -> interrupted.add(Thread.currentThread().isInterrupted()));

        Await.until("both have run", () -> !interrupted.isEmpty());
        assertThat(interrupted).containsExactly(false);
    }

    @Test
    void execute_afterATaskHasThrown_goesOn() {
        AtomicInteger ran = new AtomicInteger();

        completions.execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> ran.incrementAndGet());
            throw new AssertionError("an error");
        });
        completions.execute(ran::incrementAndGet);

        Await.until("both are told of", () -> ran.get() == 2);
    }

    @Test
    void execute_afterAnIdleTime_runsAgain() {
        for (int round = 0; round < 100; round++) {
            AtomicInteger ran = new AtomicInteger();
            completions.execute(ran::incrementAndGet);
            Await.until("it has run", () -> ran.get() == 1);
        }
    }
}
