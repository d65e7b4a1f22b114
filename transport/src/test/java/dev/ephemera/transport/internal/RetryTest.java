package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.BadRequestException;
import dev.ephemera.transport.CallCancelledException;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.RateLimitException;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.ServerException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The waits between tries, in virtual time; the random part is always half. */
final class RetryTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final RetryPolicy FOUR = RetryPolicy.builder()
            .maxAttempts(4)
            .initialDelay(Duration.ofSeconds(1))
            .maxDelay(Duration.ofSeconds(3))
            .build();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final MockWebServer server = new MockWebServer();
    private final VirtualTime time = new VirtualTime();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpTransport transport() {
        ClientOptions options = TestApi.options(server.url("/").toString())
                .retryPolicy(FOUR)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .build();
        return leaks.open(options, time, () -> 0.5);
    }

    private void refuse(int code, String... retryAfter) {
        MockResponse.Builder response = new MockResponse.Builder().code(code);
        for (String value : retryAfter) {
            response.addHeader("Retry-After", value);
        }
        server.enqueue(response.build());
    }

    private void succeed() {
        server.enqueue(
                new MockResponse.Builder().body("{\"name\":\"auth_tokens/1\"}").build());
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheServerRecovers_succeedsAfterGrowingWaits(Face face) {
        refuse(500);
        refuse(502);
        refuse(504);
        succeed();
        try (HttpTransport transport = transport()) {
            assertThat(face.call(TestApi.call(transport, RequestOptions.none())).name())
                    .contains("auth_tokens/1");
        }
        // Half of 1 s, 2 s, and 3 s, where the growth is cut.
        assertThat(time.waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(1500));
    }

    @ParameterizedTest
    @EnumSource
    void call_whenNothingHelps_raisesTheLastFailureWithoutAnotherWait(Face face) {
        for (int code : List.of(408, 429, 500, 503)) {
            refuse(code);
        }
        try (HttpTransport transport = transport()) {
            assertThatThrownBy(() -> face.call(TestApi.call(transport, RequestOptions.none())))
                    .isInstanceOf(ServerException.class);
        }
        assertThat(time.waits).hasSize(3);
        assertThat(server.getRequestCount()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheServerNamesTheWait_waitsAsLong(Face face) {
        refuse(429, "7");
        refuse(503, "0");
        refuse(503, "Tue, 01 Jan 2030 00:00:09 GMT");
        succeed();
        try (HttpTransport transport = transport()) {
            face.call(TestApi.call(transport, RequestOptions.none()));
        }
        assertThat(time.waits).containsExactly(Duration.ofSeconds(7), Duration.ZERO, Duration.ofSeconds(9));
        assertThat(server.getRequestCount()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void call_whenRetryInfoNamesTheWait_waitsAsLong(Face face) {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .body(
                        "{\"error\":{\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"2.5s\"}]}}")
                .build());
        succeed();
        try (HttpTransport transport = transport()) {
            face.call(TestApi.call(transport, RequestOptions.none()));
        }
        assertThat(time.waits).containsExactly(Duration.ofMillis(2500));
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheWaitDoesNotFitIntoTheTimeout_failsAtOnce(Face face) {
        refuse(429, "61");
        try (HttpTransport transport = transport()) {
            assertThatThrownBy(() -> face.call(TestApi.call(transport, RequestOptions.none())))
                    .isInstanceOfSatisfying(
                            RateLimitException.class,
                            limited -> assertThat(limited.retryAfter()).contains(Duration.ofSeconds(61)));
        }
        assertThat(time.waits).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void call_whenARetryCannotHelp_isMadeOnce(Face face) {
        refuse(400);
        try (HttpTransport transport = transport()) {
            assertThatThrownBy(() -> face.call(TestApi.call(transport, RequestOptions.none())));
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(time.waits).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void call_whenNobodyListens_isTriedAgain(Face face) {
        server.close();
        try (HttpTransport transport = transport()) {
            assertThatThrownBy(() -> face.call(TestApi.call(transport, RequestOptions.none())))
                    .isInstanceOf(NetworkException.class);
        }
        assertThat(time.waits).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTimeRunsOutBetweenTries_endsWithinIt(Face face) {
        for (int i = 0; i < 4; i++) {
            refuse(503, "20");
        }
        try (HttpTransport transport = transport()) {
            assertThatThrownBy(() -> face.call(TestApi.call(transport, RequestOptions.none())))
                    .isInstanceOf(ServerException.class);
        }
        // 60 s are left, 40 s, 20 s: the third wait would use up all of it.
        assertThat(time.waits).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheWaitMakesNoSense_takesOurOwn(Face face) {
        refuse(503, "soon");
        refuse(503, "Tue, 01 Jan 2030");
        refuse(503, "");
        succeed();
        try (HttpTransport transport = transport()) {
            face.call(TestApi.call(transport, RequestOptions.none()));
        }
        assertThat(time.waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(1500));
    }

    @ParameterizedTest
    @EnumSource
    void call_whenTheNamedTimeHasPassed_waitsNoMore(Face face) {
        refuse(503, "-5");
        refuse(503, "Mon, 31 Dec 2029 00:00:00 GMT");
        refuse(503, "1.5");
        succeed();
        try (HttpTransport transport = transport()) {
            face.call(TestApi.call(transport, RequestOptions.none()));
        }
        assertThat(time.waits).containsExactly(Duration.ZERO, Duration.ZERO, Duration.ofMillis(1500));
    }

    @ParameterizedTest
    @EnumSource
    void call_whenSeveralTriesFail_keepsTheEarlierFailures(Face face) {
        refuse(500);
        refuse(502);
        refuse(400);
        try (HttpTransport transport = transport()) {
            assertThatThrownBy(() -> face.call(TestApi.call(transport, RequestOptions.none())))
                    .isInstanceOf(BadRequestException.class)
                    .satisfies(last -> assertThat(last.getSuppressed())
                            .singleElement()
                            .satisfies(second -> assertThat(second.getSuppressed())
                                    .singleElement()
                                    .satisfies(first -> assertThat(first).hasMessageContaining("500"))));
        }
    }

    @Test
    void execute_whenItTriesAgain_logsAtDebugWithoutTheKey() {
        refuse(500);
        server.enqueue(new MockResponse.Builder().code(503).body(TestApi.KEY).build());
        succeed();
        List<String> lines = new ArrayList<>();
        Logger logger = Logger.getLogger("dev.ephemera.transport");
        Handler handler = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
            }
        };
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        try (HttpTransport transport = transport()) {
            TestApi.call(transport, RequestOptions.none()).execute();
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("FINE Try ").doesNotContain(TestApi.KEY));
    }

    @Test
    void execute_whenInterruptedInAWait_endsWithTheFlagSet() {
        refuse(500);
        time.interruptNextWait();
        try (HttpTransport transport = transport()) {
            assertThatThrownBy(
                            () -> TestApi.call(transport, RequestOptions.none()).execute())
                    .isInstanceOf(CallCancelledException.class)
                    .hasMessageContaining(
                            "Interrupted while waiting for the next try after: POST /v1alpha/auth_tokens");
        }
        assertThat(Thread.interrupted()).isTrue();
    }
}
