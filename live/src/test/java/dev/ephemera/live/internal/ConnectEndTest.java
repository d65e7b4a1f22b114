package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.RequestTimeoutException;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.Threads;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to connect that are ended from outside: cancelled, interrupted, or by closing the client. */
@Timeout(60)
final class ConnectEndTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private static RawServer neverComplete() {
        return TestLive.accepting((peer, frames) -> peer.awaitGone());
    }

    private static void assertGone(RawServer server) throws InterruptedException {
        assertThat(server.gone.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitRequest(RawServer server) throws InterruptedException {
        assertThat(server.requests.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void future_whenTheProviderBlocks_isThereAtOnceAndFailsAtTheDeadline() throws Exception {
        ManualTime time = new ManualTime();
        CountDownLatch letGo = new CountDownLatch(1);
        try (RawServer server = neverComplete();
                WebSocketLive live = new WebSocketLive(leaks.open(
                        TestLive.options(server)
                                .credentials(() -> {
                                    try {
                                        letGo.await();
                                    } catch (InterruptedException e) {
                                        throw new AssertionError(e);
                                    }
                                    return Credentials.apiKey(TestLive.KEY);
                                })
                                .build(),
                        time,
                        () -> 0.5))) {
            CompletableFuture<AsyncLiveSession> future = live.async().connect("m");
            time.pass(TestLive.SETUP_TIMEOUT);

            assertThatThrownBy(() -> LiveFace.settled(future))
                    .isInstanceOf(LiveConnectException.class)
                    .hasMessageContaining("Nothing was sent within PT18S")
                    .hasCauseInstanceOf(RequestTimeoutException.class);
            letGo.countDown();
            assertThat(server.requests.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(live.sessions()).isZero();
        }
    }

    @Test
    void future_whenTheProviderThrowsAnError_failsWithThat() {
        AssertionError error = new AssertionError("no key");
        WebSocketLive live = new WebSocketLive(leaks.open(ClientOptions.builder()
                .credentials(() -> {
                    throw error;
                })
                .build()));

        assertThat(live.async().connect("m").handle((session, failure) -> failure))
                .succeedsWithin(20, TimeUnit.SECONDS)
                .isSameAs(error);
    }

    @ParameterizedTest
    @EnumSource
    void connect_whenTheProviderTakesItsTime_keepsTheRestForTheSetup(LiveFace face) throws Exception {
        ManualTime time = new ManualTime();
        try (RawServer server = neverComplete();
                WebSocketLive live = new WebSocketLive(leaks.open(
                        TestLive.options(server)
                                .credentials(() -> {
                                    time.elapse(TestLive.SETUP_TIMEOUT.minusSeconds(1));
                                    return Credentials.apiKey(TestLive.KEY);
                                })
                                .build(),
                        time,
                        () -> 0.5))) {
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Threads.daemons("caller")
                    .newThread(() -> end.complete(catchThrowable(() -> face.connect(live))))
                    .start();

            time.pass(Duration.ofSeconds(1));

            assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(LiveConnectException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void future_whenItIsSettledByItsOwner_givesTheAttemptUp(boolean cancelled) throws Exception {
        try (RawServer server = neverComplete();
                WebSocketLive live =
                        new WebSocketLive(leaks.open(TestLive.options(server).build()))) {
            CompletableFuture<AsyncLiveSession> future = live.async().connect("m");
            awaitRequest(server);

            assertThat(cancelled ? future.cancel(true) : future.completeExceptionally(new CancellationException()))
                    .isTrue();

            assertGone(server);
            Await.until("the attempt is over", () -> live.sessions() == 0);
        }
    }

    @Test
    void future_whenItIsCompletedWithAnotherValue_givesTheAttemptUp() throws Exception {
        try (RawServer server = neverComplete();
                WebSocketLive live =
                        new WebSocketLive(leaks.open(TestLive.options(server).build()))) {
            CompletableFuture<AsyncLiveSession> future = live.async().connect("m");
            awaitRequest(server);

            assertThat(future.complete(null)).isTrue();

            assertGone(server);
        }
    }

    /** The cancelling thread and the setup race; whoever wins, the socket goes, or the session is the caller's. */
    @Test
    void future_whenItIsCancelledJustAsItOpens_leavesNoSession() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (RawServer server = TestLive.opening(TestLive::answerClose)) {
            HttpTransport transport = leaks.open(TestLive.options(server).build());
            WebSocketLive live = new WebSocketLive(transport);
            for (int i = 0; i < 60; i++) {
                CompletableFuture<AsyncLiveSession> future = live.async().connect("m");
                awaitRequest(server);
                LockSupport.parkNanos(random.nextInt(2_000_000));
                if (!future.cancel(true)) {
                    LiveFace.settled(future.join().close());
                }
            }
            Await.until("no session is left, seed " + seed, () -> live.sessions() == 0);
            Await.until("no connection is left, seed " + seed, () -> LeakCheck.connections(transport) == 0);
        }
    }

    @Test
    void connect_whenItsThreadIsInterrupted_endsWithTheFlagSet() throws Exception {
        try (RawServer server = neverComplete();
                WebSocketLive live =
                        new WebSocketLive(leaks.open(TestLive.options(server).build()))) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            AtomicBoolean flag = new AtomicBoolean();
            Thread caller = Threads.daemons("caller").newThread(() -> {
                failure.set(catchThrowable(() -> live.connect("m")));
                flag.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            awaitRequest(server);

            caller.interrupt();
            caller.join(20_000);

            assertThat(failure.get())
                    .isInstanceOf(LiveConnectException.class)
                    .hasMessage("Interrupted while connecting.")
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(flag).isTrue();
            assertGone(server);
            Await.until("nothing of the attempt is left", () -> live.sessions() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_whenTheClientIsClosedMeanwhile_endsAtOnce(LiveFace face) throws Exception {
        try (RawServer server = neverComplete()) {
            HttpTransport transport = leaks.open(TestLive.options(server).build());
            WebSocketLive live = new WebSocketLive(transport);
            CompletableFuture<Throwable> failure =
                    CompletableFuture.supplyAsync(() -> catchThrowable(() -> face.connect(live)));
            awaitRequest(server);

            live.close();
            transport.close();

            assertThat(failure.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(LiveConnectException.class)
                    .hasMessage("The session was closed, or its client, before it was open.");
            assertGone(server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_whenTheTransportAloneIsClosedMeanwhile_endsAtOnce(LiveFace face) throws Exception {
        try (RawServer server = neverComplete()) {
            HttpTransport transport = leaks.open(TestLive.options(server).build());
            WebSocketLive live = new WebSocketLive(transport);
            CompletableFuture<Throwable> failure =
                    CompletableFuture.supplyAsync(() -> catchThrowable(() -> face.connect(live)));
            awaitRequest(server);

            transport.close();

            assertThat(failure.get(20, TimeUnit.SECONDS)).isInstanceOf(LiveConnectException.class);
            assertGone(server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_whenItFailsBeforeItBegins_leavesNoDeadline(LiveFace face) throws Exception {
        ManualTime time = new ManualTime();
        HttpTransport[] transport = new HttpTransport[1];
        try (RawServer server = neverComplete()) {
            ClientOptions options = TestLive.options(server)
                    .credentials(() -> {
                        transport[0].close();
                        return Credentials.apiKey(TestLive.KEY);
                    })
                    .build();
            transport[0] = leaks.open(options, time, () -> 1);
            WebSocketLive live = new WebSocketLive(transport[0]);

            assertThatThrownBy(() -> face.connect(live)).isInstanceOf(LiveConnectException.class);

            Await.until("the session has ended", () -> live.sessions() == 0);
            Await.until("no deadline is armed", time::isIdle);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connect_afterTheClientIsClosed_isRefused(LiveFace face) throws Exception {
        try (RawServer server = neverComplete()) {
            HttpTransport transport = leaks.open(TestLive.options(server).build());
            WebSocketLive live = new WebSocketLive(transport);
            live.close();
            assertThatThrownBy(() -> face.connect(live))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The client is closed.");
            transport.close();

            assertThatThrownBy(() -> face.connect(live))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The client is closed.");
            assertThat(server.requests.availablePermits()).isZero();
        }
    }

    /** Many connect while the client closes: each gets a session that is then closed, or an exception, and none hangs. */
    @Test
    void close_whileManyConnect_endsThemAll() throws Exception {
        for (int round = 0; round < 8; round++) {
            try (RawServer server = TestLive.opening(TestLive::answerClose)) {
                HttpTransport transport = leaks.open(TestLive.options(server).build());
                WebSocketLive live = new WebSocketLive(transport);
                CountDownLatch started = new CountDownLatch(1);
                CompletableFuture<?>[] callers = new CompletableFuture<?>[8];
                for (int i = 0; i < callers.length; i++) {
                    CompletableFuture<Void> done = new CompletableFuture<>();
                    callers[i] = done;
                    Threads.daemons("caller")
                            .newThread(() -> {
                                Throwable failure = catchThrowable(() -> {
                                    while (true) {
                                        LiveSession session = live.connect("m");
                                        started.countDown();
                                        assertThat(session.toString()).isNotEmpty();
                                    }
                                });
                                started.countDown();
                                if (failure instanceof LiveConnectException
                                        || failure instanceof IllegalStateException) {
                                    done.complete(null);
                                } else {
                                    done.completeExceptionally(failure);
                                }
                            })
                            .start();
                }
                assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

                live.close();
                transport.close();

                CompletableFuture.allOf(callers).get(20, TimeUnit.SECONDS);
                Await.until("every session has ended", () -> live.sessions() == 0);
            }
        }
    }
}
