package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.Resumption;
import dev.ephemera.live.ResumptionStore;
import dev.ephemera.transport.internal.Threads;
import dev.ephemera.transport.internal.UserThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ResumptionKeeperTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final Semaphore goOn = new Semaphore(0);
    private final BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    private final ManualTime time = new ManualTime();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final ResumptionKeeper keeper = keeper(new ResumptionStore() {
        @Override
        public void save(String key, Resumption resumption) {
            begun.add(key + " " + resumption.handle());
            goOn.acquireUninterruptibly();
            if (resumption.handle().startsWith("bad")) {
                throw new IllegalStateException("the store is full");
            }
        }

        @Override
        public Optional<Resumption> load(String key) {
            throw new AssertionError("nothing is loaded");
        }

        @Override
        public void remove(String key) {
            throw new AssertionError("nothing is removed");
        }
    });

    private ResumptionKeeper keeper(@Nullable ResumptionStore store) {
        UserThreads threads = new UserThreads(task -> {
            Thread thread = Threads.daemons("keeping").newThread(task);
            thread.setUncaughtExceptionHandler((where, thrown) -> uncaught.add(thrown));
            thread.start();
        });
        return new ResumptionKeeper(Optional.ofNullable(store).map(kept -> kept.slot("k")), threads, time, PATIENCE);
    }

    private static Resumption resumption(String handle) {
        return Resumption.builder()
                .handle(handle)
                .model("models/m")
                .receivedAt(Instant.EPOCH)
                .resumable(true)
                .build();
    }

    @Test
    void keep_whileTheStoreIsBusy_savesOnlyTheNewestOfThoseThatCame() throws Exception {
        for (int i = 1; i <= 100; i++) {
            keeper.keep(Optional.of(resumption("h" + i)));
            if (i == 1) {
                assertThat(TestLive.next(begun)).isEqualTo("k h1");
            }
        }
        goOn.release();

        assertThat(TestLive.next(begun)).isEqualTo("k h100");
        keeper.keepLast(Optional.of(resumption("last")), () -> done.complete(null));
        goOn.release(2);
        LiveFace.settled(done);

        assertThat(begun).containsExactly("k last");
        assertThat(uncaught).isEmpty();
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void last_isSavedBeforeWhatFollows_andNothingAfterIt() throws Exception {
        keeper.keepLast(Optional.of(resumption("last")), () -> done.complete(null));
        assertThat(TestLive.next(begun)).isEqualTo("k last");
        assertThat(done).isNotDone();
        keeper.keep(Optional.of(resumption("late")));

        goOn.release(2);
        LiveFace.settled(done);

        assertThat(begun).isEmpty();
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void last_whenTheStoreHangs_holdsNothingUpForLongerThanIsSaid() throws Exception {
        keeper.keepLast(Optional.of(resumption("last")), () -> done.complete(null));
        TestLive.next(begun);

        time.pass(PATIENCE);

        LiveFace.settled(done);
        goOn.release();
    }

    @Test
    void save_thatThrows_isReportedAndEndsNothing() throws Exception {
        keeper.keep(Optional.of(resumption("bad 1")));
        goOn.release(3);
        assertThat(TestLive.next(uncaught)).hasMessage("the store is full");
        keeper.keep(Optional.of(resumption("good")));
        keeper.keepLast(Optional.of(resumption("bad 2")), () -> done.complete(null));
        LiveFace.settled(done);

        assertThat(TestLive.next(uncaught)).hasMessage("the store is full");
        assertThat(begun).first().isEqualTo("k bad 1");
        assertThat(begun).last().isEqualTo("k bad 2");
    }

    @Test
    void last_whereNothingIsKept_followsAtOnce() {
        keeper(null).keepLast(Optional.of(resumption("last")), () -> done.complete(null));
        assertThat(done).isDone();

        CompletableFuture<Void> without = new CompletableFuture<>();
        keeper.keepLast(Optional.empty(), () -> without.complete(null));
        assertThat(without).isDone();
        assertThat(begun).isEmpty();
    }
}
