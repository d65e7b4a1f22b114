package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.types.Content;
import dev.ephemera.types.HistoryConfig;
import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The history that a caller begins with is history over each connection, and never a question. */
@Timeout(60)
final class InitialHistoryTest {

    private static final LiveConnectConfig WITH_HISTORY = ReconnectStage.TEXT.toBuilder()
            .historyConfig(
                    HistoryConfig.builder().initialHistoryInClientContent(true).build())
            .build();

    @RegisterExtension
    final ReconnectStage stage = new ReconnectStage();

    private LiveSession connect() {
        LiveSession session =
                stage.connect(stage::key, WITH_HISTORY, SessionOptions.builder().reconnect(ReconnectPolicy.always()));
        ReconnectStage.awaitHandle(session);
        return session;
    }

    /** Loses the connection, and the handle with it unless the session is to be resumed. */
    private LiveEvent.Reconnected lose(LiveSession session, boolean resumed) {
        if (!resumed) {
            stage.emulator.faults().next(Fault.refuseSetup(1007, "Invalid session handle"));
        }
        stage.lose();
        return ReconnectStage.await(session, LiveEvent.Reconnected.class);
    }

    private static LiveClientContent history() {
        return LiveClientContent.builder()
                .addTurns(Content.builder()
                        .role("user")
                        .addParts(Part.builder().text("long ago").build())
                        .build())
                .turnComplete(true)
                .build();
    }

    private static void answersNothingBut(LiveSession session, String text) {
        assertThat(session.turn().text()).isEqualTo("You said: " + text);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void history_thatHadLeftBeforeALoss_isHistoryOfTheNewConnectionToo(boolean resumed) {
        try (LiveSession session = connect()) {
            session.sendClientContent(history());

            assertThat(lose(session, resumed).resentMessages()).isEqualTo(1);

            session.sendText("one");
            answersNothingBut(session, "one");
            assertThat(stage.current().received().toString())
                    .contains("initialHistoryInClientContent")
                    .contains("long ago");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void history_thatComesAfterALoss_isHistoryStill(boolean resumed) {
        try (LiveSession session = connect()) {
            lose(session, resumed);

            session.sendClientContent(history());
            session.sendText("one");
            answersNothingBut(session, "one");
        }
    }

    @Test
    void history_thatIsPartOfWhatWasSaid_isToldWithTheRest() {
        try (LiveSession session = connect()) {
            session.sendClientContent(history());
            session.sendText("one");
            answersNothingBut(session, "one");

            assertThat(lose(session, false).resentMessages()).isZero();

            session.sendText("two");
            answersNothingBut(session, "two");
            assertThat(stage.current().received().toString())
                    .containsOnlyOnce("long ago")
                    .contains("You said: one");
        }
    }

    @Test
    void conversation_thatBeganWithoutTheHistoryThatWasAnnounced_isToldAllTheSame() {
        try (LiveSession session = connect()) {
            session.sendText("one");
            answersNothingBut(session, "one");

            lose(session, false);

            session.sendText("two");
            answersNothingBut(session, "two");
            assertThat(stage.current().received().toString()).contains("You said: one");
        }
    }
}
