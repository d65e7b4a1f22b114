package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveConnectConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the end of a session holds, and who learns it where. */
@Timeout(60)
final class EndContentTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final CountDownLatch goOn = new CountDownLatch(1);

    private WebSocketLive live(RawServer server) {
        return new WebSocketLive(leaks.open(TestLive.options(server).build()));
    }

    /** The service reads nothing any more, so the queue fills until it refuses; then the connection dies. */
    @Test
    void unsent_whenTheConnectionDiesWithAFullQueue_isWhatNeverLeft() throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    goOn.await();
                    peer.reset();
                });
                WebSocketLive live = live(server)) {
            SessionOptions failing = SessionOptions.builder()
                    .outboundPolicy(OutboundPolicy.FAIL)
                    .maxQueuedBytes(16 << 20)
                    .build();
            AsyncLiveSession session = LiveFace.settled(
                    live.async().connect("m", LiveConnectConfig.builder().build(), failing));
            String filling = "x".repeat(1 << 20);
            List<LiveClientMessage> accepted = new ArrayList<>();
            List<CompletableFuture<Void>> sends = new ArrayList<>();
            LiveSendException refusal = null;
            while (refusal == null) {
                LiveClientMessage message = ClientMessages.text(filling + accepted.size());
                CompletableFuture<Void> sent = session.send(message);
                refusal = refusal(sent);
                if (refusal == null) {
                    accepted.add(message);
                    sends.add(sent);
                }
            }
            assertThat(refusal.reason()).isEqualTo(LiveSendException.Reason.QUEUE_FULL);
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
            goOn.countDown();
            SessionEnd end = LiveFace.settled(session.ended());

            assertThat(end.by()).isEqualTo(SessionEnd.By.NETWORK);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.CONNECTION_LOST);
            assertThat(end.unsent()).hasSizeBetween(1, 16);
            int begun = accepted.size() - end.unsent().size();
            int left = begun - end.leaving().size();
            assertThat(end.leaving()).isEqualTo(accepted.subList(left, begun));
            assertThat(end.unsent()).isEqualTo(accepted.subList(begun, accepted.size()));
            assertThat(sends.subList(0, left))
                    .allSatisfy(sent -> assertThat(sent).isCompleted());
            assertThat(sends.subList(left, begun))
                    .allSatisfy(sent -> assertThatThrownBy(() -> LiveFace.settled(sent))
                            .isInstanceOfSatisfying(
                                    LiveSendException.class,
                                    cut -> assertThat(cut.mayArrive()).isTrue()));
            assertThat(sends.subList(begun, sends.size()))
                    .allSatisfy(sent -> assertThatThrownBy(() -> LiveFace.settled(sent))
                            .isInstanceOf(LiveSendException.class)
                            .hasMessageContaining("stands in SessionEnd.unsent()"));
            assertThat(end.toString()).hasSizeLessThan(2_000).doesNotContain("xxx");
        }
    }

    /** Why a message was refused; null if it was not, or not yet. */
    private static @Nullable LiveSendException refusal(CompletableFuture<Void> sent) {
        try {
            sent.getNow(null);
            return null;
        } catch (CompletionException e) {
            return (LiveSendException) e.getCause();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"newHandle\":\"h1\",\"resumable\":true} | {} | h1 | false",
                "{\"newHandle\":\"h1\",\"resumable\":true} | {\"newHandle\":\"h2\",\"resumable\":true} | h2 | true",
                "{\"newHandle\":\"h1\",\"resumable\":true} | {\"newHandle\":\"\",\"resumable\":false} | h1 | false",
                "{} | {\"newHandle\":\"h2\",\"resumable\":true} | h2 | true",
                "{} | {\"resumable\":true} | `` | false"
            })
    void handle_whenTheServiceGivesSome_isTheNewestInTheEnd(String one, String other, String handle, boolean resumable)
            throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    frames.text("{\"sessionResumptionUpdate\":" + one + "}");
                    frames.text("{\"sessionResumptionUpdate\":" + other + "}");
                    frames.close(1000, "");
                    peer.awaitGone();
                });
                WebSocketLive live = live(server)) {
            SessionEnd end = LiveFace.ASYNC.connect(live).end();

            assertThat(end.handle().orElse("")).isEqualTo(handle);
            assertThat(end.resumable()).isEqualTo(resumable);
            assertThat(end.toString()).doesNotContain("h1", "h2");
        }
    }

    @Test
    void ended_whenCompletedFromOutside_changesNothing() throws Exception {
        SessionEnd forged = SessionEnd.builder()
                .kind(SessionEnd.Kind.CLOSED_BY_SERVICE)
                .by(SessionEnd.By.SERVER)
                .code(1)
                .reason("forged")
                .build();
        try (RawServer server = TestLive.opening(TestLive::answerClose);
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            assertThat(session.async().ended().complete(forged)).isTrue();
            assertThat(session.async().ended().cancel(true)).isTrue();

            assertThat(session.state()).isEqualTo(SessionState.OPEN);
            assertThat(session.end()).isEmpty();
            assertThat(session.async().ended()).isNotDone();
            session.close();
            assertThat(session.end()).map(SessionEnd::by).contains(SessionEnd.By.CLIENT);
            assertThat(LiveFace.settled(session.async().close()))
                    .isEqualTo(session.end().orElseThrow());
        }
    }

    @Test
    void continuations_runOnNoThreadThatReadsASocketOrKeepsTime() throws Exception {
        ManualTime time = new ManualTime();
        CompletableFuture<String> whenLate = new CompletableFuture<>();
        CompletableFuture<String> whenEnded = new CompletableFuture<>();
        CompletableFuture<String> whenOpen = new CompletableFuture<>();
        Semaphore asked = new Semaphore(0);
        try (RawServer server = TestLive.accepting((peer, frames) -> {
            frames.read();
            asked.release();
            goOn.await();
            frames.binary(TestLive.SETUP_COMPLETE);
            peer.awaitGone();
        })) {
            HttpTransport transport = leaks.open(TestLive.options(server).build(), time, () -> 1);
            WebSocketLive live = new WebSocketLive(transport);
            var late = live.async()
                    .connect("m")
                    .whenComplete((session, failure) ->
                            whenLate.complete(Thread.currentThread().getName()));
            assertThat(asked.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            time.pass(TestLive.SETUP_TIMEOUT);
            Await.until("the attempt failed", late::isCompletedExceptionally);

            var open = live.async().connect("m").thenApply(session -> {
                whenOpen.complete(Thread.currentThread().getName());
                return session;
            });
            goOn.countDown();
            var session = LiveFace.settled(open);
            var unused = session.ended()
                    .thenRun(() -> whenEnded.complete(Thread.currentThread().getName()));
            CompletableFuture<SessionEnd> end = session.close();
            time.pass(TestLive.CLOSE_TIMEOUT);
            LiveFace.settled(end);

            assertThat(List.of(LiveFace.settled(whenLate), LiveFace.settled(whenOpen), LiveFace.settled(whenEnded)))
                    .noneMatch(name -> name.startsWith("ephemera-socket")
                            || name.startsWith("ephemera-timer")
                            || name.startsWith("OkHttp"));
        }
    }

    @Test
    void events_afterTheEnd_canStillBeRead() throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    frames.text("{\"goAway\":{}}");
                    goOn.await();
                });
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");
            goOn.countDown();
            LiveFace.settled(session.async().ended());

            List<LiveEvent> events = new ArrayList<>();
            session.events().forEach(events::add);
            assertThat(events).hasSize(2);
            assertThat(events.get(1)).isInstanceOf(LiveEvent.GoAway.class);
        }
    }
}
