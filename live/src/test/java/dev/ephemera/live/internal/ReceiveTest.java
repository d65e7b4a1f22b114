package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.Threads;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class ReceiveTest {

    private static final String FILLING = "x".repeat(64 << 10);
    private static final int MANY = 1_024;

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger written = new AtomicInteger();

    private WebSocketLive live(RawServer server) {
        return new WebSocketLive(leaks.open(TestLive.options(server).build()));
    }

    private static String text(Object text) {
        return "{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\"" + text + "\"}]}}}";
    }

    /** Sends numbers, closes, and waits for the client to go. */
    private static RawServer numbers(int count) {
        return TestLive.opening((peer, frames) -> {
            for (int i = 0; i < count; i++) {
                frames.binary(text(i));
            }
            frames.close(1000, "");
            peer.awaitGone();
        });
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static int number(LiveEvent event) {
        return Integer.parseInt(((LiveEvent.Text) event).text());
    }

    private static Iterator<LiveEvent> behindTheSetup(LiveSession session) {
        Iterator<LiveEvent> events = session.events().iterator();
        assertThat(events.next()).isInstanceOf(LiveEvent.SetupComplete.class);
        return events;
    }

    @Test
    void events_thatCameBeforeTheFirstReader_areReadInOrder() throws Exception {
        try (RawServer server = numbers(2_000);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            LiveFace.settled(session.async().ended());

            List<Integer> read = new ArrayList<>();
            behindTheSetup(session).forEachRemaining(event -> read.add(number(event)));

            assertThat(read).isEqualTo(range(0, 2_000));
        }
    }

    @Test
    void end_whenTheIteratorStops_isKnown() throws Exception {
        try (RawServer server = numbers(1);
                WebSocketLive live = live(server)) {
            for (int i = 0; i < 50; i++) {
                LiveSession session = live.connect("m");
                session.events().forEach(event -> assertThat(event.message()).isNotNull());

                assertThat(session.end()).map(SessionEnd::by).contains(SessionEnd.By.SERVER);
                assertThat(session.state()).isEqualTo(SessionState.CLOSED);
            }
        }
    }

    /** Sends 64 MiB, far more than buffer and sockets hold, and counts what it could write. */
    private RawServer flooding() {
        return TestLive.opening((peer, frames) -> {
            for (int i = 0; i < MANY; i++) {
                frames.binary(text(FILLING + " " + i));
                written.incrementAndGet();
            }
            TestLive.answerClose(peer, frames);
        });
    }

    /** Until the server could not write for a while, or has written all, which a test then sees. */
    private void awaitStalled() {
        long[] since = {System.nanoTime()};
        int[] last = {0};
        Await.until("the server's writes block", () -> {
            int now = written.get();
            if (now != last[0]) {
                last[0] = now;
                since[0] = System.nanoTime();
            }
            return now == MANY || (now > 0 && System.nanoTime() - since[0] > TimeUnit.MILLISECONDS.toNanos(700));
        });
    }

    @Test
    void reader_whenItIsSlow_stopsTheServiceAndLosesNothing() throws Exception {
        try (RawServer server = flooding();
                WebSocketLive live = live(server);
                LiveSession session = live.connect("m")) {
            awaitStalled();
            assertThat(written.get()).isLessThan(MANY);

            Iterator<LiveEvent> events = behindTheSetup(session);
            for (int i = 0; i < MANY; i++) {
                assertThat(((LiveEvent.Text) events.next()).text()).endsWith(" " + i);
            }
        }
        assertThat(written).hasValue(MANY);
    }

    @Test
    void close_whileTheReadingThreadIsHeldUp_endsTheSessionAndLeavesWhatCame() throws Exception {
        try (RawServer server = flooding();
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            awaitStalled();
            assertThat(written.get()).isLessThan(MANY);

            session.close();

            assertThat(session.end()).map(SessionEnd::by).contains(SessionEnd.By.CLIENT);
            assertThat(session.end()).map(SessionEnd::code).contains(1000);
            int read = 0;
            for (Iterator<LiveEvent> events = behindTheSetup(session); events.hasNext(); read++) {
                assertThat(((LiveEvent.Text) events.next()).text()).endsWith(" " + read);
            }
            assertThat(read).isBetween(100, MANY - 1);
        }
    }

    @Test
    void iterator_whileItWaits_endsWithTheSession() throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    goOn.await();
                    frames.close(1000, "");
                    peer.awaitGone();
                });
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            Reader reader = new Reader(behindTheSetup(session));
            reader.awaitWaiting();

            goOn.countDown();

            assertThat(reader.hasNext.get(20, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void close_whileAReaderWaits_endsItsIterator() throws Exception {
        try (RawServer server = TestLive.opening(TestLive::answerClose);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            Reader reader = new Reader(behindTheSetup(session));
            reader.awaitWaiting();

            session.close();

            assertThat(reader.hasNext.get(20, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void reader_whenInterrupted_throwsAndLosesNothing() throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    goOn.await();
                    frames.text(text(0));
                    TestLive.answerClose(peer, frames);
                });
                WebSocketLive live = live(server);
                LiveSession session = live.connect("m")) {
            Iterator<LiveEvent> events = behindTheSetup(session);
            Reader reader = new Reader(events);
            reader.awaitWaiting();

            reader.thread.interrupt();

            assertThat(catchThrowable(() -> reader.hasNext.get(20, TimeUnit.SECONDS)))
                    .cause()
                    .isExactlyInstanceOf(GeminiException.class)
                    .hasMessage("Interrupted while waiting for the service; the session lives on.");
            assertThat(reader.flag).isTrue();
            goOn.countDown();
            assertThat(number(session.events().iterator().next())).isZero();
        }
    }

    /** Waits for an event on a thread of its own. */
    private static final class Reader {

        private final CompletableFuture<Boolean> hasNext = new CompletableFuture<>();
        private final AtomicBoolean flag = new AtomicBoolean();
        private final Thread thread;

        Reader(Iterator<LiveEvent> events) {
            thread = Threads.daemons("reader").newThread(() -> {
                try {
                    hasNext.complete(events.hasNext());
                } catch (RuntimeException e) {
                    flag.set(Thread.currentThread().isInterrupted());
                    hasNext.completeExceptionally(e);
                }
            });
            thread.start();
        }

        void awaitWaiting() {
            Await.waiting(thread);
        }
    }

    @Test
    void iterator_afterAnotherStopped_goesOnThere() throws Exception {
        try (RawServer server = numbers(10);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            Iterator<LiveEvent> first = behindTheSetup(session);
            assertThat(number(first.next())).isZero();
            assertThat(first.hasNext()).isTrue(); // and it stops here

            List<Integer> read = new ArrayList<>();
            session.events().forEach(event -> read.add(number(event)));

            assertThat(read).isEqualTo(range(1, 10));
        }
    }

    @Test
    void iterators_ofWhichThereAreSeveral_shareTheEvents() throws Exception {
        try (RawServer server = numbers(2_000);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            Iterator<LiveEvent> setup = behindTheSetup(session);
            assertThat(setup).isNotNull();
            List<List<Integer>> read = new CopyOnWriteArrayList<>();
            CompletableFuture<?>[] readers = new CompletableFuture<?>[4];
            for (int i = 0; i < readers.length; i++) {
                readers[i] = CompletableFuture.runAsync(
                        () -> read.add(readAll(session.events().iterator())),
                        task -> Threads.daemons("reader").newThread(task).start());
            }
            CompletableFuture.allOf(readers).get(20, TimeUnit.SECONDS);

            assertThat(read).hasSize(4).allSatisfy(own -> assertThat(own).isSorted());
            assertThat(read.stream().flatMap(List::stream).sorted().toList()).isEqualTo(range(0, 2_000));
        }
    }

    private static List<Integer> readAll(Iterator<LiveEvent> events) {
        List<Integer> own = new ArrayList<>();
        try {
            while (events.hasNext()) {
                own.add(number(events.next()));
            }
        } catch (NoSuchElementException e) {
            // another reader took the last one
        }
        return own;
    }

    @Test
    void frame_whenItIsMalformedInAnOpenSession_isAnEventAndTheSessionLives() throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    frames.text("hello");
                    frames.binary("");
                    frames.text(text(7));
                    TestLive.answerClose(peer, frames);
                });
                WebSocketLive live = live(server);
                LiveSession session = live.connect("m")) {
            Iterator<LiveEvent> events = behindTheSetup(session);

            assertThat(events.next())
                    .isInstanceOfSatisfying(
                            LiveEvent.Unrecognized.class,
                            event -> assertThat(event.malformed()).isEqualTo("hello"));
            assertThat(events.next()).isInstanceOf(LiveEvent.Unrecognized.class);
            assertThat(number(events.next())).isEqualTo(7);
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
        }
    }
}
