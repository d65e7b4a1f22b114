package dev.ephemera.live.internal;

import static dev.ephemera.live.internal.Reads.awaitHandle;
import static dev.ephemera.live.internal.ReconnectWorld.ended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.ReconnectPolicy.Attempt;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often, how long and whether at all another connection is tried: {@link ReconnectPolicy}. */
@Timeout(60)
final class ReconnectAttemptsTest {

    private static final Duration BACKOFF = Duration.ofSeconds(1); // of two at most, by the randomness of this world

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final ReconnectWorld world = new ReconnectWorld(leaks);
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void hook_seesEachAttempt_andEndsTheSessionWhenItSaysNo() {
        ReconnectPolicy policy = ReconnectPolicy.always().toBuilder()
                .retries(RetryPolicy.builder()
                        .maxAttempts(9)
                        .initialDelay(Duration.ofSeconds(2))
                        .maxDelay(Duration.ofSeconds(2))
                        .build())
                .attempts(attempt -> {
                    attempts.add(attempt);
                    return attempt.number() < 2;
                })
                .build();
        try (LiveSession session = world.connect(policy)) {
            awaitHandle(session);
            world.emulator().faults().always(Fault.reset());
            world.lose();
            Await.until("the first attempt", () -> attempts.size() == 1);
            Await.until("it has failed", () -> world.time().isDueAt(world.now().plus(BACKOFF)));
            world.time().advance(Duration.ofSeconds(2));

            SessionEnd end = ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("attempt 2 was not allowed");
            assertThat(attempts).extracting(Attempt::number).containsExactly(1, 2);
            assertThat(attempts).extracting(Attempt::resumes).containsExactly(true, true);
            assertThat(attempts.get(0).delay()).isZero();
            assertThat(attempts.get(1).delay()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(attempts)
                    .extracting(attempt -> attempt.why().kind())
                    .containsOnly(SessionEnd.Kind.CONNECTION_LOST);
            assertThat(attempts.get(0).credentials().secret())
                    .isEqualTo(world.emulator().apiKey());
            assertThat(attempts.get(0).toString())
                    .doesNotContain(world.emulator().apiKey());
        }
    }

    @Test
    void hook_thatThrows_endsTheSession_whateverItThrows() {
        ReconnectPolicy policy = ReconnectPolicy.always().toBuilder()
                .attempts(attempt -> {
                    throw new NetworkException("the hook's own network failed", new IOException());
                })
                .build();
        try (LiveSession session = world.connect(policy)) {
            world.lose();

            SessionEnd end = ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("attempt 1 was not allowed");
            assertThat(end.cause()).get().isInstanceOf(NetworkException.class);
        }
    }

    @Test
    void interruption_whenItsDeadlineIsOver_endsTheSession() {
        try (LiveSession session = world.connect(world.waiting())) {
            world.lose();
            Await.until("the attempt", () -> world.attempts().size() == 1);
            world.time().advance(Duration.ofMinutes(5));

            SessionEnd end = ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("PT5M").contains("ReconnectPolicy.deadline");
        }
        assertThat(world.emulator().sessions()).hasSize(1);
    }

    @Test
    void handle_whenItIsRefused_andSoIsASessionWithoutOne_endsTheSessionAfterTwoAttempts() {
        try (LiveSession session = world.connect(ReconnectPolicy.always())) {
            awaitHandle(session);
            world.emulator().faults().always(Fault.refuseSetup(1007, "Invalid session handle"));
            world.lose();

            SessionEnd end = ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("attempt 2 failed");
            assertThat(end.resumption()).as("a handle that was refused").isEmpty();
        }
        assertThat(world.emulator().sessions()).hasSize(3);
    }

    @Test
    void attempts_ofWhichOneIsLeft_areNotExceededForAnotherReason() {
        ReconnectPolicy policy = ReconnectPolicy.always().toBuilder()
                .retries(RetryPolicy.builder().maxAttempts(1).build())
                .build();
        try (LiveSession session = world.connect(policy)) {
            awaitHandle(session);
            world.emulator().faults().next(Fault.refuseSetup(1007, "Invalid session handle"));
            world.lose();

            assertThat(ended(session).reason()).contains("attempt 1 failed");
        }
        assertThat(world.emulator().sessions()).hasSize(2);
    }
}
