package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.internal.FaultRow.Within;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** It is the user's code that is interrupted, gives up, or closes too early. */
final class CallerFaultTest extends FaultTable {

    private static final String READER =
            "`GeminiException`: Interrupted while waiting for the service; the session lives on."
                    + " (cause `InterruptedException`) The interrupt flag stays set. The next reader finds `Text` then";
    private static final String GIVEN_UP = "The session was closed, or its client, before it was open.";

    static final List<FaultRow> ROWS = List.of(
            interrupted(
                    "a reader of `events()` is interrupted",
                    talk -> talk.blocking().events().iterator().next()),
            interrupted(
                    "a reader of `messages()` is interrupted",
                    talk -> talk.blocking().messages().iterator().next()),
            interrupted(
                    "a thread in `poll(..)` is interrupted",
                    talk -> talk.blocking().poll(Duration.ofDays(1))),
            FaultRow.survived(
                            "a thread that waits for room in the queue is interrupted",
                            "`LiveSendException` `INTERRUPTED`: Interrupted; the message was not sent, it was taken back. (cause"
                                    + " `InterruptedException`) The interrupt flag stays set.",
                            stage -> {
                                LiveFace.Talk talk = stalled(stage).open();
                                CompletableFuture<Void> leaving = talk.async().sendText("x".repeat(20 << 20));
                                FaultCaller caller = FaultCaller.of(() -> talk.sendText("behind"));
                                caller.awaitSending();
                                caller.interrupt();
                                String seen = caller.seen();
                                stage.goOn();
                                LiveFace.settled(leaving);
                                return seen;
                            })
                    .only(LiveFace.BLOCKING),
            FaultRow.survived(
                            "a thread whose message is leaving is interrupted",
                            "`LiveSendException` `STUCK`: Interrupted while the message was leaving; it cannot be taken back, so it"
                                    + " may still arrive. (cause `InterruptedException`) The interrupt flag stays set.",
                            stage -> {
                                Semaphore begun = new Semaphore(0);
                                LiveFace.Talk talk = stage.opening((peer, frames) -> {
                                            assertThat(frames.readAny())
                                                    .as("the first ping")
                                                    .isEqualTo("9:");
                                            assertThat(peer.read()).isPositive();
                                            begun.release();
                                            stage.awaitGoOn();
                                            peer.read(13 + (20 << 20) + 29); // the rest of the frame
                                            TestLive.answerClose(peer, frames);
                                        })
                                        .open();
                                FaultCaller caller = FaultCaller.of(() -> talk.sendText("x".repeat(20 << 20)));
                                assertThat(begun.tryAcquire(20, TimeUnit.SECONDS))
                                        .isTrue();
                                caller.interrupt();
                                String seen = caller.seen();
                                stage.goOn();
                                return seen;
                            })
                    .only(LiveFace.BLOCKING),
            FaultRow.refused(
                            "a thread in `connect` is interrupted",
                            "`LiveConnectException`: Interrupted while connecting. (cause `InterruptedException`) The interrupt"
                                    + " flag stays set.",
                            stage -> {
                                stage.accepting((peer, frames) -> stage.goOn()).live();
                                FaultCaller caller = FaultCaller.of(stage::open);
                                stage.awaitGoOn();
                                caller.interrupt();
                                return caller.seen();
                            })
                    .only(LiveFace.BLOCKING),
            FaultRow.ended(
                            "a thread in `close()` is interrupted",
                            "nothing is thrown. The interrupt flag stays set. `CLOSED_HERE` by `CLIENT`, 1000.",
                            stage -> {
                                LiveFace.Talk talk = stalled(stage).open();
                                FaultCaller caller = FaultCaller.of(talk.blocking()::close);
                                caller.interrupt();
                                String seen = caller.seen();
                                stage.goOn();
                                return seen + " " + stage.end(talk);
                            })
                    .only(LiveFace.BLOCKING),
            FaultRow.refused(
                    "the client is closed while it connects, before the upgrade",
                    "`LiveConnectException`: " + GIVEN_UP,
                    stage -> {
                        CompletableFuture<String> failure =
                                stage.peer(peer -> {}).failing();
                        stage.live().close();
                        return LiveFace.settled(failure);
                    }),
            FaultRow.refused(
                    "the client is closed while it connects, after the setup",
                    "`LiveConnectException`: " + GIVEN_UP,
                    stage -> {
                        stage.accepting((peer, frames) -> stage.goOn()).live();
                        CompletableFuture<String> failure = FaultStage.async(stage::failure);
                        stage.awaitGoOn();
                        stage.live().close();
                        return LiveFace.settled(failure);
                    }),
            FaultRow.refused("the future of `connect` is cancelled", "`CancellationException`", stage -> {
                        stage.accepting((peer, frames) -> {
                                    stage.goOn();
                                    peer.awaitGone();
                                })
                                .live();
                        CompletableFuture<AsyncLiveSession> future =
                                stage.live().async().connect("m");
                        stage.awaitGoOn();
                        assertThat(future.cancel(true)).isTrue();
                        return FaultCaller.of(() -> future.getNow(null)).seen();
                    })
                    .only(LiveFace.ASYNC),
            FaultRow.ended(
                    "the client is closed with five sessions open",
                    "each: `CLIENT_CLOSED` by `CLIENT`, 1000.",
                    stage -> {
                        saying(stage);
                        List<LiveFace.Talk> talks =
                                Stream.generate(stage::open).limit(5).toList();
                        stage.live().close();
                        assertThat(talks.stream().map(stage::end).distinct()).hasSize(1);
                        return "each: " + stage.end(talks.get(0));
                    }),
            FaultRow.ended(
                            "the client is closed, and the service does not answer",
                            "`CLOSE_UNANSWERED` by `CLIENT`, 1006: 127.0.0.1 did not answer the close within PT17S"
                                    + " (closeTimeout).",
                            stage -> {
                                LiveFace.Talk talk =
                                        stage.opening((peer, frames) -> {}).open();
                                CompletableFuture<String> end = FaultStage.async(() -> {
                                    stage.live().close();
                                    return stage.end(talk);
                                });
                                stage.pass(Within.CLOSE_TIMEOUT);
                                return LiveFace.settled(end);
                            })
                    .within(Within.CLOSE_TIMEOUT));

    private static FaultStage saying(FaultStage stage, String... texts) {
        return stage.opening((peer, frames) -> {
            for (String text : texts) {
                frames.text("{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\"" + text + "\"}]}}}");
            }
            TestLive.answerClose(peer, frames);
        });
    }

    private static FaultStage stalled(FaultStage stage) {
        return stage.opening((peer, frames) -> {
            stage.awaitGoOn();
            TestLive.answerClose(peer, frames);
        });
    }

    private interface Reading {
        Object next(LiveFace.Talk talk);
    }

    private static FaultRow interrupted(String happens, Reading reading) {
        return FaultRow.survived(happens, READER, stage -> {
                    LiveFace.Talk talk = stage.opening((peer, frames) -> {
                                stage.awaitGoOn();
                                frames.text("{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\"then\"}]}}}");
                                TestLive.answerClose(peer, frames);
                            })
                            .open();
                    assertThat(talk.blocking().poll(Duration.ofSeconds(20))).isPresent(); // the answer to the setup
                    FaultCaller caller = FaultCaller.of(() -> {
                        Object unused = reading.next(talk);
                    });
                    caller.interrupt();
                    String seen = caller.seen();
                    stage.goOn();
                    return seen + " The next reader finds "
                            + Seen.of(talk.blocking().events().iterator().next());
                })
                .only(LiveFace.BLOCKING);
    }

    static Stream<Arguments> tries() {
        return onFaces(ROWS);
    }
}
