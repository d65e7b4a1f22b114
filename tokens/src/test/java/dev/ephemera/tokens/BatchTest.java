package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.BadRequestException;
import dev.ephemera.transport.CallCancelledException;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.CredentialsProvider;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several tokens at a time: how many calls are under way, what becomes of each, and how a batch ends early. */
@Timeout(60)
final class BatchTest {

    private static final RequestOptions ONCE =
            RequestOptions.builder().retryPolicy(RetryPolicy.none()).build();
    private static final TokenPolicy POLICY = TokenPolicy.singleUse();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final Backend backend = new Backend();
    private HttpTransport transport;
    private Tokens tokens;

    @BeforeEach
    void open() {
        transport = transport(backend.url().resolve("/").toString());
        tokens = new HttpTokens(transport);
    }

    private HttpTransport transport(String url) {
        return leaks.open(ClientOptions.builder().apiKey("AIza").baseUrl(url).build());
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    private static MockResponse token(int number) {
        return new MockResponse.Builder()
                .body("{\"name\":\"auth_tokens/" + number + "\"}")
                .build();
    }

    private static List<String> names(List<TokenOutcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.get().name()).toList();
    }

    @Test
    void createAll_oneAtATime_keepsTheOrder() {
        IntStream.range(0, 10).forEach(i -> backend.answer(token(i)));

        assertThat(names(tokens.createAll(10, POLICY, 1, ONCE)))
                .isEqualTo(
                        IntStream.range(0, 10).mapToObj(i -> "auth_tokens/" + i).toList());
    }

    @Test
    void createAll_byDefault_hasFourCallsUnderWay() throws Exception {
        List<CountDownLatch> gates =
                IntStream.range(0, 9).mapToObj(i -> backend.later(token(i))).toList();

        CompletableFuture<List<TokenOutcome>> all = tokens.async().createAll(9, POLICY);

        for (int served = 0; served < 9; served++) {
            int expected = Math.min(9, Tokens.BATCH_PARALLELISM + served);
            Await.until("as many calls as allowed have come", () -> backend.count() == expected);
            assertThat(all).isNotDone();
            gates.get(served).countDown();
        }
        assertThat(names(all.get(20, TimeUnit.SECONDS)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 9).mapToObj(i -> "auth_tokens/" + i).toList());
    }

    @Test
    void createAll_whenSomeFail_tellsOfEachWhatBecameOfIt() {
        backend.answer(token(0));
        backend.refuse(400);
        backend.answer(token(2));

        List<TokenOutcome> outcomes = tokens.createAll(3, POLICY, 1, ONCE);

        assertThat(outcomes.get(0).get().name()).isEqualTo("auth_tokens/0");
        assertThat(outcomes.get(1).token()).isEmpty();
        assertThat(outcomes.get(1).failure()).get().isExactlyInstanceOf(BadRequestException.class);
        assertThatThrownBy(outcomes.get(1)::get)
                .isSameAs(outcomes.get(1).failure().orElseThrow());
        assertThat(outcomes.get(2).get().name()).isEqualTo("auth_tokens/2");
        assertThat(outcomes.toString()).doesNotContain("auth_tokens/");
    }

    @Test
    void createAll_whenAllFailAtOnce_settlesThousandsWithoutAnEndlessStack() {
        CompletableFuture<List<TokenOutcome>> all;
        CountDownLatch gate = backend.later(token(0));
        all = tokens.async().createAll(20_000, POLICY, 1, ONCE);
        backend.requests.acquireUninterruptibly();
        transport.close();
        gate.countDown();

        assertThat(all.join())
                .hasSize(20_000)
                .allSatisfy(outcome -> assertThat(outcome.failure()).isPresent());
    }

    @Test
    void createAll_whenCancelled_abortsWhatIsUnderWayAndMakesNoMore() throws Exception {
        try (RawServer silent = new RawServer(RawServer.Peer::awaitGone)) {
            CompletableFuture<List<TokenOutcome>> all =
                    new HttpTokens(transport(silent.url())).async().createAll(100, POLICY, 3, ONCE);
            assertThat(silent.requests.tryAcquire(3, 20, TimeUnit.SECONDS)).isTrue();

            assertThat(all.cancel(true)).isTrue();

            assertThat(silent.gone.tryAcquire(3, 20, TimeUnit.SECONDS)).isTrue();
            assertThat(silent.requests.availablePermits()).isZero();
        }
    }

    @Test
    void createAll_whenInterrupted_returnsWhatThereIsWithTheFlagSet() throws Exception {
        backend.answer(token(0));
        CountDownLatch gate = backend.later(token(1));
        AtomicReference<List<TokenOutcome>> outcomes = new AtomicReference<>();
        List<Boolean> flag = new ArrayList<>();
        Thread caller = new Thread(() -> {
            outcomes.set(tokens.createAll(4, POLICY, 1, ONCE));
            flag.add(Thread.currentThread().isInterrupted());
        });
        caller.setDaemon(true);
        caller.start();
        assertThat(backend.requests.tryAcquire(2, 20, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();
        caller.join(20_000);
        gate.countDown();

        assertThat(flag).containsExactly(true);
        assertThat(outcomes.get()).hasSize(4);
        assertThat(outcomes.get().get(0).get().name()).isEqualTo("auth_tokens/0");
        assertThat(outcomes.get().subList(1, 4))
                .allSatisfy(outcome -> assertThat(outcome.failure())
                        .get()
                        .isExactlyInstanceOf(CallCancelledException.class)
                        .extracting(Throwable::getMessage)
                        .asString()
                        .contains("cancelled"));
    }

    private Tokens asking(CredentialsProvider provider) {
        return new HttpTokens(leaks.open(ClientOptions.builder()
                .credentials(provider)
                .baseUrl(backend.url().resolve("/"))
                .build()));
    }

    @Test
    void createAll_whenTheProviderThrowsAnErrorOnTheWay_tellsItOfEach() {
        AtomicInteger asked = new AtomicInteger();
        backend.answer(token(0));
        Tokens asking = asking(() -> {
            if (asked.incrementAndGet() > 2) { // the first is for the check
                throw new AssertionError("no key");
            }
            return Credentials.apiKey("AIza");
        });

        List<TokenOutcome> outcomes = asking.createAll(10, POLICY, 1, ONCE);

        assertThat(outcomes.get(0).get().name()).isEqualTo("auth_tokens/0");
        assertThat(outcomes.subList(1, 10))
                .allSatisfy(outcome -> assertThat(outcome.failure())
                        .get()
                        .isExactlyInstanceOf(GeminiException.class)
                        .satisfies(failure -> assertThat(failure)
                                .hasMessageContaining("no key")
                                .hasCauseExactlyInstanceOf(AssertionError.class)));
    }

    @Test
    void createAll_whenTheProviderThrowsAnErrorAtOnce_failsAsAWhole() {
        Tokens asking = asking(() -> {
            throw new AssertionError("no key");
        });

        assertThatThrownBy(() -> asking.createAll(10, POLICY)).hasMessage("no key");
        assertThat(asking.async()
                        .createAll(10, POLICY)
                        .handle((all, failure) -> failure)
                        .join())
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessage("no key");
        assertThat(asking.async().create().handle((token, failure) -> failure).join())
                .isExactlyInstanceOf(AssertionError.class);
    }

    @Test
    void createAll_ofNone_sendsNothing() {
        assertThat(tokens.createAll(0, POLICY)).isEmpty();
        assertThat(tokens.async().createAll(0, POLICY).join()).isEmpty();
        assertThat(backend.count()).isZero();
    }

    @Test
    void createAll_whenItCannotWork_isRefusedAsAWhole() {
        assertThatThrownBy(() -> tokens.createAll(-1, POLICY)).hasMessage("count is -1; it must be 0 or more.");
        assertThatThrownBy(() -> tokens.createAll(1, POLICY, 0, ONCE))
                .hasMessage("parallelism is 0; it must be 1 or more.");
        assertThat(tokens.async()
                        .createAll(-1, POLICY)
                        .handle((all, failure) -> failure)
                        .join())
                .isExactlyInstanceOf(IllegalArgumentException.class);
        HttpTransport vertex =
                leaks.open(ClientOptions.builder().apiKey("AIza").vertexAi(true).build());
        assertThat(new HttpTokens(vertex)
                        .async()
                        .createAll(1, POLICY)
                        .handle((all, failure) -> failure)
                        .join())
                .isExactlyInstanceOf(UnsupportedOperationException.class);
        assertThat(backend.count()).isZero();
    }
}
