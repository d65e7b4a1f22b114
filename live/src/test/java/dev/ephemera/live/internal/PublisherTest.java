package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class PublisherTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<String> threads = new CopyOnWriteArrayList<>();

    /** Turns signals into a queue; fails by an entry of its own if two overlap. */
    private final class Recorder implements Flow.Subscriber<LiveEvent> {

        private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();
        private final AtomicInteger calls = new AtomicInteger();
        private final long first;
        private final Consumer<String> onNext;
        private volatile Flow.@Nullable Subscription subscription;

        Recorder(long first) {
            this(first, text -> {});
        }

        Recorder(long first, Consumer<String> onNext) {
            this.first = first;
            this.onNext = onNext;
        }

        private void record(String signal) {
            threads.add(Thread.currentThread().getName());
            signals.add(calls.incrementAndGet() == 1 ? signal : "overlapping " + signal);
            calls.decrementAndGet();
        }

        Flow.Subscription subscription() {
            return Objects.requireNonNull(subscription, "onSubscribe was not called");
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            if (first > 0) {
                subscription.request(first);
            }
        }

        @Override
        public void onNext(LiveEvent event) {
            String text = event instanceof LiveEvent.Text part
                    ? part.text()
                    : event.getClass().getSimpleName();
            record(text);
            onNext.accept(text);
        }

        @Override
        public void onError(Throwable thrown) {
            record("error " + thrown.getMessage());
        }

        @Override
        public void onComplete() {
            record("complete");
        }

        void assertNext(String... expected) throws InterruptedException {
            for (String signal : expected) {
                assertThat(TestLive.next(signals)).isEqualTo(signal);
            }
        }
    }

    private RawServer numbers(int count) {
        return TestLive.opening((peer, frames) -> {
            for (int i = 0; i < count; i++) {
                frames.text("{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\"" + i + "\"}]}}}");
            }
            goOn.await();
            frames.close(1000, "");
            peer.awaitGone();
        });
    }

    private WebSocketLive live(RawServer server) {
        return new WebSocketLive(leaks.open(TestLive.options(server).build()));
    }

    private void assertNeverOnASocketThread() {
        assertThat(threads)
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("ephemera-socket")
                        || name.startsWith("ephemera-timer")
                        || name.startsWith("OkHttp"));
    }

    @Test
    void subscriber_isGivenWhatItAsksForAndTheEndAfterwards() throws Exception {
        try (RawServer server = numbers(5);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            Recorder recorder = new Recorder(0);
            session.async().events().subscribe(recorder);

            recorder.subscription().request(1);
            recorder.assertNext("SetupComplete");
            recorder.subscription().request(2);
            recorder.assertNext("0", "1");
            goOn.countDown();
            LiveFace.settled(session.async().ended());
            assertThat(recorder.signals).isEmpty();

            recorder.subscription().request(Long.MAX_VALUE);
            recorder.subscription().request(Long.MAX_VALUE);
            recorder.assertNext("2", "3", "4", "complete");
            assertNeverOnASocketThread();
        }
    }

    @Test
    void subscriber_thatAsksForMuch_isGivenAllOneAtATime() throws Exception {
        try (RawServer server = numbers(2_000);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            Recorder recorder = new Recorder(Long.MAX_VALUE);
            session.async().events().subscribe(recorder);
            goOn.countDown();

            recorder.assertNext("SetupComplete");
            recorder.assertNext(
                    IntStream.range(0, 2_000).mapToObj(Integer::toString).toArray(String[]::new));
            recorder.assertNext("complete");
            assertNeverOnASocketThread();
        }
    }

    @Test
    void subscriber_thatAsksFromWithinOnNext_isGivenAll() throws Exception {
        try (RawServer server = numbers(500);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            Recorder[] self = new Recorder[1];
            self[0] = new Recorder(1, text -> self[0].subscription().request(1));
            session.async().events().subscribe(self[0]);
            goOn.countDown();

            self[0].assertNext("SetupComplete");
            self[0].assertNext(
                    IntStream.range(0, 500).mapToObj(Integer::toString).toArray(String[]::new));
            self[0].assertNext("complete");
        }
    }

    @Test
    void subscriber_whoseSessionHasEnded_isGivenWhatIsLeftWithoutAsking() throws Exception {
        goOn.countDown();
        try (RawServer server = numbers(0);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            session.events().forEach(event -> assertThat(event).isNotNull());
            Recorder recorder = new Recorder(0);

            session.async().events().subscribe(recorder);

            recorder.assertNext("complete");
        }
    }

    @Test
    void subscriber_whenThereIsOneAlready_isRefusedUntilThatCancels() throws Exception {
        try (RawServer server = numbers(4);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            Recorder first = new Recorder(2);
            session.async().events().subscribe(first);
            first.assertNext("SetupComplete", "0");

            Recorder second = new Recorder(1);
            session.async().events().subscribe(second);
            second.assertNext(
                    "error There is a subscriber already, and each element goes to one; cancel that one first.");
            second.subscription().cancel();
            first.subscription().request(1);
            first.assertNext("1");

            first.subscription().cancel();
            first.subscription().request(1);
            Recorder third = new Recorder(10);
            session.async().events().subscribe(third);
            third.assertNext("2", "3");
            goOn.countDown();
            third.assertNext("complete");
            assertThat(first.signals).isEmpty();
            assertThat(second.signals).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void subscriber_thatAsksForNothing_isToldThatItMayNot(long count) throws Exception {
        try (RawServer server = numbers(1);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            Recorder recorder = new Recorder(0);
            session.async().events().subscribe(recorder);

            recorder.subscription().request(count);

            recorder.assertNext("error request(" + count + "): the number must be positive (rule 3.9).");
            Recorder next = new Recorder(10);
            session.async().events().subscribe(next);
            next.assertNext("SetupComplete", "0");
            goOn.countDown();
        }
    }

    @Test
    void subscriber_thatThrows_isCancelledAndTheNextGoesOn() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        try (RawServer server = numbers(2);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            Recorder throwing = new Recorder(10, text -> {
                throw new IllegalStateException("a bug of the user's");
            });
            session.async().events().subscribe(throwing);
            throwing.assertNext("SetupComplete");
            assertThat(TestLive.next(uncaught)).hasMessage("a bug of the user's");

            Recorder next = new Recorder(10);
            session.async().events().subscribe(next);
            next.assertNext("0", "1");
            goOn.countDown();
            next.assertNext("complete");
            assertThat(throwing.signals).isEmpty();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void subscriber_thatIsSlow_holdsNobodyElseUp() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (RawServer server = numbers(3);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            Recorder slow = new Recorder(1, text -> awaitQuietly(release));
            session.async().events().subscribe(slow);
            slow.assertNext("SetupComplete");

            assertThat(Stream.generate(session.events().iterator()::next)
                            .limit(3)
                            .map(event -> ((LiveEvent.Text) event).text()))
                    .containsExactly("0", "1", "2");
            goOn.countDown();
            Await.until("the session ends", () -> session.end().isPresent());
            release.countDown();
            slow.assertNext("complete");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
