package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveConnectConfig;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class SendTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private static final String MORE_THAN_FITS = "x".repeat(20 << 20);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    private RawServer recording() {
        return TestLive.opening((peer, frames) -> {
            String frame = frames.read();
            while (!frame.startsWith("close:")) {
                received.add(frame);
                frame = frames.read();
            }
            frames.close(1000, "");
            peer.awaitGone();
        });
    }

    private WebSocketLive live(RawServer server) {
        return new WebSocketLive(leaks.open(TestLive.options(server).build()));
    }

    private static AsyncLiveSession session(WebSocketLive live, SessionOptions.Builder options) {
        return live.connect("m", LiveConnectConfig.builder().build(), options.build())
                .async();
    }

    @ParameterizedTest
    @EnumSource
    void send_aMessageAsItIs_writesIt(LiveFace face) throws Exception {
        try (RawServer server = recording();
                WebSocketLive live = live(server)) {
            LiveFace.Talk session = face.connect(live);
            session.send(LiveClientMessage.builder()
                    .clientContent(
                            LiveClientContent.builder().turnComplete(true).build())
                    .build());

            assertThat(TestLive.next(received)).isEqualTo("1:{\"clientContent\":{\"turnComplete\":true}}");
            session.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheMessageCannotWork_isRefusedAndNothingIsSent(LiveFace face) throws Exception {
        try (RawServer server = recording();
                WebSocketLive live = live(server)) {
            LiveFace.Talk session = face.connect(live);

            assertThatThrownBy(() -> session.sendText("")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> session.send(LiveClientMessage.builder().build()))
                    .isInstanceOf(IllegalArgumentException.class);

            session.close();
            assertThat(received).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void send_afterTheClose_saysSo(LiveFace face) throws Exception {
        try (RawServer server = recording();
                WebSocketLive live = live(server)) {
            LiveFace.Talk session = face.connect(live);
            session.close();

            assertThatThrownBy(() -> session.sendText("late"))
                    .isInstanceOf(LiveSendException.class)
                    .hasMessageContaining("the session is CLOSED, ended by CLIENT with 1000");
        }
    }

    @ParameterizedTest
    @EnumSource
    void send_afterTheServiceHasClosed_saysWithWhat(LiveFace face) throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    frames.close(1011, "Token has expired");
                    peer.awaitGone();
                });
                WebSocketLive live = live(server)) {
            LiveFace.Talk session = face.connect(live);
            session.end();

            assertThatThrownBy(() -> session.sendText("late"))
                    .isInstanceOf(LiveSendException.class)
                    .hasMessage("The message was not sent: the session is CLOSED, ended by SERVER with 1011 Token has"
                            + " expired.");
        }
    }

    @Test
    void send_whenOnlyOneMessageFitsTheQueue_letsThoseBehindLeaveOneByOne() throws Exception {
        try (RawServer server = recording();
                WebSocketLive live = live(server)) {
            AsyncLiveSession session = session(live, SessionOptions.builder().maxQueuedBytes(1));
            List<CompletableFuture<Void>> sends = IntStream.range(0, 100)
                    .mapToObj(number -> session.sendText("" + number))
                    .toList();

            sends.forEach(LiveFace::settled);

            for (int number = 0; number < sends.size(); number++) {
                assertThat(TestLive.next(received)).isEqualTo("1:{\"realtimeInput\":{\"text\":\"" + number + "\"}}");
            }
            LiveFace.settled(session.close());
        }
    }

    @Test
    void send_whoseDependentWaitsForAnotherSend_doesNotHoldThatUp() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    goOn.await();
                    TestLive.answerClose(peer, frames);
                });
                WebSocketLive live = live(server)) {
            AsyncLiveSession session = session(live, SessionOptions.builder());
            List<CompletableFuture<Void>> sends = Stream.generate(() -> session.sendText(MORE_THAN_FITS))
                    .limit(3)
                    .toList();
            CompletableFuture<Void> waiting = sends.get(0).thenCompose(sent -> {
                LiveFace.settled(sends.get(1).thenRun(() -> {}));
                LiveFace.settled(session.sendText("behind"));
                return sends.get(2);
            });

            goOn.countDown();

            LiveFace.settled(waiting);
            LiveFace.settled(session.close());
        }
    }

    private RawServer recordingLater(CountDownLatch goOn) {
        return TestLive.opening((peer, frames) -> {
            goOn.await();
            for (String frame = frames.read(); !frame.startsWith("close:"); frame = frames.read()) {
                received.add(frame);
            }
            frames.close(1000, "");
            peer.awaitGone();
        });
    }

    @Test
    void send_whoseFutureIsTimedOut_isTakenBack() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (RawServer server = recordingLater(goOn);
                WebSocketLive live = live(server)) {
            AsyncLiveSession session = session(live, SessionOptions.builder());
            CompletableFuture<Void> first = session.sendText(MORE_THAN_FITS);
            CompletableFuture<Void> late = session.sendText("late").orTimeout(1, TimeUnit.MILLISECONDS);
            assertThatThrownBy(() -> late.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
            CompletableFuture<Void> last = session.sendText("last");

            goOn.countDown();

            LiveFace.settled(first);
            LiveFace.settled(last);
            LiveFace.settled(session.close());
            assertThat(received).hasSize(2).last().asString().contains("last");
        }
    }

    @Test
    void sends_inLineForTheQueueWhenTheConnectionBreaks_areHandedBackInOrder() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    goOn.await();
                    byte[] unusedSinceMoreThanPings = peer.read(1_000); // the first message has begun to leave
                });
                WebSocketLive live = live(server)) {
            AsyncLiveSession session = session(live, SessionOptions.builder().maxQueuedBytes(1));
            List<CompletableFuture<Void>> sends = Stream.of(MORE_THAN_FITS, "b", "c", "d")
                    .map(session::sendText)
                    .toList();

            goOn.countDown(); // the server hangs up

            SessionEnd end = LiveFace.settled(session.ended());
            assertThat(end.unsent())
                    .extracting(message ->
                            message.realtimeInput().orElseThrow().text().orElseThrow())
                    .containsExactly("b", "c", "d");
            assertThat(sends)
                    .allSatisfy(sent ->
                            assertThatThrownBy(() -> LiveFace.settled(sent)).isInstanceOf(LiveSendException.class));
        }
    }

    @Test
    void send_whenTheArgumentsCannotWork_failsThroughTheFuture() throws Exception {
        try (RawServer server = recording();
                WebSocketLive live = live(server)) {
            AsyncLiveSession session = session(live, SessionOptions.builder());
            byte[] half = new byte[3];

            Stream<CompletableFuture<Void>> odd = Stream.of(
                    session.sendAudio(half),
                    session.sendAudio(Bytes.copyOf(half), PcmFormat.OUTPUT),
                    session.sendAudio(Blob.builder()
                            .data(Bytes.copyOf(half))
                            .mimeType("audio/pcm")
                            .build()));
            assertThat(odd)
                    .allSatisfy(sent -> assertThatThrownBy(() -> LiveFace.settled(sent))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("3 bytes"));
            Stream<CompletableFuture<Void>> nothing = Stream.of(
                    session.sendText(null),
                    session.sendAudio((byte[]) null),
                    session.sendAudio(Bytes.empty(), null),
                    session.sendAudio((Blob) null),
                    session.sendVideo(null),
                    session.sendRealtimeInput(null),
                    session.sendClientContent(null),
                    session.sendToolResponse((List<FunctionResponse>) null),
                    session.sendContextUpdate(null),
                    session.send(null));
            assertThat(nothing)
                    .allSatisfy(sent ->
                            assertThatThrownBy(() -> LiveFace.settled(sent)).isInstanceOf(NullPointerException.class));

            LiveFace.settled(session.close());
            assertThat(received).isEmpty();
        }
    }
}
