package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.ReconnectPolicy.WithoutHandle;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.internal.RawServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the end of a session says that found no other connection. */
@Timeout(60)
final class ReconnectFailedTest {

    @RegisterExtension
    final ReconnectStage stage = new ReconnectStage();

    @Test
    void causes_whenTheLastAttemptWasRefused_areThoseOfTheRefusal() {
        try (LiveSession session = stage.connect(ReconnectPolicy.always())) {
            ReconnectStage.awaitHandle(session);
            stage.emulator.faults().always(Fault.refuseSetup(1007, "API key expired. Please renew the API key."));
            stage.lose();

            SessionEnd end = ReconnectStage.ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.likelyCauses()).containsExactly("the API key has expired; make a new one");
        }
    }

    @Test
    void causes_whenTheHandleWasRefusedAndThePolicyIsToEndThen_areThoseOfTheRefusal() {
        ReconnectPolicy policy = ReconnectPolicy.always().toBuilder()
                .withoutHandle(WithoutHandle.END)
                .build();
        try (LiveSession session = stage.connect(policy)) {
            ReconnectStage.awaitHandle(session);
            stage.emulator.faults().next(Fault.refuseSetup(1007, "Invalid session handle"));
            stage.lose();

            assertThat(ReconnectStage.ended(session).likelyCauses())
                    .containsExactly("the resumption handle is wrong or too old; connect without it");
        }
    }

    @Test
    void causes_whenNoCredentialsCouldBeHad_areNotThoseOfTheInterruption() {
        AtomicInteger asked = new AtomicInteger();
        try (LiveSession session = stage.connect(
                () -> {
                    if (asked.getAndIncrement() > 0) {
                        throw new IllegalStateException("no more tokens");
                    }
                    return Credentials.apiKey(stage.emulator.apiKey());
                },
                ReconnectPolicy.always())) {
            stage.lose();

            assertThat(ReconnectStage.ended(session).likelyCauses()).isEmpty();
        }
    }

    @Test
    void causes_whenNoAttemptWasMade_areThoseOfTheInterruption() {
        ReconnectPolicy policy =
                ReconnectPolicy.always().toBuilder().attempts(attempt -> false).build();
        try (LiveSession session = stage.connect(policy)) {
            stage.lose();

            assertThat(ReconnectStage.ended(session).likelyCauses())
                    .singleElement()
                    .asString()
                    .contains("has dropped the connection");
        }
    }

    /** The deadline of the interruption falls into the time that the setup has. */
    @Test
    void reason_whenTheDeadlineIsOverBeforeTheSetupTimeout_namesTheDeadlineAlone() throws Exception {
        EmulatorTime time = EmulatorTime.newestFirst(stage.clock);
        CountDownLatch asked = new CountDownLatch(1);
        AtomicInteger connections = new AtomicInteger();
        ReconnectPolicy policy = ReconnectPolicy.always().toBuilder()
                .deadline(Duration.ofSeconds(5))
                .build();
        try (RawServer server = TestLive.accepting((peer, frames) -> {
                    frames.read();
                    if (connections.getAndIncrement() == 0) {
                        frames.binary(TestLive.SETUP_COMPLETE);
                        peer.reset();
                    } else {
                        asked.countDown();
                        peer.awaitGone();
                    }
                });
                LiveSession session = new WebSocketLive(
                                stage.leaks.open(TestLive.options(server).build(), time, () -> 0.5))
                        .connect(
                                "m",
                                ReconnectStage.TEXT,
                                SessionOptions.builder()
                                        .pingInterval(Duration.ZERO)
                                        .reconnect(policy)
                                        .build())) {
            asked.await();
            time.advance(Duration.ofSeconds(5));

            SessionEnd end = ReconnectStage.ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason())
                    .contains("no connection within PT5S (ReconnectPolicy.deadline)")
                    .doesNotContain("setupTimeout");
        }
    }
}
