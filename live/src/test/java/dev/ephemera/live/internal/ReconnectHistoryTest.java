package dev.ephemera.live.internal;

import static dev.ephemera.live.internal.Reads.await;
import static dev.ephemera.live.internal.Reads.awaitHandle;
import static dev.ephemera.live.internal.Reads.awaitTurnBegun;
import static dev.ephemera.live.internal.ReconnectWorld.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.ReconnectPolicy.WithoutHandle;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.types.Content;
import dev.ephemera.types.HistoryConfig;
import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a model that remembers nothing is told: {@link ReconnectPolicy#withoutHandle()}. */
@Timeout(60)
final class ReconnectHistoryTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final ReconnectWorld world = new ReconnectWorld(leaks);

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void session_withoutHandle_beginsEmptyIfThePolicySaysSo() {
        ReconnectPolicy policy = ReconnectPolicy.always().toBuilder()
                .withoutHandle(WithoutHandle.START_EMPTY)
                .build();
        try (LiveSession session = world.connect(policy)) {
            session.sendText("one");
            awaitTurnBegun(session);
            awaitHandle(session);
            world.emulator().faults().next(Fault.refuseSetup(1007, "Invalid session handle"));
            world.lose();

            LiveEvent.Reconnected reconnected = await(session, LiveEvent.Reconnected.class);
            assertThat(reconnected.stateRestored()).isFalse();
            assertThat(reconnected.resentMessages()).isZero();
            assertThat(world.current().received()).hasSize(1);
            assertThat(world.current().received().toString())
                    .doesNotContain("one")
                    .doesNotContain("historyConfig");
        }
    }

    @Test
    void history_thatTheUserGaveFirst_isNeitherAskedForNorSentAgain() {
        LiveConnectConfig config = TEXT.toBuilder()
                .historyConfig(HistoryConfig.builder()
                        .initialHistoryInClientContent(true)
                        .build())
                .build();
        try (LiveSession session =
                world.connect(world.live(), config, SessionOptions.builder().reconnect(ReconnectPolicy.always()))) {
            session.sendClientContent(said("long ago"));
            session.sendText("one");
            awaitTurnBegun(session);
            awaitHandle(session);
            world.lose();
            assertThat(await(session, LiveEvent.Reconnected.class).resentMessages())
                    .isZero();

            session.sendClientContent(said("two"));
            awaitTurnBegun(session);
            assertThat(session.turn().text()).isEqualTo("You said: two");
            assertThat(config.historyConfig()).isPresent();
            assertThat(config.sessionResumption()).isEmpty();
        }
    }

    private static LiveClientContent said(String text) {
        return LiveClientContent.builder()
                .addTurns(Content.builder()
                        .role("user")
                        .addParts(Part.builder().text(text).build())
                        .build())
                .turnComplete(true)
                .build();
    }
}
