package dev.ephemera.live.internal;

import static dev.ephemera.live.internal.Reads.await;
import static dev.ephemera.live.internal.Reads.awaitHandle;
import static dev.ephemera.live.internal.ReconnectWorld.ended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.CredentialsProvider;
import dev.ephemera.transport.internal.LeakCheck;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each connection presents what its provider gives for it: {@link ReconnectPolicy}. */
@Timeout(60)
final class ReconnectTokensTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final ReconnectWorld world = new ReconnectWorld(leaks);

    @AfterEach
    void stop() {
        world.close();
    }

    /** Hands out tokens of the emulator, and remembers which were refused. */
    private final class Minting implements CredentialsProvider {

        private final HttpTokens tokens = new HttpTokens(leaks.open(ClientOptions.builder()
                .apiKey(world.emulator().apiKey())
                .baseUrl(world.emulator().baseUrl())
                .clock(world.clock())
                .build()));
        private final List<Credentials> supplied = new CopyOnWriteArrayList<>();
        private final List<Credentials> refused = new CopyOnWriteArrayList<>();

        @Override
        public Credentials credentials() {
            Credentials token = Credentials.token(tokens.create().name());
            supplied.add(token);
            return token;
        }

        @Override
        public void refused(Credentials credentials) {
            refused.add(credentials);
        }
    }

    @Test
    void token_thatTheServiceRefuses_isGivenBackAndRenewedOnce() {
        Minting minting = new Minting();
        try (LiveSession session = world.connect(minting)) {
            awaitHandle(session);
            world.emulator().faults().next(Fault.refuseSetup(1011, "Token has been used too many times"));
            world.lose();

            await(session, LiveEvent.Reconnected.class);
            assertThat(minting.supplied).hasSize(3);
            assertThat(minting.refused).containsExactly(minting.supplied.get(1));
        }
    }

    @Test
    void token_thatTheServiceRefusesAgain_endsTheSessionWithThatReason() {
        Minting minting = new Minting();
        try (LiveSession session = world.connect(minting)) {
            awaitHandle(session);
            world.emulator().faults().next(2, Fault.refuseSetup(1011, "Token has expired"));
            world.lose();

            SessionEnd end = ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("attempt 2 failed").contains("Token has expired");
            assertThat(end.cause()).get().asString().contains("Token has expired");
            assertThat(minting.supplied).hasSize(3);
        }
    }

    @Test
    void provider_thatThrows_endsTheSessionWithWhatItThrew() {
        List<Credentials> supplied = new CopyOnWriteArrayList<>();
        IllegalStateException empty = new IllegalStateException("no more tokens");
        try (LiveSession session = world.connect(() -> {
            if (!supplied.isEmpty()) {
                throw empty;
            }
            supplied.add(Credentials.apiKey(world.emulator().apiKey()));
            return supplied.get(0);
        })) {
            world.lose();

            SessionEnd end = ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("attempt 1 failed");
            assertThat(end.cause()).containsSame(empty);
        }
    }
}
