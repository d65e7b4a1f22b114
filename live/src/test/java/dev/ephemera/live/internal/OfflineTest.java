package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.internal.Await;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long a session waits for the network by default, and for a service that breaks again and again. */
@Timeout(60)
final class OfflineTest {

    private static final Duration TUNNEL = Duration.ofMinutes(4);

    @RegisterExtension
    final ReconnectStage stage = new ReconnectStage();

    private volatile boolean offline;

    private Credentials credentials() {
        if (offline) {
            throw new NetworkException("no network", new IOException());
        }
        return stage.key();
    }

    /** By the default policy, when each wait is half of what it may be. */
    private static Duration backoff(int attempt) {
        RetryPolicy retries = ReconnectPolicy.always().retries();
        Duration most = retries.initialDelay().multipliedBy(1L << Math.min(attempt - 1, 20));
        return (most.compareTo(retries.maxDelay()) < 0 ? most : retries.maxDelay()).dividedBy(2);
    }

    @Test
    void session_whoseNetworkIsAwayForMinutes_goesOnSoonAfterItIsBack() {
        try (LiveSession session = stage.connect(this::credentials, ReconnectPolicy.always())) {
            ReconnectStage.awaitHandle(session);
            offline = true;
            Instant lost = stage.clock.instant();
            stage.lose();
            ReconnectStage.await(session, LiveEvent.Reconnecting.class);
            int attempt = 1;
            for (; stage.clock.instant().isBefore(lost.plus(TUNNEL)); attempt++) {
                stage.passBackoff(backoff(attempt));
            }
            stage.awaitBackoff(backoff(attempt)); // the attempt before has failed
            offline = false;
            stage.time.advance(backoff(attempt));

            assertThat(ReconnectStage.await(session, LiveEvent.Reconnected.class)
                            .gap())
                    .isBetween(TUNNEL, TUNNEL.plusSeconds(20));
            session.sendText("one");
            assertThat(session.turn().text()).isEqualTo("You said: one");
        }
    }

    @Test
    void session_whoseNetworkStaysAway_endsAtTheDeadlineAndNotForWantOfAttempts() {
        int attempts = 0;
        try (LiveSession session = stage.connect(this::credentials, ReconnectPolicy.always())) {
            ReconnectStage.awaitHandle(session);
            offline = true;
            stage.lose();
            ReconnectStage.await(session, LiveEvent.Reconnecting.class);
            while (session.end().isEmpty()) {
                Duration wait = backoff(++attempts);
                Instant due = stage.clock.instant().plus(wait);
                Await.until(
                        "an attempt is planned, or none any more",
                        () -> stage.time.isDueAt(due) || session.end().isPresent());
                if (session.end().isEmpty()) {
                    stage.time.advance(wait);
                }
            }

            SessionEnd end = session.end().orElseThrow();
            assertThat(end.reason())
                    .contains("deadline of " + ReconnectPolicy.always().deadline());
            assertThat(attempts).isLessThan(ReconnectPolicy.always().retries().maxAttempts());
        }
    }

    @Test
    void session_whoseConnectionsBringNothing_isGivenUpLongBeforeItsAttemptsAre() {
        try (LiveSession session = stage.connect(ReconnectPolicy.always())) {
            ReconnectStage.awaitHandle(session);
            stage.emulator.faults().always(Fault.close(1011, "Internal error encountered."));
            stage.lose();
            for (int attempt = 1; attempt < 10; attempt++) {
                stage.passBackoff(backoff(attempt));
            }

            SessionEnd end = ReconnectStage.ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("each of the last 10 connections was over within PT1M");
        }
        assertThat(stage.emulator.sessions()).hasSize(11);
    }
}
