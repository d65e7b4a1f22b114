package dev.ephemera.emulator.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The order in which listeners are told. */
final class NewsTest {

    /** With 100,000 bytes each, more than are kept. */
    private static final int MANY = 20;

    private final Object lock = new Object();
    private final Listeners listeners = new Listeners("ephemera-emulator-0");
    private final News news = new News(lock, listeners);
    private final List<String> heard = new CopyOnWriteArrayList<>();

    NewsTest() {
        listeners.add(new EmulatorListener() {
            @Override
            public void answered(String request, int status, String said) {
                heard.add(said + (Thread.holdsLock(lock) ? " under the lock" : ""));
            }
        });
    }

    private void add(String what) {
        news.add(listener -> listener.answered("", 0, what), 0);
    }

    /** Lets the listeners hear all that there is to be told, and no more. */
    private List<String> heard() {
        listeners.close();
        return heard;
    }

    @Test
    void news_beforeTheBeginning_areToldAfterIt() {
        add("cut");
        news.guarded(() -> add("ended"));
        news.begin(listener -> listener.answered("", 0, "opened"));
        add("more");
        assertThat(heard()).containsExactly("opened", "cut", "ended", "more");
    }

    @Test
    void news_withoutABeginning_areNotTold() {
        add("cut");
        assertThat(heard()).isEmpty();
    }

    @Test
    void news_underTheLock_areToldInOrderWithoutIt() {
        news.begin(listener -> listener.answered("", 0, "opened"));
        news.guarded(() -> {
            add("one");
            news.guarded(() -> add("two"));
        });
        assertThat(heard()).containsExactly("opened", "one", "two");
    }

    /** News whose listener returns from the first of them when the latch lets it, brought by another thread. */
    private Thread bring(News news, CountDownLatch latch) {
        listeners.add(new EmulatorListener() {
            @Override
            public void answered(String request, int status, String said) {
                try {
                    latch.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        news.begin(listener -> listener.answered("", 0, "opened"));
        Thread bringing = new Thread(() -> {
            for (int i = 0; i < MANY; i++) {
                String what = "frame " + i;
                news.add(listener -> listener.answered("", 0, what), 100_000);
            }
            news.end(listener -> listener.answered("", 0, "ended"));
        });
        bringing.start();
        return bringing;
    }

    @Test
    void news_moreThanAreKept_waitAsLongAsListenersGoOn() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        Thread bringing = bring(new News(lock, listeners, Duration.ofMinutes(10)), latch);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (bringing.getState() != Thread.State.TIMED_WAITING) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        latch.countDown();
        bringing.join();
        assertThat(heard()).startsWith("opened", "frame 0").hasSize(MANY + 2).endsWith("frame 19", "ended");
    }

    @Test
    void news_moreThanAreKept_whileAListenerDoesNotReturn_areLeftOutAndCounted() throws Exception {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("dev.ephemera.emulator");
        logger.addHandler(handler);
        try {
            CountDownLatch latch = new CountDownLatch(1);
            bring(new News(lock, listeners, Duration.ofMillis(1)), latch).join();
            latch.countDown();
            int frames = heard().size() - 2;
            assertThat(frames).isBetween(10, MANY - 1);
            assertThat(heard).startsWith("opened", "frame 0").endsWith("frame " + (frames - 1), "ended");
            assertThat(logged)
                    .hasSize(2)
                    .last()
                    .isEqualTo((MANY - frames)
                            + " frames, answers or warnings were not told to listeners of the emulator.");
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void news_thatComeWhileSomeAreTold_waitTheirTurn() {
        news.begin(listener -> {
            add("next");
            listener.answered("", 0, "opened");
        });
        assertThat(heard()).containsExactly("opened", "next");
    }
}
