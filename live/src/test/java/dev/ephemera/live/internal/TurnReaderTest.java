package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.Turn;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Turns as a session gives them, on both faces. */
@Timeout(60)
final class TurnReaderTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final CountDownLatch goOn = new CountDownLatch(1);

    private WebSocketLive live(RawServer server) {
        return new WebSocketLive(leaks.open(TestLive.options(server).build()));
    }

    /** Says something, says more when the test says so, and closes. */
    private RawServer saying(String first, String then) {
        return TestLive.opening((peer, frames) -> {
            for (String message : Said.json(first)) {
                frames.binary(message);
            }
            goOn.await();
            for (String message : Said.json(then)) {
                frames.binary(message);
            }
            frames.close(1000, "over");
            peer.awaitGone();
        });
    }

    @Test
    void turn_whenItIsComplete_isReturnedWhileTheSessionGoesOn() throws Exception {
        try (RawServer server = saying("text:a done text:b", "text:c done text:d");
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");

            assertThat(session.turn().text()).isEqualTo("a");
            goOn.countDown();
            assertThat(session.turn().text()).isEqualTo("bc");
            Turn last = session.turn();
            assertThat(last.text()).isEqualTo("d");
            assertThat(last.end()).isEqualTo(Turn.End.SESSION_ENDED);
            assertThat(last.sessionEnd().map(SessionEnd::reason)).contains("over");
            assertThatThrownBy(session::turn)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("The session has ended");
        }
    }

    @Test
    void turn_whenAsked_showsEachEventAsItComes() throws Exception {
        try (RawServer server = saying("text:a", "text:b done");
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            List<String> seen = new ArrayList<>();

            Turn turn = session.turn(event -> {
                seen.add(event.getClass().getSimpleName());
                if (event instanceof LiveEvent.Text) {
                    goOn.countDown(); // the rest comes only then
                }
            });

            assertThat(turn.text()).isEqualTo("ab");
            assertThat(seen).containsExactly("SetupComplete", "Text", "Text", "TurnComplete");
        }
    }

    @Test
    void turn_whenWhoIsShownTheEventsThrows_losesNothing() throws Exception {
        try (RawServer server = saying("text:a text:b done", "");
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");

            assertThatThrownBy(() -> session.turn(event -> {
                        if (event instanceof LiveEvent.Text) {
                            throw new IllegalStateException("by the user");
                        }
                    }))
                    .hasMessage("by the user");
            assertThat(session.turn().text()).isEqualTo("ab");
            goOn.countDown();
        }
    }

    @Test
    void turn_whenItsThreadIsInterrupted_throwsAndLosesNothing() throws Exception {
        try (RawServer server = saying("text:a", "text:b done");
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            CountDownLatch collecting = new CountDownLatch(1);
            AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
            Thread reader = new Thread(() -> {
                try {
                    session.turn(event -> {
                        if (event instanceof LiveEvent.Text) {
                            collecting.countDown();
                        }
                    });
                } catch (Throwable e) {
                    thrown.set(e);
                }
            });
            reader.start();
            collecting.await();
            reader.interrupt();
            reader.join();

            assertThat(thrown.get()).isInstanceOf(GeminiException.class).hasMessageContaining("Interrupted");
            goOn.countDown();
            assertThat(session.turn().text()).isEqualTo("ab");
        }
    }

    @Test
    void turns_untilTheSessionEnds_areAllAndTakeNothingThatIsNotAskedFor() throws Exception {
        try (RawServer server = saying("text:a done text:b cut done text:c done goAway", "");
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            goOn.countDown();
            Iterator<Turn> turns = session.turns().iterator();
            assertThat(turns.hasNext()).isTrue();

            List<String> read = new ArrayList<>();
            session.turns().forEach(turn -> read.add(turn.number() + " " + turn.text() + " " + turn.end()));

            assertThat(read).containsExactly("1 a COMPLETE", "2 b INTERRUPTED", "3 c COMPLETE");
            assertThat(turns.hasNext()).isFalse();
        }
    }

    @Test
    void asyncTurn_whenItIsComplete_completesAndTheNextCanBeAskedForThen() throws Exception {
        try (RawServer server = saying("text:a done text:b", "text:c done");
                WebSocketLive live = live(server)) {
            AsyncLiveSession session = live.connect("m").async();

            CompletableFuture<Turn> second = session.turn().thenCompose(turn -> {
                assertThat(turn.text()).isEqualTo("a");
                goOn.countDown();
                return session.turn();
            });
            assertThat(LiveFace.settled(second).text()).isEqualTo("bc");
            assertThatThrownBy(() -> LiveFace.settled(session.turn())).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void asyncTurn_whenItIsCancelled_leavesWhatWasCollected() throws Exception {
        try (RawServer server = saying("text:a", "text:b done");
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            CompletableFuture<Turn> first = session.async().turn();
            assertThatThrownBy(() -> LiveFace.settled(session.async().turn()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a subscriber already");

            first.cancel(false);
            CompletableFuture<Turn> second = session.async().turn();
            goOn.countDown();

            assertThat(LiveFace.settled(second).text()).isEqualTo("ab");
        }
    }

    @Test
    void putBack_aTurnThatNobodyWaitsFor_isHandedToWhoAsksNext() throws Exception {
        InboundBuffer events = new InboundBuffer(1 << 20);
        TurnReader reader = new TurnReader(events, Optional::empty);
        events.put(ServerFrame.NOTHING, Said.events("text:a done text:b done"), 1);
        Turn first = reader.poll();
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        reader.watch(() -> told.add("told"));

        reader.putBack(Objects.requireNonNull(first));

        assertThat(told).containsExactly("told");
        assertThat(reader.awaitReadable(event -> {})).isTrue();
        assertThat(reader.poll()).isEqualTo(first);
        assertThat(reader.poll()).extracting(Turn::text).isEqualTo("b");
        assertThat(reader.poll()).isNull();
        events.end();
        assertThat(reader.isExhausted()).isTrue();
    }

    /** Which of the two readers collects the end of the turn is chance, so it is tried often. */
    @Test
    void turn_whoseCollectorFails_isHandedToWhoWaits() throws Exception {
        for (int round = 0; round < 200; round++) {
            InboundBuffer events = new InboundBuffer(1 << 20);
            TurnReader reader = new TurnReader(events, Optional::empty);
            BlockingQueue<Boolean> readable = new LinkedBlockingQueue<>();
            Thread waiting = reading(reader, event -> {}, readable);
            Thread failing = reading(
                    reader,
                    event -> {
                        if (event instanceof LiveEvent.TurnComplete) {
                            throw new IllegalStateException("mine");
                        }
                    },
                    readable);

            events.put(ServerFrame.NOTHING, Said.events("text:a done"), 1);

            assertThat(readable.poll(30, TimeUnit.SECONDS))
                    .as("round %s", round)
                    .isTrue();
            waiting.join();
            failing.join();
        }
    }

    /** Waits for a turn on a thread of its own; does not tell of its own failure. */
    private static Thread reading(TurnReader reader, Consumer<LiveEvent> seen, BlockingQueue<Boolean> readable) {
        Thread thread = new Thread(() -> {
            try {
                readable.add(reader.awaitReadable(seen));
            } catch (IllegalStateException mine) {
                // the other one has to get the turn
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        Await.waiting(thread);
        return thread;
    }

    /** Whoever finds that another reader was faster goes on waiting; only the session's end lets it go. */
    @Test
    void turns_forSeveralReadersAtOnce_areReadByThemUntilTheSessionEnds() throws Exception {
        int spoken = 3_000;
        AtomicInteger read = new AtomicInteger();
        try (RawServer server = saying("text:a done ".repeat(spoken).trim(), "");
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            Queue<Optional<SessionEnd>> stopped = new ConcurrentLinkedQueue<>();
            List<Thread> readers = Stream.<Runnable>generate(() -> () -> {
                        try {
                            session.turns().forEach(turn -> read.incrementAndGet());
                        } catch (NoSuchElementException e) {
                            assertThat(e)
                                    .hasMessageContaining("The session has ended"); // another reader took the last one
                        }
                        stopped.add(session.end());
                    })
                    .limit(3)
                    .map(reader -> new Thread(reader, "reader"))
                    .toList();
            readers.forEach(Thread::start);

            Await.until("all is read, or a reader stops", () -> read.get() == spoken || !stopped.isEmpty());
            assertThat(stopped).as("who stopped while the session was open").isEmpty();
            goOn.countDown();
            for (Thread reader : readers) {
                reader.join();
            }
            assertThat(stopped).hasSize(3).allMatch(Optional::isPresent);
        }
    }

    @Test
    void putBack_whileSomebodyWaits_wakesTheReader() throws Exception {
        InboundBuffer events = new InboundBuffer(1 << 20);
        TurnReader reader = new TurnReader(events, Optional::empty);
        events.put(ServerFrame.NOTHING, Said.events("text:a done"), 1);
        Turn first = Objects.requireNonNull(reader.poll());
        BlockingQueue<Boolean> readable = new LinkedBlockingQueue<>();
        Thread waiting = reading(reader, event -> {}, readable);

        reader.putBack(first);

        assertThat(readable.poll(30, TimeUnit.SECONDS)).isTrue();
        waiting.join();
        assertThat(reader.pollReady()).isEqualTo(first);
    }

    @Test
    void publishedTurns_asManyAsAreAskedFor_thenCompletes() throws Exception {
        try (RawServer server = saying("text:a done text:b done text:c", "");
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            BlockingQueue<String> signals = new LinkedBlockingQueue<>();
            AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
            session.async().turns().subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription given) {
                    subscription.set(given);
                    given.request(1);
                }

                @Override
                public void onNext(Turn turn) {
                    signals.add(turn.text() + " " + turn.end());
                }

                @Override
                public void onError(Throwable thrown) {
                    signals.add("error " + thrown);
                }

                @Override
                public void onComplete() {
                    signals.add("complete");
                }
            });
            assertThat(TestLive.next(signals)).isEqualTo("a COMPLETE");
            goOn.countDown();
            LiveFace.settled(session.async().ended());
            assertThat(signals).isEmpty();
            // What was not asked for is still there for other readers.
            assertThat(session.events().iterator().next()).isInstanceOf(LiveEvent.Text.class);

            Objects.requireNonNull(subscription.get()).request(5);
            assertThat(TestLive.next(signals)).isEqualTo(" COMPLETE");
            assertThat(TestLive.next(signals)).isEqualTo("c SESSION_ENDED");
            assertThat(TestLive.next(signals)).isEqualTo("complete");
            Await.until("nothing more is signalled", signals::isEmpty);
        }
    }

    @Test
    void turn_whenItIsNotOverInTime_keepsWhatWasCollectedForTheNext() throws Exception {
        try (RawServer server = saying("text:a", "text:b done");
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");

            assertThat(session.turn(Duration.ofMillis(1))).isEmpty();
            assertThat(session.turn(Duration.ZERO)).isEmpty();
            goOn.countDown();
            assertThat(session.turn(Duration.ofSeconds(20)).map(Turn::text)).contains("ab");
            assertThat(session.turn(Duration.ofSeconds(20)))
                    .as("nothing is left")
                    .isEmpty();
            assertThat(session.end().map(SessionEnd::reason)).contains("over");
        }
    }
}
