package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveConnectConfig;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class SendTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

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
}
