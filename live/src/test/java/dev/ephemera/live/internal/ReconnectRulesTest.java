package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.LiveTools;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.ReconnectPolicy.Attempt;
import dev.ephemera.live.ReconnectPolicy.WithoutHandle;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.live.Turn;
import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.CredentialsProvider;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.websocket.Frames;
import dev.ephemera.types.Content;
import dev.ephemera.types.FunctionDeclaration;
import dev.ephemera.types.HistoryConfig;
import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import dev.ephemera.types.Part;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rules of {@link ReconnectPolicy}, one by one, against the emulator; both sides live in one time. */
@Timeout(60)
final class ReconnectRulesTest {

    private static final String MODEL = "gemini-2.0-flash-live-001";
    private static final LiveConnectConfig TEXT =
            LiveConnectConfig.builder().addResponseModalities(Modality.TEXT).build();
    private static final Duration BACKOFF = Duration.ofSeconds(1); // of two at most, by this test's randomness

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final EmulatorClock clock = EmulatorClock.virtual(Instant.parse("2030-01-01T00:00:00Z"));
    private final EmulatorTime time = new EmulatorTime(clock);
    private final GeminiEmulator emulator =
            GeminiEmulator.start(EmulatorOptions.builder().clock(clock).build());
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void stop() {
        gate.countDown();
        emulator.close();
    }

    private WebSocketLive live(CredentialsProvider credentials) {
        return new WebSocketLive(leaks.open(
                ClientOptions.builder()
                        .credentials(credentials)
                        .baseUrl(emulator.baseUrl())
                        .clock(clock)
                        .build(),
                time,
                () -> 0.5));
    }

    private LiveSession connect(SessionOptions.Builder options) {
        return live(() -> Credentials.apiKey(emulator.apiKey()))
                .connect(MODEL, TEXT, options.pingInterval(Duration.ZERO).build());
    }

    private LiveSession connect(ReconnectPolicy policy) {
        return connect(SessionOptions.builder().reconnect(policy));
    }

    /** A policy whose attempts wait for the gate. */
    private ReconnectPolicy waiting() {
        return ReconnectPolicy.always().toBuilder()
                .attempts(attempt -> {
                    attempts.add(attempt);
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return true;
                })
                .build();
    }

    private EmulatedSession current() {
        List<EmulatedSession> sessions = emulator.sessions();
        return sessions.get(sessions.size() - 1);
    }

    private void lose() {
        current().inject(Fault.reset());
    }

    private static List<LiveEvent> readUntil(LiveSession session, Predicate<LiveEvent> last) {
        List<LiveEvent> read = new ArrayList<>();
        for (LiveEvent event : session.events()) {
            read.add(event);
            if (last.test(event)) {
                return read;
            }
        }
        throw new AssertionError("the session ended: " + session.end() + " after " + read);
    }

    private static <T extends LiveEvent> T await(LiveSession session, Class<T> kind) {
        List<LiveEvent> read = readUntil(session, kind::isInstance);
        return kind.cast(read.get(read.size() - 1));
    }

    private static void awaitHandle(LiveSession session) {
        List<LiveEvent> unused =
                readUntil(session, event -> event instanceof LiveEvent.ResumptionUpdate update && update.resumable());
    }

    private static void awaitTurnBegun(LiveSession session) {
        List<LiveEvent> unused =
                readUntil(session, event -> event instanceof LiveEvent.ResumptionUpdate update && !update.resumable());
    }

    private static SessionEnd ended(LiveSession session) {
        return LiveFace.settled(session.async().ended());
    }

    private static LiveSendException.Reason failure(CompletableFuture<Void> send) {
        Await.until("the send fails", send::isDone);
        return send.handle((done, thrown) -> ((LiveSendException) thrown).reason())
                .join();
    }

    @Test
    void text_thatIsSentJustBeforeALoss_isSentAgainAndAnsweredOnce() throws Exception {
        try (RawServer server = connections(
                        (peer, frames) -> {
                            frames.binary(HANDLE);
                            assertThat(frames.read()).contains("one");
                        },
                        (peer, frames) -> answerOne(peer, frames));
                LiveSession session = connect(server, ReconnectPolicy.always())) {
            session.sendText("one");

            LiveEvent.Reconnected reconnected = await(session, LiveEvent.Reconnected.class);
            assertThat(reconnected.resentMessages()).isEqualTo(1);
            assertThat(reconnected.stateRestored()).isTrue();
            assertThat(session.turn().text()).isEqualTo("b");
        }
    }

    @Test
    void turn_whenItIsCutByALoss_endsAsLostAndItsTextIsAnsweredAfter() throws Exception {
        try (RawServer server = connections(
                        (peer, frames) -> {
                            frames.binary(HANDLE);
                            assertThat(frames.read()).contains("one");
                            frames.binary(Said.json("text:a").get(0));
                        },
                        (peer, frames) -> answerOne(peer, frames));
                LiveSession session = connect(server, ReconnectPolicy.always())) {
            session.sendText("one");

            Turn lost = session.turn();
            assertThat(lost.end()).isEqualTo(Turn.End.LOST);
            assertThat(lost.text()).isEqualTo("a");
            Turn answer = session.turn();
            assertThat(answer.end()).isEqualTo(Turn.End.COMPLETE);
            assertThat(answer.text()).isEqualTo("b");
            assertThat(answer.number()).isGreaterThan(lost.number());
        }
    }

    /** Gets the text once, and nothing else. */
    private static void answerOne(RawServer.Peer peer, Frames frames) throws IOException {
        assertThat(frames.read()).contains("one");
        for (String json : Said.json("text:b done")) {
            frames.binary(json);
        }
        assertThat(frames.read()).startsWith("close:");
        frames.close(1000, "");
        peer.awaitGone();
    }

    @Test
    void sends_whileTheSessionReconnects_waitButForAudioThatIsTooOld() {
        try (LiveSession session = connect(waiting())) {
            lose();
            await(session, LiveEvent.Reconnecting.class);
            assertThat(session.state()).isEqualTo(SessionState.RECONNECTING);
            CompletableFuture<Void> old = session.async().sendAudio(new byte[320]);
            time.advance(Duration.ofMillis(2_001));
            CompletableFuture<Void> fresh = session.async().sendAudio(new byte[640]);
            CompletableFuture<Void> text = session.async().sendText("one");
            assertThat(text).isNotDone();
            gate.countDown();

            assertThat(await(session, LiveEvent.Reconnected.class).resentMessages())
                    .isZero();
            assertThat(await(session, LiveEvent.AudioDropped.class).messages()).isEqualTo(1);
            assertThat(failure(old)).isEqualTo(LiveSendException.Reason.DROPPED);
            LiveFace.settled(fresh);
            LiveFace.settled(text);
            Await.until("both have come", () -> current().received().size() == 3);
        }
    }

    @Test
    void sends_whileTheSessionReconnects_failByPolicyWhereThereIsNoRoom() {
        try (LiveSession session = connect(SessionOptions.builder()
                .reconnect(waiting())
                .outboundPolicy(OutboundPolicy.FAIL)
                .maxQueuedBytes(1))) {
            lose();
            await(session, LiveEvent.Reconnecting.class);
            CompletableFuture<Void> first = session.async().sendText("one");

            assertThatThrownBy(() -> session.sendText("two"))
                    .isInstanceOfSatisfying(
                            LiveSendException.class,
                            thrown -> assertThat(thrown.reason()).isEqualTo(LiveSendException.Reason.QUEUE_FULL));
            time.advance(Duration.ofSeconds(10)); // sendTimeout
            assertThat(failure(first)).isEqualTo(LiveSendException.Reason.TIMED_OUT);
        }
    }

    /** Hands out tokens of the emulator, and remembers which were refused. */
    private final class Minting implements CredentialsProvider {

        private final HttpTokens tokens = new HttpTokens(leaks.open(ClientOptions.builder()
                .apiKey(emulator.apiKey())
                .baseUrl(emulator.baseUrl())
                .clock(clock)
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
        try (LiveSession session = live(minting)
                .connect(
                        MODEL,
                        TEXT,
                        SessionOptions.builder()
                                .pingInterval(Duration.ZERO)
                                .reconnect(ReconnectPolicy.always())
                                .build())) {
            awaitHandle(session);
            emulator.faults().next(Fault.refuseSetup(1011, "Token has been used too many times"));
            lose();

            await(session, LiveEvent.Reconnected.class);
            assertThat(minting.supplied).hasSize(3);
            assertThat(minting.refused).containsExactly(minting.supplied.get(1));
        }
    }

    @Test
    void token_thatTheServiceRefusesAgain_endsTheSessionWithThatReason() {
        Minting minting = new Minting();
        try (LiveSession session = live(minting)
                .connect(
                        MODEL,
                        TEXT,
                        SessionOptions.builder()
                                .pingInterval(Duration.ZERO)
                                .reconnect(ReconnectPolicy.always())
                                .build())) {
            awaitHandle(session);
            emulator.faults().next(2, Fault.refuseSetup(1011, "Token has expired"));
            lose();

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
        try (LiveSession session = live(() -> {
                    if (!supplied.isEmpty()) {
                        throw empty;
                    }
                    supplied.add(Credentials.apiKey(emulator.apiKey()));
                    return supplied.get(0);
                })
                .connect(
                        MODEL,
                        TEXT,
                        SessionOptions.builder()
                                .pingInterval(Duration.ZERO)
                                .reconnect(ReconnectPolicy.always())
                                .build())) {
            lose();

            SessionEnd end = ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("attempt 1 failed");
            assertThat(end.cause()).containsSame(empty);
        }
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
        try (LiveSession session = connect(policy)) {
            awaitHandle(session);
            emulator.faults().always(Fault.reset());
            lose();
            Await.until("the first attempt", () -> attempts.size() == 1);
            Await.until("it has failed", () -> time.isDueAt(clock.instant().plus(BACKOFF)));
            time.advance(Duration.ofSeconds(2));

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
            assertThat(attempts.get(0).credentials().secret()).isEqualTo(emulator.apiKey());
            assertThat(attempts.get(0).toString()).doesNotContain(emulator.apiKey());
        }
    }

    @Test
    void hook_thatThrows_endsTheSession_whateverItThrows() {
        ReconnectPolicy policy = ReconnectPolicy.always().toBuilder()
                .attempts(attempt -> {
                    throw new NetworkException("the hook's own network failed", new IOException());
                })
                .build();
        try (LiveSession session = connect(policy)) {
            lose();

            SessionEnd end = ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("attempt 1 was not allowed");
            assertThat(end.cause()).get().isInstanceOf(NetworkException.class);
        }
    }

    @Test
    void interruption_whenItsDeadlineIsOver_endsTheSession() {
        try (LiveSession session = connect(waiting())) {
            lose();
            Await.until("the attempt", () -> attempts.size() == 1);
            time.advance(Duration.ofSeconds(60));

            SessionEnd end = ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("PT1M").contains("ReconnectPolicy.deadline");
        }
        assertThat(emulator.sessions()).hasSize(1);
    }

    @Test
    void session_whoseModelNeverFallsQuiet_movesAtTheMarginAlthoughTheServiceSaysNothingMore() {
        try (LiveSession session = connect(SessionOptions.builder()
                .reconnect(ReconnectPolicy.handOver())
                .tools(LiveTools.builder()
                        .function(FunctionDeclaration.builder().name("wait").build(), call -> {
                            gate.await();
                            return "done";
                        })
                        .timeout(Duration.ofHours(1))
                        .build()))) {
            session.sendText("wait");
            await(session, LiveEvent.ToolCall.class);
            time.advance(Duration.ofMinutes(9));
            await(session, LiveEvent.GoAway.class);
            Instant margin = clock.instant().plusSeconds(40);
            Await.until("the hand-over is planned", () -> time.isDueAt(margin));

            time.advance(Duration.ofMillis(39_999));
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
            time.advance(Duration.ofMillis(1));

            assertThat(await(session, LiveEvent.Reconnecting.class).why().kind())
                    .isEqualTo(SessionEnd.Kind.MOVED);
            assertThat(await(session, LiveEvent.Reconnected.class).resentMessages())
                    .isEqualTo(1);
            gate.countDown();
        }
        assertThat(emulator.sessions().get(0).end())
                .get()
                .satisfies(end -> assertThat(end.byEmulator()).isFalse());
    }

    @Test
    void handle_whenItIsRefused_andSoIsASessionWithoutOne_endsTheSessionAfterTwoAttempts() {
        try (LiveSession session = connect(ReconnectPolicy.always())) {
            awaitHandle(session);
            emulator.faults().always(Fault.refuseSetup(1007, "Invalid session handle"));
            lose();

            SessionEnd end = ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("attempt 2 failed");
            assertThat(end.resumption()).as("a handle that was refused").isEmpty();
        }
        assertThat(emulator.sessions()).hasSize(3);
    }

    @Test
    void attempts_ofWhichOneIsLeft_areNotExceededForAnotherReason() {
        ReconnectPolicy policy = ReconnectPolicy.always().toBuilder()
                .retries(RetryPolicy.builder().maxAttempts(1).build())
                .build();
        try (LiveSession session = connect(policy)) {
            awaitHandle(session);
            emulator.faults().next(Fault.refuseSetup(1007, "Invalid session handle"));
            lose();

            assertThat(ended(session).reason()).contains("attempt 1 failed");
        }
        assertThat(emulator.sessions()).hasSize(2);
    }

    @Test
    void session_withoutHandle_beginsEmptyIfThePolicySaysSo() {
        ReconnectPolicy policy = ReconnectPolicy.always().toBuilder()
                .withoutHandle(WithoutHandle.START_EMPTY)
                .build();
        try (LiveSession session = connect(policy)) {
            session.sendText("one");
            awaitTurnBegun(session);
            awaitHandle(session);
            emulator.faults().next(Fault.refuseSetup(1007, "Invalid session handle"));
            lose();

            LiveEvent.Reconnected reconnected = await(session, LiveEvent.Reconnected.class);
            assertThat(reconnected.stateRestored()).isFalse();
            assertThat(reconnected.resentMessages()).isZero();
            assertThat(current().received()).hasSize(1);
            assertThat(current().received().toString()).doesNotContain("one").doesNotContain("historyConfig");
        }
    }

    @Test
    void close_whileTheSessionReconnects_endsItAtOnce() {
        LiveSession session = connect(waiting());
        lose();
        await(session, LiveEvent.Reconnecting.class);
        CompletableFuture<Void> text = session.async().sendText("one");

        session.close();

        SessionEnd end = session.end().orElseThrow();
        assertThat(end.kind()).isEqualTo(SessionEnd.Kind.CLOSED_HERE);
        assertThat(end.by()).isEqualTo(SessionEnd.By.CLIENT);
        assertThat(end.unsent()).hasSize(1);
        assertThat(failure(text)).isEqualTo(LiveSendException.Reason.SESSION_OVER);
    }

    @Test
    void clientClose_whileASessionReconnects_endsItAtOnce() {
        WebSocketLive live = live(() -> Credentials.apiKey(emulator.apiKey()));
        LiveSession session = live.connect(
                MODEL,
                TEXT,
                SessionOptions.builder()
                        .pingInterval(Duration.ZERO)
                        .reconnect(waiting())
                        .build());
        lose();
        await(session, LiveEvent.Reconnecting.class);

        live.close();

        assertThat(session.end()).get().extracting(SessionEnd::kind).isEqualTo(SessionEnd.Kind.CLIENT_CLOSED);
        assertThat(live.sessions()).isZero();
    }

    @Test
    void history_thatTheUserGaveFirst_isNeitherAskedForNorSentAgain() {
        LiveConnectConfig config = TEXT.toBuilder()
                .historyConfig(HistoryConfig.builder()
                        .initialHistoryInClientContent(true)
                        .build())
                .build();
        try (LiveSession session = live(() -> Credentials.apiKey(emulator.apiKey()))
                .connect(
                        MODEL,
                        config,
                        SessionOptions.builder()
                                .pingInterval(Duration.ZERO)
                                .reconnect(ReconnectPolicy.always())
                                .build())) {
            session.sendClientContent(said("long ago"));
            session.sendText("one");
            awaitTurnBegun(session);
            awaitHandle(session);
            lose();
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

    /** A service of three connections at most, each by a script of its own. */
    private LiveSession connect(RawServer server, ReconnectPolicy policy) {
        return new WebSocketLive(leaks.open(TestLive.options(server).build()))
                .connect(MODEL, TEXT, SessionOptions.builder().reconnect(policy).build());
    }

    private static RawServer connections(TestLive.Script... scripts) {
        AtomicInteger number = new AtomicInteger();
        return TestLive.opening((peer, frames) -> scripts[number.getAndIncrement()].play(peer, frames));
    }

    private static final String HANDLE = "{\"sessionResumptionUpdate\":{\"newHandle\":\"h\",\"resumable\":true}}";

    @Test
    void answer_thatComesWhileTheSessionMoves_counts() throws Exception {
        try (RawServer server = connections(
                        (peer, frames) -> {
                            frames.binary(HANDLE);
                            frames.read();
                            frames.binary("{\"goAway\":{\"timeLeft\":\"1s\"}}");
                            assertThat(frames.read()).startsWith("close:");
                            for (String json : Said.json("text:a done")) {
                                frames.binary(json);
                            }
                            frames.close(1000, "");
                            peer.awaitGone();
                        },
                        TestLive::answerClose);
                LiveSession session = connect(server, ReconnectPolicy.handOver())) {
            session.sendText("one");

            assertThat(session.turn().text()).isEqualTo("a");
            assertThat(await(session, LiveEvent.Reconnected.class).resentMessages())
                    .isZero();
        }
    }

    @Test
    void goAway_beforeThereIsAHandle_isRememberedUntilThereIsOne() throws Exception {
        ReconnectPolicy policy = ReconnectPolicy.handOver().toBuilder()
                .withoutHandle(WithoutHandle.END)
                .build();
        try (RawServer server = connections(
                        (peer, frames) -> {
                            frames.binary("{\"goAway\":{\"timeLeft\":\"50s\"}}");
                            frames.binary(HANDLE);
                            TestLive.answerClose(peer, frames);
                        },
                        TestLive::answerClose);
                LiveSession session = connect(server, policy)) {
            assertThat(await(session, LiveEvent.Reconnecting.class).why().kind())
                    .isEqualTo(SessionEnd.Kind.MOVED);
            assertThat(await(session, LiveEvent.Reconnected.class).stateRestored())
                    .isTrue();
        }
    }

    @Test
    void speech_whoseConnectionIsLost_isNotAwaitedOverTheNext() throws Exception {
        try (RawServer server = connections(
                        (peer, frames) -> {
                            frames.binary(HANDLE);
                            frames.binary("{\"voiceActivity\":{\"voiceActivityType\":\"ACTIVITY_START\"}}");
                        },
                        (peer, frames) -> {
                            frames.binary("{\"goAway\":{\"timeLeft\":\"50s\"}}");
                            TestLive.answerClose(peer, frames);
                        },
                        TestLive::answerClose);
                LiveSession session = connect(server, ReconnectPolicy.always())) {
            await(session, LiveEvent.Reconnected.class);

            assertThat(await(session, LiveEvent.Reconnecting.class).why().kind())
                    .isEqualTo(SessionEnd.Kind.MOVED);
            await(session, LiveEvent.Reconnected.class);
        }
    }
}
