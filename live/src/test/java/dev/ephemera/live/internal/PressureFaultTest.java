package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionState;
import dev.ephemera.live.internal.FaultRow.Within;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.RawServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The peer stops reading with 20 MiB to send, or the reader is slow with 20 MiB to come. */
final class PressureFaultTest extends FaultTable {

    private static final int MEBIBYTES = 20;
    private static final String MEBIBYTE = "x".repeat(1 << 20);
    private static final String STUCK =
            "`LiveSendException` `STUCK`: The message did not leave within PT11S (sendTimeout): a"
                    + " part of it is on its way and cannot be taken back, so it may still arrive.";
    private static final String LATE =
            "`LiveSendException` `TIMED_OUT`: The message was not sent: it waited for the network"
                    + " for PT11S (sendTimeout) and was taken back.";
    private static final String LEAVING =
            "the one that is leaving says: `LiveSendException` `CUT_OFF`: The message was leaving when the session ended, so it may"
                    + " have arrived, and stands in SessionEnd.leaving(): the session is CLOSED, ended by ";
    private static final String UNSENT =
            " Those behind it: `LiveSendException` `SESSION_OVER`: The message had not begun to leave when the session ended, and"
                    + " stands in SessionEnd.unsent(): the session is CLOSED, ended by ";

    static final List<FaultRow> ROWS = List.of(
            FaultRow.survived(
                            "the peer stops reading; 20 MiB are sent at once with `WAIT`",
                            "the send that is leaving: " + STUCK + " Those behind it: " + LATE,
                            stage -> {
                                LiveFace.Talk talk = stalled(stage).open();
                                List<CompletableFuture<Void>> sends = sendAll(talk);
                                stage.pass(Within.SEND_TIMEOUT);
                                List<String> seen = failures(sends);
                                assertThat(seen).hasSize(2);
                                stage.goOn();
                                return "the send that is leaving: " + seen.get(0) + " Those behind it: " + seen.get(1);
                            })
                    .within(Within.SEND_TIMEOUT)
                    .only(LiveFace.ASYNC),
            FaultRow.survived("the same, and a thread that sends behind it", LATE, stage -> {
                        LiveFace.Talk talk = stalled(stage).open();
                        List<CompletableFuture<Void>> sends = sendAll(talk);
                        FaultCaller caller = FaultCaller.of(() -> talk.sendText("behind"));
                        caller.awaitSending();
                        stage.pass(Within.SEND_TIMEOUT);
                        String seen = caller.seen();
                        stage.goOn();
                        LiveFace.awaitDone(sends.toArray(CompletableFuture<?>[]::new));
                        return seen;
                    })
                    .within(Within.SEND_TIMEOUT)
                    .only(LiveFace.BLOCKING),
            FaultRow.survived(
                            "the peer stops reading; 20 MiB are sent with `FAIL`",
                            "each that has no room: `LiveSendException` `QUEUE_FULL`: The message of 1048605 bytes was not sent: the"
                                    + " outbound queue of 2097152 bytes (maxQueuedBytes) holds 1048605 already; send it again when"
                                    + " the network has caught up, or choose OutboundPolicy.WAIT.",
                            stage -> {
                                stage.session.outboundPolicy(OutboundPolicy.FAIL);
                                LiveFace.Talk talk = stalled(stage).open();
                                List<CompletableFuture<Void>> sends = sendAll(talk);
                                Await.until(
                                        "some are refused",
                                        () -> sends.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
                                stage.goOn();
                                return "each that has no room: " + String.join(" ", failures(sends));
                            })
                    .only(LiveFace.ASYNC),
            FaultRow.survived(
                            "the peer stops reading; 20 MiB of audio are sent with `DROP_OLDEST_AUDIO`",
                            "`AudioDropped`; each that made room: `LiveSendException` `DROPPED`: The audio was not sent: newer audio took"
                                    + " its room in the outbound queue (DROP_OLDEST_AUDIO).",
                            PressureFaultTest::dropped)
                    .only(LiveFace.ASYNC),
            FaultRow.ended(
                    "the peer stops reading; with 20 MiB accepted, the connection is reset",
                    "`CONNECTION_LOST` by `NETWORK`, …; " + LEAVING + "NETWORK with 1006 …" + UNSENT
                            + "NETWORK with 1006 …",
                    stage -> {
                        Stuck stuck = Stuck.of(stage, (peer, frames) -> {
                            stage.awaitGoOn();
                            peer.reset();
                        });
                        stage.goOn();
                        return stuck.end();
                    }),
            FaultRow.ended(
                            "the peer stops reading; with 20 MiB accepted, `close()`",
                            "`CLOSE_UNANSWERED` by `CLIENT`, …; " + LEAVING
                                    + "CLIENT with 1006 127.0.0.1 did not answer the close within PT17S (closeTimeout)."
                                    + UNSENT
                                    + "CLIENT with 1006 127.0.0.1 did not answer the close within PT17S (closeTimeout).",
                            stage -> {
                                Stuck stuck = Stuck.of(stage, (peer, frames) -> stage.awaitOver());
                                CompletableFuture<SessionEnd> end = FaultStage.async(stuck.talk()::close);
                                stage.pass(Within.CLOSE_TIMEOUT);
                                assertThat(LiveFace.settled(end))
                                        .isSameAs(stuck.talk().end());
                                return stuck.end();
                            })
                    .within(Within.CLOSE_TIMEOUT),
            FaultRow.ended(
                            "the service stops reading and closes; 20 MiB are accepted",
                            "`CLOSED_BY_SERVICE` by `SERVER`, …; " + LEAVING
                                    + "SERVER with 1008 The operation was aborted." + UNSENT
                                    + "SERVER with 1008 The operation was aborted.",
                            stage -> {
                                Stuck stuck = Stuck.of(stage, (peer, frames) -> {
                                    stage.awaitGoOn();
                                    frames.close(1008, "The operation was aborted.");
                                    stage.awaitOver();
                                });
                                stage.goOn();
                                stage.realTime(Within.FAREWELL);
                                return stuck.end();
                            })
                    .within(Within.FAREWELL),
            FaultRow.ended(
                            "half-open: the peer takes nothing any more; 20 MiB are accepted",
                            "`NO_SIGN_OF_LIFE` by `NETWORK`, …; " + LEAVING + "NETWORK with 1006 …" + UNSENT
                                    + "NETWORK with 1006 …",
                            stage -> {
                                Stuck stuck = Stuck.of(stage, (peer, frames) -> stage.awaitOver());
                                stage.pass(Within.LIVENESS_TIMEOUT);
                                return stuck.end();
                            })
                    .within(Within.LIVENESS_TIMEOUT),
            FaultRow.survived(
                            "the peer stops reading; a send that waits is cancelled",
                            "`CancellationException`; the message never arrives",
                            PressureFaultTest::cancelled)
                    .only(LiveFace.ASYNC),
            FaultRow.ended(
                    "the reader sleeps while 20 MiB come, and the connection is reset",
                    "once the reader goes on, at the latest: `CONNECTION_LOST` by `NETWORK`, …",
                    stage -> {
                        AtomicReference<RawServer.Peer> flooding = new AtomicReference<>();
                        AtomicInteger written = new AtomicInteger();
                        LiveFace.Talk talk =
                                flooding(stage, written, flooding::set).open();
                        awaitStalled(written);
                        flooding.get().reset();
                        CompletableFuture<Void> unused = FaultStage.async(() -> readAll(stage.face, talk));
                        return "once the reader goes on, at the latest: " + stage.end(talk);
                    }),
            broken("the same, and the reader never goes on, but something is sent", (stage, talk) -> {
                CompletableFuture<Void> unused = talk.async().sendText("anybody there?");
            }),
            FaultRow.survived(
                    "the reader sleeps for five minutes while 20 MiB come",
                    "the peer is held up, the session lives, and then all of it is read, in order",
                    PressureFaultTest::slowReader));

    private interface Write {
        void on(FaultStage stage, LiveFace.Talk talk);
    }

    private static FaultRow broken(String happens, Write write) {
        return FaultRow.ended(
                happens,
                "`CONNECTION_LOST` by `NETWORK`, …; what had come can be read, also the message that waited for room",
                stage -> {
                    AtomicReference<RawServer.Peer> flooding = new AtomicReference<>();
                    AtomicInteger written = new AtomicInteger();
                    LiveFace.Talk talk = flooding(stage, written, flooding::set).open();
                    awaitStalled(written);
                    flooding.get().reset();
                    stage.awaitPeerGone();
                    write.on(stage, talk);
                    String end = stage.end(talk);
                    List<LiveEvent> events = stage.leftOver(talk);
                    assertThat(events).hasSizeGreaterThan(1); // the setup's takes room already
                    for (int text = 0;
                            text < events.size() - 1;
                            text++) { // this machine may have received more of them
                        assertThat(((LiveEvent.Text) events.get(text + 1)).text())
                                .isEqualTo(text + MEBIBYTE);
                    }
                    return end + "; what had come can be read, also the message that waited for room";
                });
    }

    /** Reads nothing until the test goes on, then everything. */
    private static FaultStage stalled(FaultStage stage) {
        return stage.opening((peer, frames) -> {
            stage.awaitGoOn();
            TestLive.answerClose(peer, frames);
        });
    }

    private static List<CompletableFuture<Void>> sendAll(LiveFace.Talk talk) {
        return Stream.generate(() -> talk.async().sendText(MEBIBYTE))
                .limit(MEBIBYTES)
                .toList();
    }

    /** What the sends have failed with, each thing once, in the order of the sends. */
    private static List<String> failures(List<CompletableFuture<Void>> sends) {
        return sends.stream()
                .map(send -> catchThrowable(() -> LiveFace.settled(send)))
                .filter(LiveSendException.class::isInstance)
                .map(Seen::of)
                .distinct()
                .toList();
    }

    /** Messages of which the peer takes the first one's first byte; the others wait behind that. */
    private record Stuck(LiveFace.Talk talk, List<CompletableFuture<Void>> sends) {

        static Stuck of(FaultStage stage, TestLive.Script then) throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            stage.session.maxQueuedBytes(64L << 20);
            LiveFace.Talk talk = stage.opening((peer, frames) -> {
                        assertThat(frames.readAny()).as("the first ping").isEqualTo("9:");
                        assertThat(peer.read()).isPositive();
                        begun.countDown();
                        then.play(peer, frames);
                    })
                    .open();
            List<CompletableFuture<Void>> sends = Stream.of("x".repeat(MEBIBYTES << 20), "behind", "too")
                    .map(talk.async()::sendText)
                    .toList();
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            return new Stuck(talk, sends);
        }

        String end() {
            SessionEnd end = talk.end();
            assertThat(end.leaving()).hasSize(1);
            assertThat(end.unsent()).containsExactly(ClientMessages.text("behind"), ClientMessages.text("too"));
            List<String> failures = failures(sends);
            assertThat(failures).hasSize(2);
            return Seen.of(end) + "; the one that is leaving says: " + failures.get(0) + " Those behind it: "
                    + failures.get(1);
        }
    }

    private static String dropped(FaultStage stage) {
        stage.session.outboundPolicy(OutboundPolicy.DROP_OLDEST_AUDIO);
        LiveFace.Talk talk = stalled(stage).open();
        byte[] second = new byte[32_000];
        List<CompletableFuture<Void>> sends = new ArrayList<>();
        for (long bytes = 0; bytes < (long) MEBIBYTES << 20; bytes += second.length) {
            sends.add(talk.async().sendAudio(second));
        }
        LiveEvent.AudioDropped told =
                (LiveEvent.AudioDropped) behindTheSetup(stage, talk).get();
        stage.goOn();
        List<String> failures = failures(sends);
        assertThat(told.messages())
                .isEqualTo(sends.stream()
                        .filter(CompletableFuture::isCompletedExceptionally)
                        .count());
        return "`AudioDropped`; each that made room: " + String.join(" ", failures);
    }

    private static Supplier<LiveEvent> behindTheSetup(FaultStage stage, LiveFace.Talk talk) {
        Supplier<LiveEvent> reader = stage.reader(talk);
        assertThat(reader.get()).isInstanceOf(LiveEvent.SetupComplete.class);
        return reader;
    }

    private static FaultStage flooding(FaultStage stage, AtomicInteger written, Consumer<RawServer.Peer> begun) {
        stage.session.maxUnreadBytes(1 << 20);
        return stage.opening((peer, frames) -> {
            begun.accept(peer);
            for (int i = 0; i < MEBIBYTES; i++) {
                frames.text("{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\"" + i + MEBIBYTE + "\"}]}}}");
                written.incrementAndGet();
            }
            TestLive.answerClose(peer, frames);
        });
    }

    private static Void readAll(LiveFace face, LiveFace.Talk talk) {
        if (face == LiveFace.BLOCKING) {
            talk.blocking().events().forEach(event -> {});
        } else {
            var unused = talk.async().listen(event -> {});
        }
        return null;
    }

    private static String cancelled(FaultStage stage) {
        CompletableFuture<List<String>> arrived = new CompletableFuture<>();
        LiveFace.Talk talk = stage.opening((peer, frames) -> {
                    stage.awaitGoOn();
                    arrived.complete(List.of(frames.read(), frames.read()));
                    TestLive.answerClose(peer, frames);
                })
                .open();
        CompletableFuture<Void> leaving = talk.async().sendText("x".repeat(MEBIBYTES << 20));
        CompletableFuture<Void> cancelled = talk.async().sendText("cancelled");
        CompletableFuture<Void> behind = talk.async().sendText("behind");
        assertThat(cancelled.cancel(true)).isTrue();
        stage.goOn();
        LiveFace.settled(leaving);
        LiveFace.settled(behind);
        assertThat(LiveFace.settled(arrived).get(1)).isEqualTo("1:{\"realtimeInput\":{\"text\":\"behind\"}}");
        return FaultCaller.of(() -> cancelled.getNow(null)).seen() + "; the message never arrives";
    }

    private static String slowReader(FaultStage stage) {
        AtomicInteger written = new AtomicInteger();
        LiveFace.Talk talk = flooding(stage, written, peer -> {}).open();
        awaitStalled(written);
        for (int minute = 0; minute < 5; minute++) {
            stage.elapseAndPass(Duration.ofMinutes(1), FaultStage.PING_INTERVAL);
        }
        assertThat(written.get()).isLessThan(MEBIBYTES);
        assertThat(talk.state()).isEqualTo(SessionState.OPEN);
        Supplier<LiveEvent> reader = behindTheSetup(stage, talk);
        for (int i = 0; i < MEBIBYTES; i++) {
            assertThat(((LiveEvent.Text) reader.get()).text()).isEqualTo(i + MEBIBYTE);
        }
        return "the peer is held up, the session lives, and then all of it is read, in order";
    }

    /** Until the peer could not write for a while, or has written all, which is seen then. */
    private static void awaitStalled(AtomicInteger written) {
        AtomicLong since = new AtomicLong(System.nanoTime());
        AtomicInteger last = new AtomicInteger();
        Await.until("the peer's writes block", () -> {
            if (last.getAndSet(written.get()) != written.get()) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > TimeUnit.MILLISECONDS.toNanos(700);
        });
    }

    static Stream<Arguments> tries() {
        return onFaces(ROWS);
    }
}
