package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.transport.CallCancelledException;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.InvalidResponseException;
import dev.ephemera.transport.PermissionDeniedException;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.ServerException;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.types.AuthToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each rule of a source, in virtual time: tokens live 100 s, are due 20 s before their end and kept back 5 s before it. */
@Timeout(60)
final class TokenSourceTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final EmulatorClock clock = EmulatorClock.virtual(NOW);
    private final Backend backend = new Backend();
    private final List<TokenSource> sources = new ArrayList<>();

    @AfterEach
    void stop() {
        sources.forEach(TokenSource::close);
        backend.close();
    }

    private TokenSource.Builder builder() {
        return TokenSource.builder()
                .endpoint(TokenEndpoint.builder(backend.url())
                        .options(ClientOptions.builder()
                                .retryPolicy(RetryPolicy.none())
                                .build())
                        .build())
                .clock(clock);
    }

    private TokenSource source(TokenSource.Builder builder) {
        TokenSource source = builder.build();
        sources.add(source);
        return source;
    }

    private TokenSource source() {
        return source(builder());
    }

    /** A token that lives for 100 s from now. */
    private MockResponse token(int number, int uses) {
        return token(number, uses, Duration.ofSeconds(100));
    }

    private MockResponse token(int number, int uses, Duration life) {
        Instant end = clock.instant().plus(life);
        return new MockResponse.Builder()
                .body("{\"name\":\"auth_tokens/" + number + "\",\"uses\":" + uses + ",\"newSessionExpireTime\":\"" + end
                        + "\",\"expireTime\":\"" + end + "\"}")
                .build();
    }

    private static int number(AuthToken token) {
        return Integer.parseInt(token.name().substring("auth_tokens/".length()));
    }

    private int next(TokenSource source) {
        return number(source.get());
    }

    private static Throwable failure(CompletableFuture<?> future) {
        Throwable failure = future.orTimeout(20, TimeUnit.SECONDS)
                .handle((value, thrown) -> thrown)
                .join();
        assertThat(failure).isNotNull().isNotInstanceOf(CompletionException.class);
        return failure;
    }

    private void advance(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void get_whenTheTokenIsUnlimited_handsItOutUntilItIsDue() {
        backend.answer(token(1, 0));
        TokenSource source = source();

        assertThat(backend.count()).as("nobody asked yet").isZero();
        for (int second = 0; second < 80; second++) {
            assertThat(next(source)).isEqualTo(1);
            advance(1);
        }
        assertThat(backend.count()).isEqualTo(1);
    }

    @Test
    void get_inTheAdvisoryWindow_handsOutTheOldTokenAndRenewsBehind() {
        backend.answer(token(1, 0));
        TokenSource source = source();
        next(source);
        advance(80);
        CountDownLatch letGo = backend.later(token(2, 0));

        assertThat(next(source)).isEqualTo(1);
        assertThat(next(source)).as("one renewal at a time").isEqualTo(1);
        letGo.countDown();

        Await.until("the new token is there", () -> next(source) == 2);
        assertThat(backend.count()).isEqualTo(2);
    }

    @Test
    void get_inTheMandatoryWindow_waitsForTheNewToken() {
        backend.answer(token(1, 0));
        TokenSource source = source();
        next(source);
        advance(95);
        backend.answer(token(2, 0));

        assertThat(next(source)).isEqualTo(2);
    }

    @Test
    void get_inTheMandatoryWindowWhenRenewalFails_handsOutTheTokenThatStillLives() {
        backend.answer(token(1, 0));
        TokenSource source = source();
        next(source);
        advance(99);
        backend.refuse(503);

        assertThat(next(source)).isEqualTo(1);
        assertThat(backend.count()).isEqualTo(2);
        advance(1);
        backend.refuse(403);
        assertThatThrownBy(source::get)
                .as("it lives no more")
                .isInstanceOf(PermissionDeniedException.class)
                .hasMessageContaining("POST /token was refused with 403");
    }

    @Test
    void get_inTheAdvisoryWindowWhenRenewalFails_triesAgainAfterThePause() {
        backend.answer(token(1, 0));
        TokenSource source = source();
        next(source);
        advance(80);
        backend.refuse(503);

        List<String> lines = new CopyOnWriteArrayList<>();
        try (LogLines log = new LogLines("dev.ephemera.tokens", lines)) {
            assertThat(next(source)).isEqualTo(1);
            Await.until("the failure was noted", () -> !lines.isEmpty());
        }
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("FINE A token could not be renewed: POST /token was refused with 503");
        clock.advance(Duration.ofSeconds(5).minusNanos(1));
        for (int i = 0; i < 100; i++) {
            assertThat(next(source)).isEqualTo(1);
        }
        assertThat(backend.count()).isEqualTo(2);
        backend.answer(token(2, 0, Duration.ofSeconds(200)));
        clock.advance(Duration.ofNanos(1));
        Await.until("the next renewal came", () -> next(source) == 2);
        assertThat(backend.count()).isEqualTo(3);
    }

    @Test
    void get_whenTheTokenHasOneUse_handsItOutOnce() {
        for (int i = 1; i <= 3; i++) {
            backend.answer(token(i, 1));
        }
        TokenSource source = source();

        assertThat(IntStream.range(0, 3).map(i -> next(source))).containsExactly(1, 2, 3);
        assertThat(backend.count()).isEqualTo(3);
    }

    @Test
    void get_whenTheTokenHasThreeUses_handsItOutThreeTimes() {
        backend.answer(token(1, 3));
        backend.answer(token(2, 3));
        TokenSource source = source();

        assertThat(IntStream.range(0, 6).map(i -> next(source))).containsExactly(1, 1, 1, 2, 2, 2);
    }

    @Test
    void getAsync_whenManyWaitForTokensWithTwoUses_servesThemInOrderOneRenewalAtATime() {
        CountDownLatch letGo = backend.later(token(1, 2));
        backend.answer(token(2, 2));
        backend.answer(token(3, 2));
        TokenSource source = source();
        List<CompletableFuture<AuthToken>> waiting =
                IntStream.range(0, 5).mapToObj(i -> source.getAsync()).toList();
        letGo.countDown();

        assertThat(waiting.stream().map(CompletableFuture::join).map(TokenSourceTest::number))
                .containsExactly(1, 1, 2, 2, 3);
        assertThat(next(source)).as("the use that was left").isEqualTo(3);
        assertThat(backend.count()).isEqualTo(3);
    }

    @Test
    void getAsync_whenAWaitingFutureIsCancelled_takesNoUse() {
        CountDownLatch letGo = backend.later(token(1, 1));
        TokenSource source = source();
        CompletableFuture<AuthToken> given = source.getAsync();
        CompletableFuture<AuthToken> kept = source.getAsync();

        assertThat(given.cancel(true)).isTrue();
        letGo.countDown();

        assertThat(number(kept.join())).isEqualTo(1);
        assertThat(backend.count()).isEqualTo(1);
    }

    @Test
    void getAsync_whenTheRenewalFails_failsAllWhoWaitWithTheException() {
        CountDownLatch letGo =
                backend.later(new MockResponse.Builder().code(500).body("x").build());
        TokenSource source = source();
        List<CompletableFuture<AuthToken>> waiting =
                IntStream.range(0, 3).mapToObj(i -> source.getAsync()).toList();
        letGo.countDown();

        assertThat(waiting)
                .allSatisfy(future -> assertThat(failure(future)).isExactlyInstanceOf(ServerException.class));
        backend.answer(token(1, 1));
        assertThat(next(source)).as("the next caller tries again").isEqualTo(1);
    }

    @Test
    void invalidate_whenItIsTheTokenHeld_getsAnother() {
        backend.answer(token(1, 0));
        backend.answer(token(2, 0));
        TokenSource source = source();
        AuthToken first = source.get();

        source.invalidate(first);
        assertThat(next(source)).isEqualTo(2);
        source.invalidate(first);
        assertThat(next(source)).as("an older one does nothing").isEqualTo(2);
        assertThat(backend.count()).isEqualTo(2);
    }

    @Test
    void get_whenTheOriginSuppliesTheInvalidatedTokenAgain_saysSo() {
        backend.answer(token(1, 0));
        backend.answer(token(1, 0));
        TokenSource source = source();
        AuthToken token = source.get();

        source.invalidate(token);

        assertThatThrownBy(source::get)
                .isInstanceOf(InvalidResponseException.class)
                .hasMessageContaining("is the one that was used up, over or invalidated")
                .hasMessageContaining(token.fingerprint())
                .hasMessageNotContaining(token.name());
    }

    @Test
    void get_whenTheOriginSuppliesAnExhaustedTokenAgain_doesNotHandItOutTwice() {
        backend.answer(token(1, 1));
        backend.answer(token(1, 1));
        TokenSource source = source();
        next(source);

        assertThatThrownBy(source::get).isInstanceOf(InvalidResponseException.class);
    }

    @Test
    void get_whenTheNewTokenIsOverByTheClock_handsItOutButDoesNotKeepIt() {
        backend.answer(token(1, 2, Duration.ofMinutes(-10)));
        backend.answer(token(2, 1, Duration.ZERO));
        backend.answer(token(3, 1));
        TokenSource source = source();

        assertThat(next(source)).isEqualTo(1);
        assertThat(next(source)).as("another may be had").isEqualTo(2);
        assertThat(next(source)).isEqualTo(3);
        assertThat(backend.count()).isEqualTo(3);
    }

    @Test
    void get_whenATokenIsOverByTheClockAndNoOtherCanBeHad_handsOutTheRestOfItsUses() {
        backend.answer(token(1, 2, Duration.ofMinutes(-10)));
        TokenSource source = source();
        next(source);
        backend.refuse(503);
        assertThat(next(source)).isEqualTo(1);
        backend.refuse(503);

        assertThatThrownBy(source::get).isInstanceOf(ServerException.class);
    }

    @Test
    void fixed_whenTheHostsClockIsAhead_stillHandsOutItsUses() {
        AuthToken token = AuthToken.builder()
                .name("auth_tokens/1")
                .uses(2)
                .expireTime(NOW.minusSeconds(600))
                .newSessionExpireTime(NOW.minusSeconds(1140))
                .build();
        TokenSource source = source(TokenSource.builder().fixed(token).clock(clock));

        assertThat(source.get()).isEqualTo(token);
        assertThat(source.get()).isEqualTo(token);
        assertThatThrownBy(source::get).hasMessageContaining("a fixed source has no other");
    }

    @Test
    void invalidate_byCredentialsOrWithoutAny_getsAnother() {
        for (int i = 1; i <= 3; i++) {
            backend.answer(token(i, 0));
        }
        TokenSource source = source();
        Credentials first = source.credentials().credentials();

        source.invalidate(first);
        assertThat(next(source)).isEqualTo(2);
        source.invalidate(first);
        assertThat(next(source)).as("an older one does nothing").isEqualTo(2);
        source.invalidate();
        assertThat(next(source)).isEqualTo(3);
    }

    @Test
    void getAsync_whenAContinuationWaitsForTheNextToken_doesNotHoldUpTheOthers() {
        CountDownLatch letGo = backend.later(token(1, 1));
        for (int i = 2; i <= 4; i++) {
            backend.answer(token(i, 1));
        }
        TokenSource source = source();
        CompletableFuture<Integer> nested = source.getAsync().thenApply(token -> next(source));
        CompletableFuture<AuthToken> second = source.getAsync();
        letGo.countDown();

        assertThat(nested.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(3);
        assertThat(number(second.orTimeout(20, TimeUnit.SECONDS).join())).isEqualTo(2);
    }

    /** The later caller comes when the token has arrived and is looked at: at the second reading of the clock. */
    @Test
    void getAsync_whenSomebodyComesWhileATokenArrives_servesWhoWaitedFirst() throws Exception {
        CountDownLatch letGo = backend.later(token(1, 1));
        backend.answer(token(2, 1));
        AtomicReference<TokenSource> source = new AtomicReference<>();
        AtomicReference<CompletableFuture<AuthToken>> later = new AtomicReference<>();
        List<Thread> intruders = new CopyOnWriteArrayList<>();
        AtomicInteger readings = new AtomicInteger();
        source.set(source(builder().clock(new java.time.Clock() {
            @Override
            public Instant instant() {
                if (readings.incrementAndGet() >= 2 && intruders.isEmpty()) {
                    Thread intruder = new Thread(() -> later.set(source.get().getAsync()));
                    intruder.setDaemon(true);
                    intruders.add(intruder);
                    intruder.start();
                    Await.until(
                            "the later caller waits for the lock, or is through",
                            () -> intruder.getState() == Thread.State.BLOCKED
                                    || intruder.getState() == Thread.State.TERMINATED);
                }
                return clock.instant();
            }

            @Override
            public java.time.ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public java.time.Clock withZone(java.time.ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        })));
        CompletableFuture<AuthToken> first = source.get().getAsync();
        letGo.countDown();

        assertThat(number(first.get(20, TimeUnit.SECONDS))).isEqualTo(1);
        intruders.get(0).join(20_000);
        assertThat(number(later.get().get(20, TimeUnit.SECONDS))).isEqualTo(2);
    }

    @Test
    void get_whenTheTokensLifeIsShorterThanTheWindows_isStillKeptForHalfOfIt() {
        backend.answer(token(1, 0, Duration.ofSeconds(4)));
        TokenSource source = source();

        assertThat(next(source)).isEqualTo(1);
        clock.advance(Duration.ofMillis(1999));
        assertThat(next(source)).isEqualTo(1);
        assertThat(backend.count()).isEqualTo(1);
        backend.answer(token(2, 0, Duration.ofSeconds(40)));
        clock.advance(Duration.ofMillis(1));
        Await.until("half of its life is over, and it is renewed", () -> next(source) == 2);
    }

    @Test
    void get_whenTheWindowsAreZero_handsOutToTheLastMoment() {
        backend.answer(token(1, 0));
        TokenSource source = source(builder().advisoryWindow(Duration.ZERO).mandatoryWindow(Duration.ZERO));
        next(source);
        clock.advance(Duration.ofSeconds(100).minusNanos(1));
        assertThat(next(source)).isEqualTo(1);
        assertThat(backend.count()).isEqualTo(1);
        clock.advance(Duration.ofNanos(1));
        backend.answer(token(2, 0));
        assertThat(next(source)).isEqualTo(2);
    }

    @Test
    void get_whenInterrupted_endsWithTheFlagSetAndLosesNothing() throws Exception {
        CountDownLatch letGo = backend.later(token(1, 1));
        TokenSource source = source();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowable(source::get));
            flag.set(Thread.currentThread().isInterrupted());
        });
        caller.setDaemon(true);
        caller.start();
        assertThat(backend.requests.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();
        caller.join(20_000);

        assertThat(thrown.get())
                .isExactlyInstanceOf(CallCancelledException.class)
                .hasMessage("Interrupted while waiting for a token.");
        assertThat(flag.get()).isTrue();
        letGo.countDown();
        assertThat(next(source)).isEqualTo(1);
    }

    @Test
    void close_whenSomebodyWaits_failsThemAndAbortsTheRenewal() {
        CountDownLatch letGo = backend.later(token(1, 1));
        TokenSource source = source();
        CompletableFuture<AuthToken> waiting = source.getAsync();
        assertThat(catchThrowable(() -> backend.requests.acquire())).isNull();

        source.close();
        source.close();

        assertThat(failure(waiting))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The token source is closed.");
        assertThat(failure(source.getAsync())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(source::get).isInstanceOf(IllegalStateException.class);
        letGo.countDown();
    }

    @Test
    void get_whenTheExecutorTakesNothing_fails() {
        TokenSource source = source(builder().executor(task -> {
            throw new RejectedExecutionException("full");
        }));

        assertThatThrownBy(source::get)
                .isInstanceOf(GeminiException.class)
                .hasMessageContaining("refused to renew")
                .hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void get_whenTheClockThrows_failsInsteadOfWaiting() {
        CountDownLatch letGo = backend.later(token(1, 1));
        AtomicReference<RuntimeException> broken = new AtomicReference<>();
        TokenSource source = source(builder().clock(new java.time.Clock() {
            @Override
            public Instant instant() {
                if (broken.get() != null) {
                    throw broken.get();
                }
                return clock.instant();
            }

            @Override
            public java.time.ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public java.time.Clock withZone(java.time.ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        }));
        CompletableFuture<AuthToken> waiting = source.getAsync();
        broken.set(new IllegalStateException("no battery"));
        letGo.countDown();

        assertThat(failure(waiting)).hasMessage("no battery");
    }

    @Test
    void fixed_handsOutItsUsesAndThenSaysThatThereIsNoOther() {
        AuthToken token = AuthToken.builder()
                .name("auth_tokens/fixed-secret")
                .uses(2)
                .expireTime(NOW.plusSeconds(100))
                .newSessionExpireTime(NOW.plusSeconds(60))
                .build();
        TokenSource source = source(TokenSource.builder().fixed(token).clock(clock));

        assertThat(source.get()).isEqualTo(token);
        assertThat(source.credentials().credentials().secret()).isEqualTo(token.name());
        assertThatThrownBy(source::get)
                .isInstanceOf(GeminiException.class)
                .hasMessageContaining("uses 2, for new sessions until 2030-01-01T00:01:00Z")
                .hasMessageContaining("a fixed source has no other")
                .hasMessageNotContaining("fixed-secret");
    }

    @Test
    void fixed_whenItsTimeIsOver_fails() {
        AuthToken token = AuthToken.builder()
                .name("auth_tokens/1")
                .uses(0)
                .expireTime(NOW.plusSeconds(100))
                .newSessionExpireTime(NOW.plusSeconds(60))
                .build();
        TokenSource source = source(TokenSource.builder().fixed(token).clock(clock));

        advance(59);
        assertThat(source.get()).as("to the last second, though it is due").isEqualTo(token);
        advance(1);
        assertThatThrownBy(source::get).hasMessageContaining("a fixed source has no other");
    }

    @Test
    void builder_whenItCannotWork_saysWhy() {
        assertThatThrownBy(() -> TokenSource.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("minting(..), endpoint(..) or fixed(..)");
        assertThatThrownBy(
                        () -> builder().mandatoryWindow(Duration.ofSeconds(-1)).build())
                .hasMessage("mandatoryWindow is PT-1S; it must be zero or more.");
        assertThatThrownBy(() -> builder().advisoryWindow(Duration.ofSeconds(4)).build())
                .hasMessage("advisoryWindow is PT4S; it must be zero, or mandatoryWindow (PT5S) or more.");
    }
}
