package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The names by which a thread dump tells whose threads these are. */
final class ThreadsTest {

    private static List<Thread> threads(ExecutorService executor) throws Exception {
        return List.of(
                executor.submit(Thread::currentThread).get(20, TimeUnit.SECONDS),
                executor.submit(Thread::currentThread).get(20, TimeUnit.SECONDS));
    }

    @Test
    void perTask_onAnyPlatform_makesNamedDaemons() throws Exception {
        ExecutorService executor = Threads.perTask("ephemera-test");
        try {
            assertThat(threads(executor)).allSatisfy(thread -> {
                assertThat(thread.getName()).matches("ephemera-test-[12]");
                assertThat(thread.isDaemon()).isTrue();
            });
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void perTask_whereThePlatformHasVirtualThreads_numbersThemFromOne() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads come with 21");
        ExecutorService executor = Threads.perTask("ephemera-test");
        try {
            List<Thread> threads = threads(executor);
            assertThat(threads).extracting(Thread::getName).containsExactly("ephemera-test-1", "ephemera-test-2");
            for (Thread thread : threads) {
                assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(true);
            }
        } finally {
            executor.shutdown();
        }
    }
}
