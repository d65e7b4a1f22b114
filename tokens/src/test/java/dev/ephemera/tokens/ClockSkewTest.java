package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.BadRequestException;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.ServerException;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.CreateAuthTokenConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Relative times on hosts whose clock is not the service's. */
final class ClockSkewTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final TokenPolicy POLICY = TokenPolicy.builder()
            .openWithin(Duration.ofMinutes(2))
            .ttl(Duration.ofMinutes(10))
            .build();
    private static final RequestOptions ONCE =
            RequestOptions.builder().retryPolicy(RetryPolicy.none()).build();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final GeminiEmulator emulator = GeminiEmulator.start(EmulatorOptions.builder()
            .clock(EmulatorClock.virtual(NOW))
            .addAssumptions(Assumption.PAST_TIMES_ARE_REFUSED)
            .build());

    @AfterEach
    void stop() {
        emulator.close();
    }

    /** Both faces mint alike, by a policy and without another try for failures. */
    enum Face implements BiFunction<Tokens, TokenPolicy, AuthToken> {
        BLOCKING {
            @Override
            public AuthToken apply(Tokens tokens, TokenPolicy policy) {
                return tokens.create(policy, ONCE);
            }
        },
        ASYNC {
            @Override
            public AuthToken apply(Tokens tokens, TokenPolicy policy) {
                return tokens.async().create(policy, ONCE).join();
            }
        }
    }

    private Tokens tokens(String url, Duration skew) {
        HttpTransport transport = leaks.open(ClientOptions.builder()
                .apiKey(emulator.apiKey())
                .baseUrl(url)
                .clock(Clock.fixed(NOW.plus(skew), ZoneOffset.UTC))
                .build());
        return new HttpTokens(transport);
    }

    private Tokens tokens(Duration skew) {
        return tokens(emulator.baseUrl().toString(), skew);
    }

    private void assertHolds(AuthToken token) {
        assertThat(token.newSessionExpireTime()).isEqualTo(NOW.plus(Duration.ofMinutes(2)));
        assertThat(token.expireTime()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        assertThat(emulator.tokens()).last().satisfies(issued -> {
            assertThat(issued.name()).isEqualTo(token.name());
            assertThat(issued.newSessionExpireTime()).isEqualTo(token.newSessionExpireTime());
            assertThat(issued.expireTime()).isEqualTo(token.expireTime());
        });
    }

    @ParameterizedTest
    @EnumSource
    void create_whenTheHostIsTwentyMinutesBehind_mintsAgainAfterTheRefusal(Face face) {
        Tokens tokens = tokens(Duration.ofMinutes(-20));

        assertHolds(face.apply(tokens, POLICY));

        assertThat(emulator.tokens())
                .as("the first try was refused: its times had passed")
                .hasSize(1);
        assertHolds(face.apply(tokens, POLICY));
        assertThat(emulator.tokens()).as("now the clock is known").hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void create_whenTheHostIsTwentyMinutesAhead_mintsOnceMore(Face face) {
        Tokens tokens = tokens(Duration.ofMinutes(20));

        assertHolds(face.apply(tokens, POLICY));

        assertThat(emulator.tokens()).as("the first lived 20 minutes too long").hasSize(2);
        assertThat(emulator.tokens().get(0).expireTime()).isEqualTo(NOW.plus(Duration.ofMinutes(30)));
        assertHolds(face.apply(tokens, POLICY));
        assertThat(emulator.tokens()).as("now the clock is known").hasSize(3);
        assertThat(tokens.clock().instant()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(longs = {-2, 0, 2})
    void create_whenTheClocksDifferWithinTheTolerance_mintsOnce(long seconds) {
        tokens(Duration.ofSeconds(seconds)).create(POLICY, ONCE);

        assertThat(emulator.tokens()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3, 3})
    void create_whenTheClocksDifferByMore_mintsOnceMore(long seconds) {
        assertHolds(tokens(Duration.ofSeconds(seconds)).create(POLICY, ONCE));

        assertThat(emulator.tokens()).hasSize(2);
    }

    @Test
    void create_whenThePolicyLeavesTheTimesToTheService_needsNoClock() {
        AuthToken token = tokens(Duration.ofMinutes(20)).create(TokenPolicy.singleUse(), ONCE);

        assertThat(emulator.tokens()).hasSize(1);
        assertThat(token.expireTime()).isEqualTo(NOW.plus(Duration.ofMinutes(30)));
        assertThat(token.newSessionExpireTime()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void create_whenTimesAreAbsolute_sendsThemAsGiven() {
        AuthToken token = tokens(Duration.ofMinutes(20)).create(c -> c.expireTime(NOW.plus(Duration.ofMinutes(50))));

        assertThat(token.expireTime()).isEqualTo(NOW.plus(Duration.ofMinutes(50)));
        assertThat(emulator.tokens()).hasSize(1);
        // 19 h 50 min by the wrong clock, and 20 h 10 min by the service's, which is known after its first good answer
        Tokens wrong = tokens(Duration.ofMinutes(20));
        assertThatThrownBy(() -> wrong.create(c -> c.expireTime(NOW.plus(Duration.ofMinutes(20 * 60 + 10)))))
                .isInstanceOf(BadRequestException.class);
        wrong.create();
        assertThatThrownBy(() -> wrong.create(c -> c.expireTime(NOW.plus(Duration.ofMinutes(20 * 60 + 10)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("less than 20 hours ahead");
    }

    /** A clock whose time passes while the service answers. */
    private static final class PassingClock extends Clock {

        private volatile Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    @ParameterizedTest
    @EnumSource
    void create_whenTheAnswerIsSlow_isNoSkew(Face face) {
        PassingClock clock = new PassingClock();
        try (Backend backend = new Backend()) {
            backend.answer(() -> {
                clock.now = NOW.plusMillis(2_500);
                return new MockResponse.Builder()
                        .addHeader("Date", "Tue, 01 Jan 2030 00:00:00 GMT")
                        .body("{\"name\":\"auth_tokens/1\"}")
                        .build();
            });
            Tokens tokens = new HttpTokens(leaks.open(ClientOptions.builder()
                    .apiKey("AIza")
                    .baseUrl(backend.url().resolve("/"))
                    .clock(clock)
                    .build()));

            assertThat(face.apply(tokens, POLICY).name()).isEqualTo("auth_tokens/1");

            assertThat(backend.count()).isEqualTo(1);
            assertThat(tokens.clock().instant()).isEqualTo(NOW.plusMillis(2_500));
        }
    }

    @Test
    void create_whenARefusalHadAWrongDate_stillTakesAbsoluteTimes() {
        try (Backend backend = new Backend()) {
            backend.answer(new MockResponse.Builder()
                    .code(502)
                    .addHeader("Date", "Tue, 01 Jan 2030 03:00:00 GMT")
                    .build());
            backend.json("{\"name\":\"auth_tokens/1\"}");
            Tokens tokens = tokens(backend.url().resolve("/").toString(), Duration.ZERO);
            assertThatThrownBy(
                            () -> tokens.create(CreateAuthTokenConfig.builder().build(), ONCE))
                    .isInstanceOf(ServerException.class);

            assertThat(tokens.create(c -> c.expireTime(NOW.plus(Duration.ofMinutes(30))))
                            .name())
                    .isEqualTo("auth_tokens/1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void create_whenTheServiceKeepsRefusing_triesTwiceAndTellsBothRefusals(Face face) throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            for (int i = 1; i <= 3; i++) {
                server.enqueue(new MockResponse.Builder()
                        .code(400)
                        .addHeader("Date", "Tue, 01 Jan 2030 0" + i + ":00:00 GMT")
                        .build());
            }
            Tokens tokens = tokens(server.url("/").toString(), Duration.ZERO);

            assertThatThrownBy(() -> {
                        try {
                            face.apply(tokens, POLICY);
                        } catch (java.util.concurrent.CompletionException e) {
                            throw e.getCause();
                        }
                    })
                    .isInstanceOf(BadRequestException.class)
                    .satisfies(
                            e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(BadRequestException.class));
            assertThat(server.getRequestCount()).isEqualTo(2);
        }
    }

    @Test
    void create_whenTheServersClockJumpsAgain_takesTheSecondToken() throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            for (int i = 1; i <= 3; i++) {
                server.enqueue(new MockResponse.Builder()
                        .addHeader("Date", "Tue, 01 Jan 2030 0" + i + ":00:00 GMT")
                        .body("{\"name\":\"auth_tokens/" + i + "\"}")
                        .build());
            }

            AuthToken token = tokens(server.url("/").toString(), Duration.ZERO).create(POLICY);

            assertThat(token.name()).isEqualTo("auth_tokens/2");
            assertThat(server.getRequestCount()).isEqualTo(2);
        }
    }

    @Test
    void create_whenASkewedAnswerIsFollowedByFailures_tellsThatATokenWasPutAside() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .addHeader("Date", "Tue, 01 Jan 2030 00:20:00 GMT")
                    .body("{\"name\":\"auth_tokens/secret-that-was-put-aside\"}")
                    .build());
            server.enqueue(new MockResponse.Builder().code(403).build());

            CompletableFuture<AuthToken> future =
                    tokens(server.url("/").toString(), Duration.ZERO).async().create(POLICY);

            assertThat(future.handle((token, failure) -> failure).get(20, TimeUnit.SECONDS))
                    .hasMessageContaining("403")
                    .satisfies(
                            failure -> assertThat(failure.getSuppressed())
                                    .singleElement()
                                    .satisfies(
                                            before -> assertThat(before)
                                                    .hasMessage(
                                                            "A token was put aside: its relative times were off by PT20M by the service's clock.")));
        }
    }
}
