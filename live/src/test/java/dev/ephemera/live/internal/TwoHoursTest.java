package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.IssuedToken;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.LiveTools;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.tokens.TokenEndpoint;
import dev.ephemera.tokens.TokenPolicy;
import dev.ephemera.tokens.TokenSource;
import dev.ephemera.tokens.Tokens;
import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.ContextWindowCompressionConfig;
import dev.ephemera.types.FunctionDeclaration;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import dev.ephemera.types.SlidingWindow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two hours of talk in one session, by the emulator's clock, in which every connection is cut after ten minutes and the network fails
 * every seventeen. The only credentials are tokens for one session that has to begin within a minute. What is printed depends on the
 * machine only where it says seconds, bytes, or messages that were sent again.
 */
@Timeout(300)
final class TwoHoursTest {

    private static final String MODEL = "gemini-2.0-flash-live-001";
    private static final Duration LENGTH = Duration.ofHours(2);
    private static final Duration BETWEEN_TEXTS = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOSSES = Duration.ofMinutes(17);
    private static final Duration BETWEEN_SAMPLES = Duration.ofMinutes(5);
    private static final Duration UNTIL_GO_AWAY = Duration.ofMinutes(9);
    private static final Duration UNTIL_MARGIN = Duration.ofSeconds(40);
    private static final List<Duration> BACKOFFS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /**
     * How many objects of the client's there may be more from one third to the next: the transcript remembers each text and its answer,
     * which are not yet too many for it here, and the ears each reconnect. The emulator remembers all that it was told.
     */
    private static final long TOLERATED_OBJECTS = 300;

    private static final long TOLERATED_BYTES = 512 << 10;

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final EmulatorClock clock = EmulatorClock.virtual(Instant.parse("2030-01-01T00:00:00Z"));
    private final EmulatorTime time = new EmulatorTime(clock);
    private final GeminiEmulator emulator = GeminiEmulator.start(EmulatorOptions.builder()
            .clock(clock)
            .addAssumptions(Assumption.RESUMPTION_NEEDS_TIME_TO_START) // each connection takes a token of its own
            .resumptionLifetime(Duration.ofMinutes(10))
            .keptMessages(0) // what grows is to be the client
            .build());

    private final Tally tally = new Tally();
    private final AtomicInteger fetched = new AtomicInteger();
    private Ears ears;
    private int texts;
    private int toolTexts;
    private int cuts;
    private int losses;

    @AfterEach
    void stop() {
        emulator.close();
    }

    /** A function that counts how often it runs, and can be held up. */
    private static final class Tally {

        private final AtomicInteger runs = new AtomicInteger();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        void hold() {
            gate = new CountDownLatch(1);
        }

        void release() {
            gate.countDown();
        }

        int run() throws InterruptedException {
            int number = runs.incrementAndGet();
            assertThat(gate.await(60, TimeUnit.SECONDS)).isTrue();
            return number;
        }
    }

    /** A backend of one address, which mints a token for whoever asks. */
    private HttpServer backend(Tokens tokens) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TokenPolicy policy =
                TokenPolicy.builder().uses(1).openWithin(Duration.ofMinutes(1)).build();
        server.createContext("/token", exchange -> {
            AuthToken token = tokens.create(policy);
            fetched.incrementAndGet();
            answer(
                    exchange,
                    "{\"token\":\"%s\",\"uses\":1,\"newSessionExpireTime\":\"%s\",\"expireTime\":\"%s\"}"
                            .formatted(token.name(), token.newSessionExpireTime(), token.expireTime()));
        });
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void session_inTwoHoursOfCutsAndLosses_answersEachTextOnceAndRunsEachFunctionOnce() throws Exception {
        long begun = System.nanoTime();
        HttpServer backend = backend(new HttpTokens(leaks.open(ClientOptions.builder()
                .apiKey(emulator.apiKey())
                .baseUrl(emulator.baseUrl())
                .clock(clock)
                .build())));
        URI address = URI.create("http://127.0.0.1:" + backend.getAddress().getPort() + "/token");
        try (TokenSource source = TokenSource.builder()
                        .endpoint(TokenEndpoint.builder(address).build())
                        .clock(clock)
                        .build();
                WebSocketLive live = new WebSocketLive(leaks.open(
                        ClientOptions.builder()
                                .credentials(source.credentials())
                                .baseUrl(emulator.baseUrl())
                                .clock(clock)
                                .build(),
                        time,
                        () -> 0.5))) {
            LiveSession session = live.connect(MODEL, config(), options());
            ears = new Ears(session);
            Thread listening = new Thread(ears, "listening");
            listening.start();

            HeapSamples samples = talk(session);

            assertThat(session.state()).isEqualTo(SessionState.OPEN);
            session.close();
            listening.join();
            HeapSamples.Growth growth = samples.growth();
            report(growth, (System.nanoTime() - begun) / 1e9);
            check(growth);
        } finally {
            backend.stop(0);
        }
    }

    private static LiveConnectConfig config() {
        return LiveConnectConfig.builder()
                .addResponseModalities(Modality.TEXT)
                .contextWindowCompression(ContextWindowCompressionConfig.builder()
                        .triggerTokens(400)
                        .slidingWindow(SlidingWindow.builder().targetTokens(200).build())
                        .build())
                .build();
    }

    private SessionOptions options() {
        return SessionOptions.builder()
                .pingInterval(Duration.ZERO) // in a time that jumps every peer seems silent
                .reconnect(ReconnectPolicy.always().toBuilder()
                        .retries(RetryPolicy.builder()
                                .maxAttempts(5)
                                .initialDelay(Duration.ofSeconds(2)) // half of it by this test's randomness
                                .maxDelay(Duration.ofSeconds(8))
                                .build())
                        .build())
                .tools(LiveTools.builder()
                        .function(FunctionDeclaration.builder().name("tally").build(), call -> tally.run())
                        .timeout(Duration.ofMinutes(5))
                        .build())
                .build();
    }

    /** Talks for two hours, and tells how much memory was in use from time to time. */
    private HeapSamples talk(LiveSession session) {
        HeapSamples samples = new HeapSamples((int) LENGTH.dividedBy(BETWEEN_SAMPLES));
        Instant end = clock.instant().plus(LENGTH);
        Instant text = clock.instant();
        Instant loss = clock.instant().plus(BETWEEN_LOSSES);
        Instant sample = clock.instant().plus(BETWEEN_SAMPLES);
        while (clock.instant().isBefore(end)) {
            Instant cut = current().openedAt().plus(UNTIL_GO_AWAY).minus(MOMENT);
            Instant next = List.of(text, loss, sample, cut).stream()
                    .min(Instant::compareTo)
                    .orElseThrow();
            if (next.isAfter(clock.instant())) {
                time.advanceTo(next);
            }
            if (next.equals(cut)) {
                cut(session, cuts++ % 3);
            } else if (next.equals(loss)) {
                lose(session, losses++ % 3);
                loss = loss.plus(BETWEEN_LOSSES);
            } else if (next.equals(sample)) {
                samples.take();
                sample = sample.plus(BETWEEN_SAMPLES);
            } else {
                ask(session);
                text = text.plus(BETWEEN_TEXTS);
            }
        }
        return samples;
    }

    private EmulatedSession current() {
        List<EmulatedSession> sessions = emulator.sessions();
        return sessions.get(sessions.size() - 1);
    }

    private void ask(LiveSession session) {
        int before = ears.turns();
        say(session);
        awaitAnswer(before);
    }

    private void say(LiveSession session) {
        session.sendText("text " + ++texts + ".");
    }

    /** The model has answered, and there is a handle for that. */
    private void awaitAnswer(int before) {
        await("an answer", () -> ears.turns() == before + 1);
        await(
                "a handle behind it",
                () -> ears.handles() >= ears.turns() + ears.reconnections().size() + 1);
    }

    private void await(String what, BooleanSupplier condition) {
        try {
            Await.until(what, () -> ears.isOver() || condition.getAsBoolean());
        } catch (AssertionError e) {
            throw new AssertionError(what + " did not come at " + clock + " after " + texts + " texts; " + ears, e);
        }
        assertThat(ears.isOver()).as(() -> what + ": " + ears).isFalse();
    }

    /** Has a function called, and returns as soon as it runs. */
    private void call(LiveSession session) {
        tally.hold();
        int before = tally.runs.get();
        session.sendText("Please tally, number " + ++toolTexts);
        Await.until("the function runs", () -> tally.runs.get() == before + 1);
    }

    private void awaitReconnected(LiveSession session, int before) {
        await("the session goes on", () -> ears.reconnections().size() == before + 1);
        await("it is open", () -> session.state() == SessionState.OPEN);
    }

    /** The service ends the connection: announced in a quiet moment, announced while a function runs, or without a word. */
    private void cut(LiveSession session, int how) {
        int before = ears.reconnections().size();
        int turns = ears.turns();
        switch (how) {
            case 0 -> {
                time.advance(MOMENT); // goAway
                awaitReconnected(session, before);
            }
            case 1 -> {
                call(session);
                time.advance(MOMENT);
                Instant margin = clock.instant().plus(UNTIL_MARGIN);
                await("the end is known to come", () -> time.isDueAt(margin));
                assertThat(ears.reconnections().size()).isEqualTo(before);
                time.advance(UNTIL_MARGIN);
                awaitReconnected(session, before);
                tally.release();
                awaitAnswer(turns);
            }
            default -> {
                current().close(1008, "The operation was aborted.");
                awaitReconnected(session, before);
            }
        }
    }

    /** The network fails: just when a text was sent, while a function runs, or in a quiet moment, and stays away for a while. */
    private void lose(LiveSession session, int how) {
        int before = ears.reconnections().size();
        int turns = ears.turns();
        switch (how) {
            case 0 -> {
                say(session);
                current().inject(Fault.reset());
                awaitReconnected(session, before);
                awaitAnswer(turns);
            }
            case 1 -> {
                call(session);
                current().inject(Fault.reset());
                awaitReconnected(session, before);
                tally.release();
                awaitAnswer(turns);
            }
            default -> {
                emulator.faults().next(BACKOFFS.size(), Fault.reset().onLive());
                current().inject(Fault.reset());
                for (Duration backoff : BACKOFFS) {
                    Instant next = clock.instant().plus(backoff);
                    await("the next attempt is due", () -> time.isDueAt(next));
                    time.advance(backoff);
                }
                awaitReconnected(session, before);
            }
        }
    }

    private void report(HeapSamples.Growth growth, double seconds) {
        Duration longest = ears.reconnections().stream()
                .map(LiveEvent.Reconnected::gap)
                .max(Duration::compareTo)
                .orElseThrow();
        System.out.printf(
                "TwoHoursTest: %s in %.1f s: %d cuts, %d hand-overs, %d losses, %d connections, %d tokens fetched, %d messages sent again,"
                        + " %d states restored, longest gap %s, %d texts, %d answers, %d calls, %d runs, %d turns lost;"
                        + " the heap grows by %s%n",
                LENGTH,
                seconds,
                cuts,
                ears.count(SessionEnd.Kind.MOVED),
                losses,
                emulator.sessions().size(),
                fetched.get(),
                ears.reconnections().stream()
                        .mapToInt(LiveEvent.Reconnected::resentMessages)
                        .sum(),
                ears.reconnections().stream()
                        .filter(LiveEvent.Reconnected::stateRestored)
                        .count(),
                longest,
                texts + toolTexts,
                ears.turns(),
                toolTexts,
                tally.runs.get(),
                ears.lostTurns(),
                growth);
    }

    private void check(HeapSamples.Growth growth) {
        assertThat(ears.strange()).isEmpty();
        assertThat(ears.answered()).as("texts answered").isEqualTo(texts);
        assertThat(ears.results()).as("results of calls").hasSize(toolTexts).doesNotHaveDuplicates();
        assertThat(tally.runs).as("runs of the function").hasValue(toolTexts);
        assertThat(losses).isEqualTo(7);
        assertThat(cuts).isGreaterThanOrEqualTo(6);
        assertThat(ears.reconnections()).hasSize(cuts + losses).allSatisfy(reconnected -> {
            assertThat(reconnected.stateRestored()).isTrue();
            assertThat(reconnected.forgottenMessages()).isZero();
        });
        assertThat(ears.reconnections())
                .extracting(LiveEvent.Reconnected::gap)
                .filteredOn(gap -> !gap.isZero())
                .as("gaps while the network was away")
                .hasSize(losses / 3)
                .containsOnly(BACKOFFS.stream().reduce(Duration.ZERO, Duration::plus));
        assertThat(ears.count(SessionEnd.Kind.CONNECTION_LOST)).isEqualTo(losses);
        assertThat(ears.count(SessionEnd.Kind.CLOSED_BY_SERVICE)).isEqualTo(cuts / 3);
        assertThat(ears.count(SessionEnd.Kind.MOVED)).isEqualTo(cuts - cuts / 3);
        assertThat(emulator.sessions()).hasSize(1 + cuts + losses);
        int failed = BACKOFFS.size() * (losses / 3);
        assertThat(fetched).as("tokens, one for each attempt").hasValue(1 + cuts + losses + failed);
        assertThat(emulator.tokens())
                .hasSize(fetched.get())
                .extracting(IssuedToken::uses)
                .containsOnly(1);
        assertThat(growth.objects())
                .doesNotContainKeys(
                        LiveConnection.class.getName(), "dev.ephemera.transport.internal.websocket.Connection");
        assertThat(growth.clientObjects()).as("%s", growth).isLessThanOrEqualTo(TOLERATED_OBJECTS);
        assertThat(growth.bytes()).as("%s", growth).isLessThanOrEqualTo(TOLERATED_BYTES);
    }
}
