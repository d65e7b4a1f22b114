package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.LiveTools;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.ReconnectPolicy.Attempt;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.CredentialsProvider;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.types.FunctionDeclaration;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session that moves has what the next connection presents before it gives up the one that it has. */
@Timeout(60)
final class HandOverCredentialsTest {

    private static final Duration AHEAD = Duration.ofSeconds(10);

    @RegisterExtension
    final ReconnectStage stage = new ReconnectStage();

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private final ReconnectPolicy policy =
            ReconnectPolicy.handOver().toBuilder().attempts(attempts::add).build();

    @AfterEach
    void open() {
        gate.countDown();
    }

    /** Comes at once for the first connection, and not before the gate is open for others. */
    private Credentials slow() {
        if (asked.getAndIncrement() > 0) {
            pass(gate);
        }
        return stage.key();
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private LiveSession announced(CredentialsProvider credentials) {
        LiveSession session = stage.connect(credentials, policy);
        answer(session, "one");
        ReconnectStage.awaitHandle(session);
        stage.announceEnd(session);
        return session;
    }

    private static void answer(LiveSession session, String text) {
        session.sendText(text);
        assertThat(session.turn().text()).isEqualTo("You said: " + text);
    }

    private void awaitPlanned(Duration delay) {
        Instant due = stage.clock.instant().plus(delay);
        Await.until("something is due in " + delay, () -> stage.time.isDueAt(due));
    }

    private void awaitAsked(int times) {
        Await.until("credentials are asked for", () -> asked.get() == times);
    }

    @Test
    void credentials_whileTheyAreWaitedFor_leaveTheOldConnectionToServe() {
        try (LiveSession session = announced(this::slow)) {
            awaitAsked(2);
            answer(session, "two");
            ReconnectStage.awaitHandle(session);
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
            assertThat(stage.emulator.sessions()).hasSize(1);

            gate.countDown();

            assertThat(ReconnectStage.await(session, LiveEvent.Reconnecting.class)
                            .why()
                            .kind())
                    .isEqualTo(SessionEnd.Kind.MOVED);
            assertThat(ReconnectStage.await(session, LiveEvent.Reconnected.class)
                            .stateRestored())
                    .isTrue();
            answer(session, "three");
        }
        assertThat(asked).hasValue(2);
        assertThat(attempts).hasSize(1);
        assertThat(stage.emulator.sessions().get(0).received().toString())
                .contains("two")
                .doesNotContain("three");
        assertThat(stage.emulator.sessions().get(0).end())
                .get()
                .satisfies(end -> assertThat(end.byEmulator()).isFalse());
    }

    @Test
    void hook_isAskedWhileTheOldConnectionServes() {
        List<SessionState> states = new CopyOnWriteArrayList<>();
        CompletableFuture<LiveSession> opened = new CompletableFuture<>();
        ReconnectPolicy seeing = policy.toBuilder()
                .attempts(attempt -> {
                    attempts.add(attempt);
                    states.add(opened.join().state());
                    return true;
                })
                .build();
        try (LiveSession session = stage.connect(seeing)) {
            opened.complete(session);
            answer(session, "one");
            ReconnectStage.awaitHandle(session);
            stage.announceEnd(session);

            ReconnectStage.await(session, LiveEvent.Reconnected.class);

            assertThat(states).containsExactly(SessionState.OPEN);
            assertThat(attempts).singleElement().satisfies(attempt -> {
                assertThat(attempt.number()).isEqualTo(1);
                assertThat(attempt.delay()).isZero();
                assertThat(attempt.resumes()).isTrue();
                assertThat(attempt.why().kind()).isEqualTo(SessionEnd.Kind.MOVED);
                assertThat(attempt.why().handle()).isPresent();
            });
        }
    }

    @Test
    void credentials_thatDoNotComeBeforeTheMargin_areWaitedForWithoutAConnection() {
        try (LiveSession session = announced(this::slow)) {
            awaitAsked(2);
            stage.time.advance(ReconnectStage.UNTIL_MARGIN.minusMillis(1));
            assertThat(session.state()).isEqualTo(SessionState.OPEN);

            stage.time.advance(Duration.ofMillis(1));
            ReconnectStage.await(session, LiveEvent.Reconnecting.class);
            assertThat(session.state()).isEqualTo(SessionState.RECONNECTING);
            CompletableFuture<Void> text = session.async().sendText("two");
            gate.countDown();

            ReconnectStage.await(session, LiveEvent.Reconnected.class);
            LiveFace.settled(text);
            assertThat(session.turn().text()).isEqualTo("You said: two");
        }
        assertThat(asked).hasValue(2);
        assertThat(attempts).hasSize(1);
    }

    @Test
    void credentials_thatCannotBeHadAhead_areAskedForAgainAtTheMargin() {
        try (LiveSession session = announced(() -> {
            if (asked.getAndIncrement() == 1) {
                throw new NetworkException("offline", new IOException());
            }
            return stage.key();
        })) {
            awaitAsked(2);
            answer(session, "two");
            ReconnectStage.awaitHandle(session);
            stage.time.advance(ReconnectStage.UNTIL_MARGIN.minusMillis(1));
            assertThat(session.state()).isEqualTo(SessionState.OPEN);

            stage.time.advance(Duration.ofMillis(1));

            ReconnectStage.await(session, LiveEvent.Reconnected.class);
        }
        assertThat(asked).hasValue(3);
        assertThat(attempts).singleElement().extracting(Attempt::number).isEqualTo(1);
    }

    @Test
    void credentials_ofASessionThatNeverFallsQuiet_areThereAtTheMargin() {
        try (LiveSession session = stage.connect(
                () -> {
                    asked.incrementAndGet();
                    return stage.key();
                },
                ReconnectStage.TEXT,
                SessionOptions.builder()
                        .reconnect(policy)
                        .tools(LiveTools.builder()
                                .function(
                                        FunctionDeclaration.builder()
                                                .name("wait")
                                                .build(),
                                        call -> {
                                            gate.await();
                                            return "done";
                                        })
                                .timeout(Duration.ofHours(1))
                                .build()))) {
            session.sendText("wait");
            ReconnectStage.await(session, LiveEvent.ToolCall.class);
            stage.announceEnd(session);
            Duration ahead = ReconnectStage.UNTIL_MARGIN.minus(AHEAD);
            awaitPlanned(ahead);
            awaitPlanned(ReconnectStage.UNTIL_MARGIN);
            stage.time.advance(ahead.minusMillis(1));
            assertThat(asked).hasValue(1);

            stage.time.advance(Duration.ofMillis(1));
            Await.until("the hook has allowed it", () -> attempts.size() == 1);
            assertThat(session.state()).isEqualTo(SessionState.OPEN);
            stage.time.advance(AHEAD);

            ReconnectStage.await(session, LiveEvent.Reconnected.class);
            assertThat(asked).hasValue(2);
            assertThat(attempts).hasSize(1);
            gate.countDown();
        }
    }

    @Test
    void credentials_thatAreAskedForWhenTheConnectionIsLost_areTheOnesToGoOnWith() {
        try (LiveSession session = announced(this::slow)) {
            awaitAsked(2);
            stage.lose();
            assertThat(ReconnectStage.await(session, LiveEvent.Reconnecting.class)
                            .why()
                            .kind())
                    .isEqualTo(SessionEnd.Kind.CONNECTION_LOST);

            gate.countDown();

            ReconnectStage.await(session, LiveEvent.Reconnected.class);
            answer(session, "two");
        }
        assertThat(asked).hasValue(2);
        assertThat(attempts).hasSize(1);
    }

    @Test
    void credentials_thatNeverCome_endTheSessionAtTheDeadline() {
        try (LiveSession session = announced(this::slow)) {
            awaitAsked(2);
            stage.time.advance(ReconnectStage.UNTIL_MARGIN);
            ReconnectStage.await(session, LiveEvent.Reconnecting.class);
            awaitPlanned(policy.deadline());
            stage.time.advance(policy.deadline());

            SessionEnd end = ReconnectStage.ended(session);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.RECONNECT_FAILED);
            assertThat(end.reason()).contains("ReconnectPolicy.deadline");
        }
        assertThat(attempts).isEmpty();
    }

    @Test
    void close_whileCredentialsAreWaitedFor_endsTheSessionAndAsksNobodyMore() {
        try (LiveSession session = announced(this::slow)) {
            awaitAsked(2);

            session.close();

            assertThat(session.end()).get().extracting(SessionEnd::kind).isEqualTo(SessionEnd.Kind.CLOSED_HERE);
            gate.countDown();
        }
        assertThat(attempts).isEmpty();
        assertThat(stage.emulator.sessions()).hasSize(1);
    }
}
