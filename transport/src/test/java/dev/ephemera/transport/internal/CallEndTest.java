package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ephemera.transport.BadRequestException;
import dev.ephemera.transport.CallCancelledException;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.types.AuthTokenResource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that are ended from outside: cancelled, interrupted, or by closing the client. */
@Timeout(60)
final class CallEndTest {

    private static final RetryPolicy SLOW = RetryPolicy.builder()
            .initialDelay(Duration.ofHours(1))
            .maxDelay(Duration.ofHours(1))
            .build();
    private static final RequestOptions PATIENT = RequestOptions.builder()
            .timeout(Duration.ofHours(20))
            .retryPolicy(SLOW)
            .build();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private static RawServer silent() {
        return new RawServer(RawServer.Peer::awaitGone);
    }

    private static RawServer failing() {
        return new RawServer(peer -> {
            peer.send("HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n");
            peer.awaitGone();
        });
    }

    @Test
    void executeAsync_whenTheFutureIsCancelled_abortsTheCall() throws Exception {
        try (RawServer server = silent()) {
            HttpTransport transport = leaks.open(TestApi.options(server.url()).build());
            CompletableFuture<AuthTokenResource> future =
                    TestApi.call(transport, PATIENT).executeAsync();
            assertThat(server.requests.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

            assertThat(future.cancel(true)).isTrue();

            assertThat(server.gone.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            Await.until("the call is over", () -> transport.connections() == 0);
        }
    }

    @Test
    void executeAsync_whenTheFutureTimesOut_abortsTheCall() throws Exception {
        try (RawServer server = silent()) {
            HttpTransport transport = leaks.open(TestApi.options(server.url()).build());
            CompletableFuture<AuthTokenResource> future =
                    TestApi.call(transport, PATIENT).executeAsync().orTimeout(1, TimeUnit.SECONDS);

            assertThat(server.gone.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            assertThat(catchThrowable(() -> future.get(20, TimeUnit.SECONDS)))
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void executeAsync_whenCancelledInAWait_makesNoFurtherTry() throws Exception {
        try (RawServer server = failing()) {
            VirtualTime time = new VirtualTime();
            CountDownLatch waiting = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            time.duringWait(() -> {
                waiting.countDown();
                awaitQuietly(goOn);
            });
            HttpTransport transport = leaks.open(TestApi.options(server.url()).build(), time, () -> 1);
            CompletableFuture<AuthTokenResource> future =
                    TestApi.call(transport, PATIENT).executeAsync();
            assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(future.cancel(false)).isTrue();
            goOn.countDown();

            transport.close();
            Await.until("the call is over", () -> transport.connections() == 0);
            assertThat(server.requests.availablePermits()).isEqualTo(1);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void executeAsync_whenItFails_bringsTheExceptionItself() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().code(400).build());
            HttpTransport transport =
                    leaks.open(TestApi.options(server.url("/").toString()).build());

            Throwable seen = TestApi.call(transport, PATIENT)
                    .executeAsync()
                    .handle((value, failure) -> failure)
                    .get(20, TimeUnit.SECONDS);

            assertThat(seen).isExactlyInstanceOf(BadRequestException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void call_whenACallersInterceptorThrows_bringsThatExceptionAsItIs(Face face) {
        OkHttpClient broken = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    throw new UnsupportedOperationException("a bug of the caller's");
                })
                .build();
        HttpTransport transport = leaks.open(
                TestApi.options("http://127.0.0.1:1").okHttpClient(broken).build());

        assertThatThrownBy(() -> face.call(TestApi.call(transport, PATIENT)))
                .isExactlyInstanceOf(UnsupportedOperationException.class)
                .hasMessage("a bug of the caller's");
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheClientIsClosedInAnExchange_endsAtOnce(Face face) throws Exception {
        try (RawServer server = silent()) {
            HttpTransport transport = leaks.open(TestApi.options(server.url()).build());

            CompletableFuture<Throwable> end = elsewhere(face, TestApi.call(transport, PATIENT));
            assertThat(server.requests.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            transport.close();

            assertThat(end.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(CallCancelledException.class)
                    .hasMessage("POST /v1alpha/auth_tokens was cancelled, or its client closed.");
            assertThat(server.gone.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheClientIsClosedInAWait_endsAtOnceAndNamesTheFailureBefore(Face face) throws Exception {
        try (RawServer server = failing();
                SystemTime realTime = new SystemTime()) {
            CountDownLatch waiting = new CountDownLatch(1);
            HttpTransport transport =
                    leaks.open(TestApi.options(server.url()).build(), announcing(realTime, waiting), () -> 1);

            CompletableFuture<Throwable> end = elsewhere(face, TestApi.call(transport, PATIENT));
            assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
            transport.close();

            Throwable failure = end.get(20, TimeUnit.SECONDS);
            assertThat(failure).isInstanceOf(CallCancelledException.class).hasMessageContaining("its client closed");
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .satisfies(before -> assertThat(before).hasMessageContaining("503"));
            assertThat(server.requests.availablePermits()).isEqualTo(1);
        }
    }

    /** Real time that tells when a wait begins. */
    private static Time announcing(Time time, CountDownLatch waiting) {
        return new Time() {
            @Override
            public long nanoTime() {
                return time.nanoTime();
            }

            @Override
            public void await(CountDownLatch signal, Duration duration) throws InterruptedException {
                waiting.countDown();
                time.await(signal, duration);
            }

            @Override
            public Runnable schedule(Runnable task, Duration delay) {
                return time.schedule(task, delay);
            }
        };
    }

    @Test
    void execute_whenInterruptedInAWait_endsAtOnceWithTheFlagSet() throws Exception {
        try (RawServer server = failing();
                SystemTime realTime = new SystemTime()) {
            CountDownLatch waiting = new CountDownLatch(1);
            HttpTransport transport =
                    leaks.open(TestApi.options(server.url()).build(), announcing(realTime, waiting), () -> 1);

            Outcome outcome = new Outcome(TestApi.call(transport, PATIENT));
            assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
            outcome.thread.interrupt();

            assertThat(outcome.get())
                    .isInstanceOf(CallCancelledException.class)
                    .hasMessageContaining(
                            "Interrupted while waiting for the next try after: POST /v1alpha/auth_tokens");
            assertThat(outcome.interrupted).isTrue();
        }
    }

    @Test
    void execute_whenInterruptedInAnExchange_endsWithTheFlagSet() throws Exception {
        try (RawServer server = silent()) {
            HttpTransport transport = leaks.open(TestApi.options(server.url()).build());

            Outcome outcome = new Outcome(TestApi.call(transport, PATIENT));
            assertThat(server.requests.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            outcome.thread.interrupt();

            assertThat(outcome.get())
                    .isInstanceOf(CallCancelledException.class)
                    .hasMessage("POST /v1alpha/auth_tokens was interrupted.");
            assertThat(outcome.interrupted).isTrue();
            assertThat(server.gone.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void execute_whenTheThreadIsInterruptedAlready_endsWithTheFlagSet() throws IOException {
        try (RawServer server = silent()) {
            HttpTransport transport = leaks.open(TestApi.options(server.url()).build());

            Thread.currentThread().interrupt();
            Throwable failure =
                    catchThrowable(() -> TestApi.call(transport, PATIENT).execute());

            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure).isInstanceOf(CallCancelledException.class).hasMessageContaining("was interrupted");
        }
    }

    @Test
    void executeAsync_whenTheClientIsClosed_settlesWithTheReason() throws Exception {
        HttpTransport transport =
                leaks.open(TestApi.options("http://127.0.0.1:1").build());
        ApiCall<AuthTokenResource, AuthTokenResource> call = TestApi.call(transport, PATIENT);
        transport.close();

        assertThat(call.executeAsync().handle((value, failure) -> failure).get(20, TimeUnit.SECONDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The client is closed.");
        assertThatThrownBy(call::execute)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The client is closed.");
    }

    private static CompletableFuture<Throwable> elsewhere(Face face, ApiCall<?, ?> call) {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Threads.daemons("caller")
                .newThread(() -> end.complete(catchThrowable(() -> face.call(call))))
                .start();
        return end;
    }

    /** A blocking call on a thread of its own, and how it ended. */
    private static final class Outcome {

        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private volatile boolean interrupted;
        private final Thread thread;

        Outcome(ApiCall<?, ?> call) {
            thread = Threads.daemons("caller").newThread(() -> {
                failure.set(catchThrowable(call::execute));
                interrupted = Thread.currentThread().isInterrupted();
            });
            thread.start();
        }

        Throwable get() throws InterruptedException {
            thread.join(20_000);
            return failure.get();
        }
    }
}
