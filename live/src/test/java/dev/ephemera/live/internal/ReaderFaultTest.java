package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveListener;
import dev.ephemera.live.SessionEnd;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** It is the user's code that reads: it throws, does not return, or comes twice. */
final class ReaderFaultTest extends FaultTable {

    static final List<FaultRow> ROWS = List.of(
            listener(
                    "a listener throws an exception",
                    () -> {
                        throw new IllegalStateException("mine");
                    },
                    "`onFailure` is told `IllegalStateException`: mine; the next event is `Text` two"),
            listener(
                    "a listener throws an error",
                    () -> {
                        throw new AssertionError("mine");
                    },
                    "`onFailure` is told `AssertionError`: mine; the next event is `Text` two"),
            FaultRow.survived(
                    "a listener's `onFailure` throws as well",
                    "the thread's uncaught exception handler is told `IllegalStateException`: again; the next event is `Text` two",
                    stage -> {
                        LiveFace.Talk talk = saying(stage, "one", "two").open();
                        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
                        return uncaught(seen, () -> {
                            var unused = talk.async()
                                    .listen(
                                            new Throwing(seen, () -> {
                                                throw new IllegalStateException("mine");
                                            }) {
                                                @Override
                                                public void onFailure(LiveEvent event, Throwable thrown) {
                                                    throw new IllegalStateException("again");
                                                }
                                            });
                            return "the thread's uncaught exception handler is told " + TestLive.next(seen)
                                    + "; the next event is " + TestLive.next(seen);
                        });
                    }),
            FaultRow.ended(
                    "a listener does not return, and the service closes",
                    "`CLOSED_BY_SERVICE` by `SERVER`, 1011: auth token has expired. Likely: the token's expireTime is over; mint"
                            + " a new one. Once it returns, `onEnd` is told the same.",
                    ReaderFaultTest::blocked),
            FaultRow.survived(
                            "a subscriber throws in `onNext`",
                            "the thread's uncaught exception handler is told `IllegalStateException`: mine; its subscription is"
                                    + " cancelled, and the next subscriber finds `Text` one",
                            stage -> {
                                LiveFace.Talk talk = saying(stage, "one", "two").open();
                                BlockingQueue<String> seen = new LinkedBlockingQueue<>();
                                return uncaught(seen, () -> {
                                    talk.async().events().subscribe(new ThrowingSubscriber());
                                    String told = TestLive.next(seen);
                                    return "the thread's uncaught exception handler is told " + told
                                            + "; its subscription is cancelled, and the next subscriber finds "
                                            + Seen.of(stage.reader(talk).get());
                                });
                            })
                    .only(LiveFace.ASYNC),
            FaultRow.survived(
                            "a second subscriber comes, or a second listener",
                            "`IllegalStateException`: There is a subscriber already, and each element goes to one; cancel that one"
                                    + " first. (cause `IllegalStateException`)",
                            stage -> {
                                LiveFace.Talk talk = saying(stage).open();
                                Supplier<LiveEvent> first = stage.reader(talk);
                                assertThat(first.get()).isInstanceOf(LiveEvent.SetupComplete.class);
                                return FaultCaller.of(() -> {
                                            var unused = talk.async().listen(event -> {});
                                        })
                                        .seen();
                            })
                    .only(LiveFace.ASYNC),
            FaultRow.ended(
                            "two threads read",
                            "each event goes to one of them, and both iterators stop at the end: 1000 events in all",
                            ReaderFaultTest::twoReaders)
                    .only(LiveFace.BLOCKING));

    private static class Throwing implements LiveListener {

        private final BlockingQueue<String> seen;
        private final Runnable throwing;

        Throwing(BlockingQueue<String> seen, Runnable throwing) {
            this.seen = seen;
            this.throwing = throwing;
        }

        @Override
        public void onEvent(LiveEvent event) {
            String what = Seen.of(event);
            if (what.endsWith("one")) {
                throwing.run();
            }
            if (what.endsWith("two")) {
                seen.add(what);
            }
        }

        @Override
        public void onFailure(LiveEvent event, Throwable thrown) {
            seen.add(Seen.of(thrown));
        }
    }

    private static String blocked(FaultStage stage) {
        CompletableFuture<SessionEnd> told = new CompletableFuture<>();
        LiveFace.Talk talk = stage.opening((peer, frames) -> frames.close(1011, "auth token has expired"))
                .open();
        var unused = talk.async().listen(new LiveListener() {
            @Override
            public void onEvent(LiveEvent event) {
                try {
                    stage.awaitGoOn();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void onEnd(SessionEnd end) {
                told.complete(end);
            }
        });
        String seen = stage.end(talk);
        stage.goOn();
        return LiveFace.settled(told) == talk.end() ? seen + " Once it returns, `onEnd` is told the same." : seen;
    }

    private static final class ThrowingSubscriber implements Flow.Subscriber<LiveEvent> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(LiveEvent event) {
            throw new IllegalStateException("mine");
        }

        @Override
        public void onError(Throwable thrown) {
            throw new AssertionError(thrown);
        }

        @Override
        public void onComplete() {
            throw new AssertionError("it was cancelled");
        }
    }

    private static FaultStage saying(FaultStage stage, String... texts) {
        return stage.opening((peer, frames) -> {
            for (String text : texts) {
                frames.text("{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\"" + text + "\"}]}}}");
            }
            TestLive.answerClose(peer, frames);
        });
    }

    private static FaultRow listener(String happens, Runnable throwing, String sees) {
        return FaultRow.survived(happens, sees, stage -> {
            LiveFace.Talk talk = saying(stage, "one", "two").open();
            BlockingQueue<String> seen = new LinkedBlockingQueue<>();
            var unused = talk.async().listen(new Throwing(seen, throwing));
            return "`onFailure` is told " + TestLive.next(seen) + "; the next event is " + TestLive.next(seen);
        });
    }

    private interface Doing {
        String run() throws InterruptedException;
    }

    /** Lets the default handler of uncaught exceptions tell a queue, and puts the one before back. */
    private static String uncaught(BlockingQueue<String> told, Doing doing) throws InterruptedException {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> told.add(Seen.of(thrown)));
        try {
            return doing.run();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private static String twoReaders(FaultStage stage) {
        LiveFace.Talk talk = stage.opening((peer, frames) -> {
                    for (int i = 1; i < 1_000; i++) {
                        frames.text("?" + i);
                    }
                    frames.close(1000, "");
                })
                .open();
        List<CompletableFuture<List<LiveEvent>>> readers = Stream.generate(() -> FaultStage.async(() -> {
                    List<LiveEvent> read = new ArrayList<>();
                    Iterator<LiveEvent> events = talk.blocking().events().iterator();
                    try {
                        while (events.hasNext()) {
                            read.add(events.next());
                        }
                    } catch (NoSuchElementException e) {
                        // the other one was faster at the last event
                    }
                    return read;
                }))
                .limit(2)
                .toList();
        List<LiveEvent> all = readers.stream()
                .flatMap(reader -> LiveFace.settled(reader).stream())
                .toList();
        assertThat(all).doesNotHaveDuplicates();
        return "each event goes to one of them, and both iterators stop at the end: " + all.size() + " events in all";
    }

    static Stream<Arguments> tries() {
        return onFaces(ROWS);
    }
}
