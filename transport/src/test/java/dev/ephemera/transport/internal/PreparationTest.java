package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.CallCancelledException;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.RequestTimeoutException;
import dev.ephemera.types.AuthTokenResource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call asks the user's code before it sends anything: who waits for it, and for how long. */
@Timeout(60)
final class PreparationTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer(RawServer.SILENT);
    }

    @AfterEach
    void stop() throws IOException {
        letGo.countDown();
        server.close();
    }

    /** A provider that answers when the test lets it. */
    private Credentials blocked() {
        asked.countDown();
        try {
            letGo.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Credentials.apiKey(TestApi.KEY);
    }

    private HttpTransport transport(Duration timeout) {
        return leaks.open(ClientOptions.builder()
                .credentials(this::blocked)
                .baseUrl(server.url())
                .requestTimeout(timeout)
                .build());
    }

    private static Throwable failure(CompletableFuture<?> future) throws Exception {
        return future.handle((value, thrown) -> thrown).get(20, TimeUnit.SECONDS);
    }

    @Test
    void future_whenTheProviderBlocks_isThereAtOnceAndFailsAtTheDeadline() throws Exception {
        CompletableFuture<AuthTokenResource> future = TestApi.call(
                        transport(Duration.ofMillis(300)), RequestOptions.none())
                .executeAsync();

        assertThat(failure(future))
                .isExactlyInstanceOf(RequestTimeoutException.class)
                .hasMessage(
                        "Nothing was sent within PT0.3S (the call's timeout): what supplies credentials or headers has"
                                + " not answered yet, or TLS is not set up.");
        letGo.countDown();
        assertThat(server.requests.availablePermits()).isZero();
    }

    @Test
    void future_whenCancelledWhileTheProviderBlocks_sendsNothing() throws Exception {
        HttpTransport transport = transport(Duration.ofMinutes(1));
        CompletableFuture<AuthTokenResource> future =
                TestApi.call(transport, RequestOptions.none()).executeAsync();
        asked.await();

        assertThat(future.cancel(true)).isTrue();
        letGo.countDown();
        transport.close();

        assertThat(server.requests.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void future_whenTheClientIsClosedWhileTheProviderBlocks_settles() throws Exception {
        HttpTransport transport = transport(Duration.ofMinutes(1));
        CompletableFuture<AuthTokenResource> future =
                TestApi.call(transport, RequestOptions.none()).executeAsync();
        asked.await();

        transport.close();

        assertThat(failure(future)).isExactlyInstanceOf(CallCancelledException.class);
    }

    @Test
    void future_whenTheProviderAnswers_leavesNoAlarm() throws Exception {
        letGo.countDown();
        CompletableFuture<AuthTokenResource> future = TestApi.call(
                        transport(Duration.ofSeconds(3)), RequestOptions.none())
                .executeAsync();

        assertThat(failure(future))
                .isExactlyInstanceOf(RequestTimeoutException.class)
                .hasMessageContaining("POST /v1alpha/auth_tokens did not end within PT3S");
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheProviderTakesTheWholeTimeout_endsWithoutSending(Face face) {
        VirtualTime time = new VirtualTime();
        HttpTransport transport = leaks.open(
                ClientOptions.builder()
                        .credentials(() -> {
                            try {
                                time.await(new CountDownLatch(1), Duration.ofSeconds(2));
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                            return Credentials.apiKey(TestApi.KEY);
                        })
                        .baseUrl(server.url())
                        .requestTimeout(Duration.ofSeconds(2))
                        .build(),
                time,
                () -> 0.5);

        assertThatThrownBy(() -> face.call(TestApi.call(transport, RequestOptions.none())))
                .isExactlyInstanceOf(RequestTimeoutException.class)
                .hasMessage(
                        "POST /v1alpha/auth_tokens did not end within PT2S (the call's timeout, retries included), for"
                                + " supplying credentials or headers, setting up TLS, or the tries before, took that long.");
        assertThat(server.requests.availablePermits()).isZero();
    }

    /** As Kotlin can. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable, R> R sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void future_whenTheProviderThrowsWhatItShouldNot_failsWithThat() throws Exception {
        for (Throwable thrown : new Throwable[] {new AssertionError("error"), new IOException("checked")}) {
            HttpTransport transport = leaks.open(ClientOptions.builder()
                    .credentials(() -> PreparationTest.<RuntimeException, Credentials>sneaky(thrown))
                    .baseUrl(server.url())
                    .build());

            assertThat(failure(TestApi.call(transport, RequestOptions.none()).executeAsync()))
                    .isSameAs(thrown);
        }
    }

    /** What it waits in must let it go: a place in a queue is another's now. */
    @Test
    void provider_whenTheCallIsCancelled_isInterruptedAndNothingBehindIt() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        HttpTransport transport = leaks.open(ClientOptions.builder()
                .credentials(() -> {
                    asked.countDown();
                    try {
                        letGo.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return Credentials.apiKey(TestApi.KEY);
                })
                .baseUrl(server.url())
                .build());
        CompletableFuture<AuthTokenResource> future =
                TestApi.call(transport, RequestOptions.none()).executeAsync();
        asked.await();

        assertThat(future.cancel(true)).isTrue();

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void step_whenItIsOver_isNotInterruptedAnyMore() {
        InterruptibleStep step = new InterruptibleStep();

        String result = step.run(() -> {
            step.interrupt();
            return "interrupted: " + Thread.currentThread().isInterrupted();
        });

        assertThat(result).isEqualTo("interrupted: true");
        assertThat(Thread.interrupted()).isFalse();
        step.interrupt();
        assertThat(Thread.interrupted()).isFalse();
    }
}
