package dev.ephemera.live.internal;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.ReconnectPolicy.Attempt;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.CredentialsProvider;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An emulator and what reconnects to it, both in one virtual time. */
final class ReconnectWorld implements AutoCloseable {

    static final String MODEL = "gemini-2.0-flash-live-001";
    static final LiveConnectConfig TEXT =
            LiveConnectConfig.builder().addResponseModalities(Modality.TEXT).build();
    static final String HANDLE = "{\"sessionResumptionUpdate\":{\"newHandle\":\"h\",\"resumable\":true}}";

    private final LeakCheck leaks;
    private final EmulatorClock clock = EmulatorClock.virtual(Instant.parse("2030-01-01T00:00:00Z"));
    private final EmulatorTime time = new EmulatorTime(clock);
    private final GeminiEmulator emulator =
            GeminiEmulator.start(EmulatorOptions.builder().clock(clock).build());
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private final List<AssertionError> faults = new CopyOnWriteArrayList<>(); // of scripts
    private final CountDownLatch gate = new CountDownLatch(1);

    ReconnectWorld(LeakCheck leaks) {
        this.leaks = leaks;
    }

    GeminiEmulator emulator() {
        return emulator;
    }

    EmulatorClock clock() {
        return clock;
    }

    EmulatorTime time() {
        return time;
    }

    Instant now() {
        return clock.instant();
    }

    /** The attempts of {@link #waiting()}. */
    List<Attempt> attempts() {
        return attempts;
    }

    /** A policy whose attempts wait for the gate. */
    ReconnectPolicy waiting() {
        return ReconnectPolicy.always().toBuilder()
                .attempts(attempt -> {
                    attempts.add(attempt);
                    awaitGate();
                    return true;
                })
                .build();
    }

    void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void openGate() {
        gate.countDown();
    }

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

    WebSocketLive live() {
        return live(() -> Credentials.apiKey(emulator.apiKey()));
    }

    LiveSession connect(WebSocketLive live, LiveConnectConfig config, SessionOptions.Builder options) {
        return live.connect(MODEL, config, options.pingInterval(Duration.ZERO).build());
    }

    LiveSession connect(CredentialsProvider credentials) {
        return connect(live(credentials), TEXT, SessionOptions.builder().reconnect(ReconnectPolicy.always()));
    }

    LiveSession connect(SessionOptions.Builder options) {
        return connect(live(), TEXT, options);
    }

    LiveSession connect(ReconnectPolicy policy) {
        return connect(SessionOptions.builder().reconnect(policy));
    }

    /** With a service by script, in real time. */
    LiveSession connect(RawServer server, ReconnectPolicy policy) {
        return new WebSocketLive(leaks.open(TestLive.options(server).build()))
                .connect(MODEL, TEXT, SessionOptions.builder().reconnect(policy).build());
    }

    /** A service of so many connections at most, each by a script of its own, whose assertions fail the test at its end. */
    RawServer connections(TestLive.Script... scripts) {
        AtomicInteger number = new AtomicInteger();
        return TestLive.opening((peer, frames) -> {
            try {
                scripts[number.getAndIncrement()].play(peer, frames);
            } catch (AssertionError e) {
                faults.add(e);
                throw e;
            }
        });
    }

    /** The emulator's side of the newest connection. */
    EmulatedSession current() {
        List<EmulatedSession> sessions = emulator.sessions();
        return sessions.get(sessions.size() - 1);
    }

    /** Loses the newest connection. */
    void lose() {
        current().inject(Fault.reset());
    }

    /** Why a send fails, once it has. */
    static LiveSendException.Reason failure(CompletableFuture<Void> send) {
        Await.until("the send fails", send::isDone);
        return send.handle((done, thrown) -> ((LiveSendException) thrown).reason())
                .join();
    }

    static SessionEnd ended(LiveSession session) {
        return LiveFace.settled(session.async().ended());
    }

    @Override
    public void close() {
        gate.countDown();
        emulator.close();
        for (AssertionError fault : faults) {
            throw new AssertionError("a script has failed", fault);
        }
    }
}
