package dev.ephemera.live.internal;

import static dev.ephemera.live.internal.Reads.await;
import static dev.ephemera.live.internal.Reads.awaitHandle;
import static dev.ephemera.live.internal.ReconnectWorld.TEXT;
import static dev.ephemera.live.internal.ReconnectWorld.ended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.CredentialsProvider;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What telemetry tells of a session that goes on over another connection. */
@Timeout(60)
final class ReconnectTelemetryTest {

    private static final ReconnectPolicy SLOWLY = ReconnectPolicy.always().toBuilder()
            .retries(RetryPolicy.builder()
                    .maxAttempts(3)
                    .initialDelay(Duration.ofSeconds(2)) // half of it by the randomness of this world
                    .maxDelay(Duration.ofSeconds(8))
                    .build())
            .build();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final ReconnectWorld world = new ReconnectWorld(leaks);
    private final Told told = new Told();

    @AfterEach
    void stop() {
        world.close();
    }

    private LiveSession connect(CredentialsProvider credentials, ReconnectPolicy policy) {
        return world.connect(world.live(credentials), TEXT, told.options().reconnect(policy));
    }

    private Credentials key() {
        return Credentials.apiKey(world.emulator().apiKey());
    }

    /** Lets the attempt come that waits for so long. */
    private void attemptAfter(Duration backoff) {
        Await.until(
                "the next attempt is due",
                () -> world.time().isDueAt(world.now().plus(backoff)));
        world.time().advance(backoff);
    }

    @Test
    void session_whoseConnectionIsLost_tellsAttemptsAndGap() {
        try (LiveSession session = connect(this::key, SLOWLY)) {
            assertThat(told.next(1)).containsExactly("opened PT0S");
            world.emulator().faults().next(2, Fault.reset());
            world.lose();
            attemptAfter(Duration.ofSeconds(1));
            attemptAfter(Duration.ofSeconds(2));

            assertThat(await(session, LiveEvent.Reconnected.class).gap()).isEqualTo(Duration.ofSeconds(3));
            assertThat(told.next(1)).containsExactly("reconnected LOSS 3 PT3S");
        }
        assertThat(told.next(1)).containsExactly("ended CLOSED_HERE PT3S");
    }

    @Test
    void session_thatMoves_tellsWhy_andTheAgeOfEachToken() {
        HttpTokens tokens = new HttpTokens(leaks.open(ClientOptions.builder()
                .apiKey(world.emulator().apiKey())
                .baseUrl(world.emulator().baseUrl())
                .clock(world.clock())
                .build()));
        try (LiveSession session =
                connect(() -> Credentials.token(tokens.create().name()), ReconnectPolicy.handOver())) {
            awaitHandle(session);
            assertThat(told.next(1)).containsExactly("opened PT0S");
            world.time().advance(Duration.ofMinutes(9));
            await(session, LiveEvent.Reconnected.class);

            assertThat(told.next(2)).containsExactly("token PT9M", "reconnected GO_AWAY 1 PT0S");
            world.time().advance(Duration.ofMinutes(1));
        }
        assertThat(told.next(2)).containsExactly("token PT1M", "ended CLOSED_HERE PT10M");
    }

    @Test
    void audio_thatIsTooOldForTheNextConnection_isToldAsDropped() {
        try (LiveSession session = connect(this::key, world.waiting())) {
            assertThat(told.next(1)).containsExactly("opened PT0S");
            world.lose();
            await(session, LiveEvent.Reconnecting.class);
            CompletableFuture<Void> unused = session.async().sendAudio(new byte[320]);
            world.time().advance(Duration.ofSeconds(5));
            world.openGate();

            LiveEvent.AudioDropped dropped = await(session, LiveEvent.AudioDropped.class);
            assertThat(told.next(2))
                    .containsExactlyInAnyOrder("reconnected LOSS 1 PT5S", "dropped 1 of " + dropped.bytes());
        }
    }

    @Test
    void session_thatFindsNoConnection_tellsItsEndAlone() {
        try (LiveSession session = connect(this::key, SLOWLY)) {
            assertThat(told.next(1)).containsExactly("opened PT0S");
            world.emulator().faults().always(Fault.reset());
            world.lose();
            attemptAfter(Duration.ofSeconds(1));
            attemptAfter(Duration.ofSeconds(2));

            assertThat(ended(session).reason()).contains("attempt 3 failed");
            assertThat(told.next(1)).containsExactly("ended RECONNECT_FAILED PT3S");
        }
    }
}
