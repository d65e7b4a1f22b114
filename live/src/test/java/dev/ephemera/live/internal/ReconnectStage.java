package dev.ephemera.live.internal;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.CredentialsProvider;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An emulator and clients that live in one virtual time, for tests of sessions that outlive their connections. */
final class ReconnectStage implements BeforeEachCallback, AfterEachCallback {

    static final String MODEL = "gemini-2.0-flash-live-001";
    static final LiveConnectConfig TEXT =
            LiveConnectConfig.builder().addResponseModalities(Modality.TEXT).build();
    static final Duration UNTIL_GO_AWAY = Duration.ofMinutes(9);
    static final Duration UNTIL_MARGIN = Duration.ofSeconds(40);

    final EmulatorClock clock = EmulatorClock.virtual(Instant.parse("2030-01-01T00:00:00Z"));
    final EmulatorTime time = new EmulatorTime(clock);
    final GeminiEmulator emulator =
            GeminiEmulator.start(EmulatorOptions.builder().clock(clock).build());
    final LeakCheck leaks = new LeakCheck();

    @Override
    public void beforeEach(ExtensionContext context) {
        leaks.beforeEach(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        emulator.close();
        leaks.afterEach(context);
    }

    /** A client whose waits are all half of what they may be. */
    WebSocketLive live(CredentialsProvider credentials) {
        return new WebSocketLive(leaks.open(
                ClientOptions.builder()
                        .credentials(credentials)
                        .baseUrl(emulator.baseUrl())
                        .clock(clock)
                        .build(),
                time,
                () -> 0.5));
    }

    Credentials key() {
        return Credentials.apiKey(emulator.apiKey());
    }

    LiveSession connect(CredentialsProvider credentials, LiveConnectConfig config, SessionOptions.Builder options) {
        return live(credentials)
                .connect(MODEL, config, options.pingInterval(Duration.ZERO).build());
    }

    LiveSession connect(CredentialsProvider credentials, ReconnectPolicy policy) {
        return connect(credentials, TEXT, SessionOptions.builder().reconnect(policy));
    }

    LiveSession connect(ReconnectPolicy policy) {
        return connect(this::key, policy);
    }

    EmulatedSession current() {
        List<EmulatedSession> sessions = emulator.sessions();
        return sessions.get(sessions.size() - 1);
    }

    void lose() {
        current().inject(Fault.reset());
    }

    /** Lets the time pass until the service announces the end of the connection. */
    void announceEnd(LiveSession session) {
        time.advance(UNTIL_GO_AWAY);
        await(session, LiveEvent.GoAway.class);
    }

    static <T extends LiveEvent> T await(LiveSession session, Class<T> kind) {
        for (LiveEvent event : session.events()) {
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
        throw new AssertionError("the session ended: " + session.end());
    }

    static void awaitHandle(LiveSession session) {
        for (LiveEvent event : session.events()) {
            if (event instanceof LiveEvent.ResumptionUpdate update && update.resumable()) {
                return;
            }
        }
        throw new AssertionError("the session ended: " + session.end());
    }

    /** Waits until the next attempt is planned for after this delay, and lets that time pass. */
    void passBackoff(Duration delay) {
        awaitBackoff(delay);
        time.advance(delay);
    }

    /** Waits until the next attempt is planned for after this delay. */
    void awaitBackoff(Duration delay) {
        Instant due = clock.instant().plus(delay);
        Await.until("an attempt is due in " + delay, () -> time.isDueAt(due));
    }

    static SessionEnd ended(LiveSession session) {
        return LiveFace.settled(session.async().ended());
    }
}
