package dev.ephemera.live.internal;

import static dev.ephemera.live.internal.Reads.await;
import static dev.ephemera.live.internal.ReconnectWorld.HANDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.LiveTools;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.ReconnectPolicy.WithoutHandle;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.types.FunctionDeclaration;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a session leaves a connection whose end is announced: {@link ReconnectPolicy#onGoAway()}. */
@Timeout(60)
final class HandOverTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final ReconnectWorld world = new ReconnectWorld(leaks);

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void session_whoseModelNeverFallsQuiet_movesAtTheMarginAlthoughTheServiceSaysNothingMore() {
        try (LiveSession session = world.connect(SessionOptions.builder()
                .reconnect(ReconnectPolicy.handOver())
                .tools(LiveTools.builder()
                        .function(FunctionDeclaration.builder().name("wait").build(), call -> {
                            world.awaitGate();
                            return "done";
                        })
                        .timeout(Duration.ofHours(1))
                        .build()))) {
            session.sendText("wait");
            await(session, LiveEvent.ToolCall.class);
            world.time().advance(Duration.ofMinutes(9));
            await(session, LiveEvent.GoAway.class);
            Instant margin = world.now().plusSeconds(40);
            Await.until("the hand-over is planned", () -> world.time().isDueAt(margin));

            world.time().advance(Duration.ofMillis(39_999));
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
            world.time().advance(Duration.ofMillis(1));

            assertThat(await(session, LiveEvent.Reconnecting.class).why().kind())
                    .isEqualTo(SessionEnd.Kind.MOVED);
            assertThat(await(session, LiveEvent.Reconnected.class).resentMessages())
                    .isEqualTo(1);
            world.openGate();
        }
        assertThat(world.emulator().sessions().get(0).end())
                .get()
                .satisfies(end -> assertThat(end.byEmulator()).isFalse());
    }

    @Test
    void answer_thatComesWhileTheSessionMoves_counts() throws Exception {
        try (RawServer server = world.connections(
                        (peer, frames) -> {
                            frames.binary(HANDLE);
                            frames.read();
                            frames.binary("{\"goAway\":{\"timeLeft\":\"1s\"}}");
                            assertThat(frames.read()).startsWith("close:");
                            for (String json : Said.json("text:a done")) {
                                frames.binary(json);
                            }
                            frames.close(1000, "");
                            peer.awaitGone();
                        },
                        TestLive::answerClose);
                LiveSession session = world.connect(server, ReconnectPolicy.handOver())) {
            session.sendText("one");

            assertThat(session.turn().text()).isEqualTo("a");
            assertThat(await(session, LiveEvent.Reconnected.class).resentMessages())
                    .isZero();
        }
    }

    @Test
    void goAway_beforeThereIsAHandle_isRememberedUntilThereIsOne() throws Exception {
        ReconnectPolicy policy = ReconnectPolicy.handOver().toBuilder()
                .withoutHandle(WithoutHandle.END)
                .build();
        try (RawServer server = world.connections(
                        (peer, frames) -> {
                            frames.binary("{\"goAway\":{\"timeLeft\":\"50s\"}}");
                            frames.binary(HANDLE);
                            TestLive.answerClose(peer, frames);
                        },
                        TestLive::answerClose);
                LiveSession session = world.connect(server, policy)) {
            assertThat(await(session, LiveEvent.Reconnecting.class).why().kind())
                    .isEqualTo(SessionEnd.Kind.MOVED);
            assertThat(await(session, LiveEvent.Reconnected.class).stateRestored())
                    .isTrue();
        }
    }

    @Test
    void speech_whoseConnectionIsLost_isNotAwaitedOverTheNext() throws Exception {
        try (RawServer server = world.connections(
                        (peer, frames) -> {
                            frames.binary(HANDLE);
                            frames.binary("{\"voiceActivity\":{\"voiceActivityType\":\"ACTIVITY_START\"}}");
                        },
                        (peer, frames) -> {
                            frames.binary("{\"goAway\":{\"timeLeft\":\"50s\"}}");
                            TestLive.answerClose(peer, frames);
                        },
                        TestLive::answerClose);
                LiveSession session = world.connect(server, ReconnectPolicy.always())) {
            await(session, LiveEvent.Reconnected.class);

            assertThat(await(session, LiveEvent.Reconnecting.class).why().kind())
                    .isEqualTo(SessionEnd.Kind.MOVED);
            await(session, LiveEvent.Reconnected.class);
        }
    }
}
