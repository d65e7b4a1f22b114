package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.SessionResumptionConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions with tokens that lock the whole setup, so that the service follows nothing of what the session asks for. */
@Timeout(60)
final class LockedTokenTest {

    @RegisterExtension
    final ReconnectStage stage = new ReconnectStage();

    private Credentials token(CreateAuthTokenConfig config) {
        HttpTokens tokens = new HttpTokens(stage.leaks.open(ClientOptions.builder()
                .apiKey(stage.emulator.apiKey())
                .baseUrl(stage.emulator.baseUrl())
                .clock(stage.clock)
                .build()));
        return Credentials.token(tokens.create(config).name());
    }

    private Credentials locking(LiveConnectConfig config) {
        return token(CreateAuthTokenConfig.builder()
                .liveConnectConstraints(LiveConnectConstraints.builder()
                        .model(ReconnectStage.MODEL)
                        .config(config)
                        .build())
                .build());
    }

    private static void answer(LiveSession session, String text) {
        session.sendText(text);
        assertThat(session.turn().text()).isEqualTo("You said: " + text);
    }

    private LiveEvent.Reconnected lose(LiveSession session) {
        stage.lose();
        return ReconnectStage.await(session, LiveEvent.Reconnected.class);
    }

    @Test
    void lock_withoutSessionResumption_letsEachConnectionBeginEmptyAndSaysSo() {
        try (LiveSession session = stage.connect(() -> locking(ReconnectStage.TEXT), ReconnectPolicy.always())) {
            answer(session, "one");

            LiveEvent.Reconnected reconnected = lose(session);

            assertThat(reconnected.stateRestored()).isFalse();
            assertThat(reconnected.seeded()).isFalse();
            answer(session, "two"); // and nothing else was answered before
            assertThat(stage.current().received().toString()).contains("two").doesNotContain("one");
        }
    }

    @Test
    void lock_withSessionResumption_letsTheSessionResume() {
        LiveConnectConfig resumable = ReconnectStage.TEXT.toBuilder()
                .sessionResumption(SessionResumptionConfig.builder().build())
                .build();
        try (LiveSession session = stage.connect(() -> locking(resumable), ReconnectPolicy.always())) {
            answer(session, "one");
            ReconnectStage.awaitHandle(session);

            assertThat(lose(session).stateRestored()).isTrue();
            answer(session, "two");
        }
    }

    @Test
    void token_thatTheCallerSaysTakesAHistory_isGivenIt() {
        ReconnectPolicy policy =
                ReconnectPolicy.always().toBuilder().tokensTakeHistory(true).build();
        try (LiveSession session =
                stage.connect(() -> token(CreateAuthTokenConfig.builder().build()), policy)) {
            ReconnectStage.awaitHandle(session);
            answer(session, "one");
            stage.emulator.faults().next(Fault.refuseSetup(1007, "Invalid session handle"));

            LiveEvent.Reconnected reconnected = lose(session);

            assertThat(reconnected.stateRestored()).isFalse();
            assertThat(reconnected.seeded()).isTrue();
            answer(session, "two");
            assertThat(stage.current().received().toString()).contains("one").contains("two");
        }
    }
}
