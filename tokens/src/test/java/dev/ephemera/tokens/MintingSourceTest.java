package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.BadRequestException;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.types.AuthToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A source that mints, against the emulator; the host's clock is 20 minutes ahead of the service's. */
@Timeout(120)
final class MintingSourceTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final TokenPolicy SHARED = TokenPolicy.builder()
            .unlimitedUses()
            .openWithin(Duration.ofMinutes(10))
            .build();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final EmulatorClock clock = EmulatorClock.virtual(NOW);
    private final GeminiEmulator emulator =
            GeminiEmulator.start(EmulatorOptions.builder().clock(clock).build());
    private Tokens tokens;

    @BeforeEach
    void open() {
        tokens = tokens(emulator.apiKey());
        tokens.create(); // which teaches it the service's clock
    }

    private Tokens tokens(String key) {
        return new HttpTokens(leaks.open(ClientOptions.builder()
                .apiKey(key)
                .baseUrl(emulator.baseUrl())
                .clock(Clock.offset(clock, Duration.ofMinutes(20)))
                .build()));
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private int minted() {
        return emulator.tokens().size() - 1;
    }

    @Test
    void get_byAThousandCallersAtOnce_mintsOnce() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<AuthToken>> blocking = new ArrayList<>();
        List<CompletableFuture<AuthToken>> async = new ArrayList<>();
        try (TokenSource source = TokenSource.minting(tokens, SHARED)) {
            for (int i = 0; i < 200; i++) {
                FutureTask<AuthToken> task = new FutureTask<>(() -> {
                    start.await();
                    return source.get();
                });
                Thread caller = new Thread(task);
                caller.setDaemon(true);
                caller.start();
                blocking.add(task);
            }
            start.countDown();
            IntStream.range(0, 800).forEach(i -> async.add(source.getAsync()));

            AuthToken token = source.get();
            for (Future<AuthToken> future : blocking) {
                assertThat(future.get(60, TimeUnit.SECONDS)).isEqualTo(token);
            }
            for (Future<AuthToken> future : async) {
                assertThat(future.get(60, TimeUnit.SECONDS)).isEqualTo(token);
            }
        }
        assertThat(minted()).isEqualTo(1);
    }

    @Test
    void get_overAWholeDay_alwaysSuppliesATokenThatOpensASessionByTheServicesClock() {
        try (TokenSource source = TokenSource.builder()
                .minting(tokens, SHARED)
                .advisoryWindow(Duration.ZERO)
                .build()) {
            for (int minute = 0; minute < 24 * 60; minute++) {
                assertThat(source.get().canOpenNewSession(clock)).isTrue();
                clock.advance(Duration.ofMinutes(1));
            }
        }
        // One token serves ten minutes: at the tenth it is over.
        assertThat(minted()).isEqualTo(144);
    }

    @Test
    void get_whenMintingFails_failsWithItsException() {
        try (TokenSource source = TokenSource.minting(tokens("AIza-a-wrong-key"), SHARED)) {
            assertThat(source.getAsync().handle((token, failure) -> failure).join())
                    .isInstanceOf(BadRequestException.class)
                    .satisfies(failure -> assertThat(Texts.of(failure)).doesNotContain("AIza-a-wrong-key"));
        }
    }

    @Test
    void get_bySingleUsePolicy_neverSuppliesATokenTwice() {
        try (TokenSource source = TokenSource.minting(tokens, TokenPolicy.singleUse())) {
            List<CompletableFuture<AuthToken>> all =
                    IntStream.range(0, 20).mapToObj(i -> source.getAsync()).toList();

            assertThat(all.stream().map(CompletableFuture::join).map(AuthToken::name))
                    .doesNotHaveDuplicates();
        }
        assertThat(minted()).isEqualTo(20);
    }
}
