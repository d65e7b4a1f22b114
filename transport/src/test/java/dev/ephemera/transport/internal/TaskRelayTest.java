package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TaskRelayTest {

    private static final int ROUNDS = 5_000;
    private static final int MOST_TASKS = 6;

    /** Threads that begin when the test says so. */
    private final Deque<Runnable> called = new ArrayDeque<>();

    private final List<Integer> done = new ArrayList<>();
    private boolean closed;

    private final TaskRelay relay = new TaskRelay(thread -> {
        if (closed) {
            throw new RejectedExecutionException("closed");
        }
        called.add(thread);
    });

    private void execute(int task) {
        relay.execute(() -> done.add(task));
    }

    @Test
    void execute_whenTasksWaitForEachOther_runsThemAllAtOnce() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        ExecutorService threads = Threads.perTask("tasks");
        TaskRelay tasks = new TaskRelay(threads);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                int count = 1 + random.nextInt(MOST_TASKS);
                CyclicBarrier all = new CyclicBarrier(count);
                CountDownLatch through = new CountDownLatch(count);
                for (int i = 0; i < count; i++) {
                    tasks.execute(() -> {
                        try {
                            all.await();
                            through.countDown();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
                }
                assertThat(through.await(20, TimeUnit.SECONDS))
                        .as("round %d of the seed %d: %d tasks", round, seed, count)
                        .isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void execute_whenAThreadIsOnItsWay_callsNoOther() {
        execute(1);
        execute(2);
        execute(3);

        assertThat(called).hasSize(1);
    }

    @Test
    void thread_whenTasksWait_callsAnotherAndRunsThemInOrder() {
        execute(1);
        execute(2);
        execute(3);

        called.remove().run();

        assertThat(done).containsExactly(1, 2, 3);
        assertThat(called).hasSize(1);
        called.remove().run();
        assertThat(done).hasSize(3);
        assertThat(called).isEmpty();
    }

    @Test
    void execute_whenTheThreadHasGone_callsAnother() {
        execute(1);
        called.remove().run();

        execute(2);

        called.remove().run();
        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void execute_withoutAThreadToBeHad_throwsAndForgetsTheTask() {
        closed = true;

        assertThatThrownBy(() -> execute(1)).isInstanceOf(RejectedExecutionException.class);

        closed = false;
        execute(2);
        called.remove().run();
        assertThat(done).containsExactly(2);
    }

    @Test
    void thread_whenATaskHasLeftAnInterrupt_runsTheNextWithoutIt() {
        relay.execute(() -> Thread.currentThread().interrupt());
        relay.execute(() -> done.add(Thread.interrupted() ? 0 : 1));

        called.remove().run();

        assertThat(done).containsExactly(1);
    }

    @Test
    void thread_whenNoOtherIsToBeHad_runsTheRestItself() {
        execute(1);
        execute(2);
        closed = true;

        called.remove().run();

        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void execute_whileAnotherCallsForAThreadThatIsNotToBeHad_doesNotRelyOnIt() {
        AtomicReference<TaskRelay> refused = new AtomicReference<>();
        List<Integer> refusals = new ArrayList<>();
        refused.set(new TaskRelay(thread -> {
            if (refusals.size() < 3) { // each call for a thread meets another giver, the last of which is refused first
                refusals.add(refusals.size());
                giveTo(refused.get(), refusals.size());
            }
            throw new RejectedExecutionException("closed");
        }));

        assertThatThrownBy(() -> refused.get().execute(() -> done.add(0)))
                .isInstanceOf(RejectedExecutionException.class);

        assertThat(done).as("tasks whose givers were told, and run them").containsExactly(3, 2, 1);
    }

    private void giveTo(TaskRelay tasks, int task) {
        try {
            tasks.execute(() -> done.add(-task));
        } catch (RejectedExecutionException e) {
            done.add(task);
        }
    }

    @Test
    void thread_thatComesBeforeItsCallReturns_isNotReliedOn() {
        AtomicInteger turns = new AtomicInteger();
        TaskRelay fast = new TaskRelay(thread -> {
            turns.incrementAndGet();
            Thread runs = new Thread(thread);
            runs.start();
            Await.until("the thread has done all", () -> !runs.isAlive());
        });

        fast.execute(() -> done.add(1));
        fast.execute(() -> done.add(2));

        assertThat(done).containsExactly(1, 2);
        assertThat(turns).hasValue(2);
    }
}
