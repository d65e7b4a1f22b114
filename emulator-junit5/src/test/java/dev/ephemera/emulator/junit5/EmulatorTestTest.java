package dev.ephemera.emulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.ephemera.GeminiClient;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorListener;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.junit5.internal.EmulatorLifecycle;
import dev.ephemera.emulator.script.Script;
import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionState;
import dev.ephemera.tokens.TokenPolicy;
import dev.ephemera.types.AuthToken;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What tests get, and how those end that leave something behind; the tests inside are run by the tests outside. */
final class EmulatorTestTest {

    /** Runs a class; returns the message with which each of its tests failed, if it did. */
    private static List<String> failures(Class<?> tests, int expectedTests) {
        var run = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .testEvents();
        assertThat(run.finished().count()).isEqualTo(expectedTests);
        return run.failed().stream().map(EmulatorTestTest::message).toList();
    }

    private static String message(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .map(Throwable::getMessage)
                .orElse("");
    }

    @EmulatorTest(virtualTime = true)
    static class Annotated {

        private GeminiEmulator before;

        @BeforeEach
        void meet(GeminiEmulator emulator) {
            before = emulator;
        }

        @Test
        void parameters_areThoseOfOneEmulator(GeminiEmulator emulator, GeminiClient client, EmulatorClock clock) {
            assertThat(before).isSameAs(emulator);
            assertThat(emulator.clock()).isSameAs(clock);
            assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(client.tokens().create().expireTime()).isEqualTo(Instant.parse("2026-01-01T00:30:00Z"));
            assertThat(emulator.tokens()).hasSize(1);
        }

        @Test
        void time_whenMoved_isTheClientsToo(GeminiClient client, EmulatorClock clock) {
            AuthToken token = client.tokens()
                    .create(TokenPolicy.builder()
                            .openWithin(Duration.ofMinutes(1))
                            .build());
            assertThat(token.canOpenNewSession(clock)).isTrue();
            clock.advance(Duration.ofMinutes(2));
            assertThat(token.canOpenNewSession(clock)).isFalse();
        }

        @Test
        @EmulatorTest(tls = true)
        void tls_isTrustedByTheClient(GeminiEmulator emulator, GeminiClient client) {
            assertThat(emulator.baseUrl()).hasScheme("https");
            try (LiveSession session = client.live().connect("m")) {
                assertThat(session.state()).isEqualTo(SessionState.OPEN);
            }
        }

        @Nested
        class Inside {

            @Test
            @EmulatorTest(deniedModels = "gone")
            void method_goesBeforeItsClass(GeminiClient client, EmulatorClock clock) {
                assertThat(clock.isVirtual()).isFalse();
                assertThatThrownBy(() -> client.live().connect("gone")).isInstanceOf(LiveConnectException.class);
            }

            @Test
            void nested_hasWhatTheClassAroundItSays(EmulatorClock clock) {
                assertThat(clock.isVirtual()).isTrue();
            }
        }
    }

    @Test
    void annotation_givesEachTestItsEmulator() {
        assertThat(failures(Annotated.class, 5)).isEmpty();
    }

    static class Registered {

        @RegisterExtension
        final EmulatorExtension emulated =
                EmulatorExtension.with(options -> options.clock(EmulatorClock.virtual(Instant.EPOCH)));

        @Test
        void fields_serveTheRunningTest(GeminiEmulator emulator, GeminiClient client) {
            assertThat(emulated.emulator()).isSameAs(emulator);
            assertThat(emulated.client()).isSameAs(client);
            assertThat(emulator.clock().instant()).isEqualTo(Instant.EPOCH);
            try (LiveSession session = client.live().connect("m")) {
                assertThat(session.state()).isEqualTo(SessionState.OPEN);
            }
        }
    }

    @Test
    void extension_givesEachTestItsEmulator() {
        assertThat(failures(Registered.class, 1)).isEmpty();
    }

    @Test
    void extension_whenNoTestRuns_saysSo() {
        assertThatThrownBy(EmulatorExtension.create()::emulator)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No test is running");
    }

    @EmulatorTest
    static class LeavesASession {

        @Test
        void session_staysOpen(GeminiClient client) {
            LiveSession unused = client.live().connect("m");
        }

        @Test
        @EmulatorTest(mayLeave = Leftover.OPEN_SESSIONS)
        void session_mayStayOpen(GeminiClient client) {
            LiveSession unused = client.live().connect("m");
        }
    }

    static class LeavesARecordedSession {

        static GeminiEmulator upstream;

        @RegisterExtension
        final EmulatorExtension recorder = EmulatorExtension.with(
                options -> options.upstream(upstream.baseUrl()).upstreamKey(upstream.apiKey()));

        @Test
        void session_staysOpen(GeminiClient client) {
            LiveSession unused = client.live().connect("m");
        }
    }

    @Test
    void test_whenItLeavesARecordedSession_fails() {
        EmulatorOptions another = EmulatorOptions.builder().apiKey("another").build();
        try (GeminiEmulator upstream = GeminiEmulator.start(another)) {
            LeavesARecordedSession.upstream = upstream;
            assertThat(failures(LeavesARecordedSession.class, 1))
                    .singleElement()
                    .asString()
                    .startsWith("The test leaves behind sessions that nobody has closed: EmulatedSession{1");
        }
    }

    @Test
    void test_whenItLeavesASession_fails() {
        assertThat(failures(LeavesASession.class, 2))
                .singleElement()
                .asString()
                .startsWith("The test leaves behind sessions that nobody has closed: EmulatedSession{")
                .endsWith("Close what it opened, or say that it may (mayLeave).");
    }

    @EmulatorTest(scripts = "greeting.yaml")
    static class Scripted {

        @Test
        void session_playsTheScript(GeminiClient client) {
            assertThat(firstWords(client, "Hello")).isEqualTo("Hello yourself");
        }

        @Test
        void message_thatNothingMatches_isLeftBehind(GeminiClient client) {
            assertThat(firstWords(client, "Good evening")).isEmpty();
        }

        private static String firstWords(GeminiClient client, String said) {
            try (LiveSession session = client.live().connect("m")) {
                session.sendText(said);
                for (LiveEvent event : session.events()) {
                    if (event instanceof LiveEvent.Text text) {
                        return text.text();
                    }
                }
                return "";
            }
        }
    }

    @Test
    void test_whenAMessageIsUnmatched_failsWithWhatCameNearest() {
        assertThat(failures(Scripted.class, 2))
                .singleElement()
                .asString()
                .contains("messages that no expectation matched: ")
                .contains("Good evening")
                .contains("Hello");
    }

    static class LeavesThreads {

        @RegisterExtension
        static final EmulatorExtension EMULATED = EmulatorExtension.create();

        private final CountDownLatch over = new CountDownLatch(1);
        private GeminiEmulator second;
        private Thread thread;

        @Test
        void emulator_ofItsOwnRunsOn() {
            second = GeminiEmulator.start(EmulatorOptions.builder().build());
        }

        @Test
        void thread_ofItsOwnRunsOn() {
            thread = new Thread(this::waitUntilOver, "a thread left behind");
            thread.start();
        }

        private void waitUntilOver() {
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        static final class Cleanup implements AfterEachCallback {

            @Override
            public void afterEach(ExtensionContext context) throws Exception {
                LeavesThreads test = (LeavesThreads) context.getRequiredTestInstance();
                test.over.countDown();
                if (test.second != null) {
                    test.second.close();
                }
                if (test.thread != null) {
                    test.thread.join();
                }
            }
        }
    }

    @ExtendWith(LeavesThreads.Cleanup.class)
    static class LeavesThreadsAndCleansUp extends LeavesThreads {}

    @Test
    void test_whenItLeavesThreads_fails() {
        assertThat(failures(LeavesThreadsAndCleansUp.class, 2))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message).contains("threads that still run: "))
                .anySatisfy(message -> assertThat(message).contains("a thread left behind"))
                .anySatisfy(message -> assertThat(message).contains("ephemera-emulator"));
    }

    static class BesideAnOlderEmulator {

        @RegisterExtension
        static final EmulatorExtension EMULATED = EmulatorExtension.create();

        private static GeminiEmulator older;

        @BeforeAll
        static void start() {
            older = GeminiEmulator.start(
                    EmulatorOptions.builder().controlPort(0).build());
        }

        @AfterAll
        static void close() {
            older.close();
        }

        @Test
        void older_takesMoreThreads() throws InterruptedException {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            CyclicBarrier together = new CyclicBarrier(6);
            CountDownLatch met = new CountDownLatch(together.getParties());
            EmulatorListener meeting = new EmulatorListener() {
                @Override
                public void opened(EmulatedSession session) {
                    meet(together);
                    met.countDown();
                }
            };
            try (var unused = older.listen(meeting)) {
                Stream.generate(() -> connect(older))
                        .limit(together.getParties())
                        .toList()
                        .forEach(connected -> connected.join().abort());
                assertThat(met.await(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .as("threads that came during the test")
                    .anyMatch(thread ->
                            !before.contains(thread) && thread.getName().startsWith("ephemera-emulator-"));
        }

        private static CompletableFuture<WebSocket> connect(GeminiEmulator emulator) {
            URI url = URI.create("ws://" + emulator.baseUrl().getAuthority()
                    + "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent");
            return HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(url, new WebSocket.Listener() {});
        }

        /** Each of the emulator's threads waits here for the others, so that it needs as many. */
        private static void meet(CyclicBarrier together) {
            try {
                together.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                throw new AssertionError(alone);
            }
        }
    }

    @Test
    void threads_ofAnEmulatorThatIsOlderThanTheTest_areNotLeftBehind() {
        assertThat(failures(BesideAnOlderEmulator.class, 1)).isEmpty();
    }

    @EmulatorTest(deniedModels = "gone")
    static class Twice {

        @RegisterExtension
        final EmulatorExtension emulated = EmulatorExtension.create();

        @Test
        void emulator_isWhich(GeminiEmulator emulator) {
            assertThat(emulator).isNotNull();
        }
    }

    static class TwoRegistered {

        @RegisterExtension
        final EmulatorExtension one = EmulatorExtension.create();

        @RegisterExtension
        final EmulatorExtension another = EmulatorExtension.create();

        @Test
        void emulator_isWhich() {
            assertThat(one.emulator()).isSameAs(another.emulator());
        }
    }

    @Test
    void test_withTwoEmulators_isRefusedByName() {
        assertThat(failures(Twice.class, 1))
                .containsExactly(
                        "The test emulator_isWhich(GeminiEmulator) is given two emulators, one by @EmulatorTest"
                                + " and one by an EmulatorExtension that is registered; keep one of them.");
        assertThat(failures(TwoRegistered.class, 1))
                .containsExactly(
                        "The test emulator_isWhich() is given two emulators, one by an EmulatorExtension that is"
                                + " registered and one by an EmulatorExtension that is registered; keep one of them.");
    }

    @EmulatorTest(virtualTime = true)
    static class Misused {

        @Test
        @EmulatorTest(startsAt = "2031-01-01T00:00:00Z")
        void start_ofNoVirtualTime() {}

        @Test
        @EmulatorTest(virtualTime = true, startsAt = "2031-01-01")
        void start_thatIsNoInstant() {}

        @Test
        @EmulatorTest(virtualTime = true, startsAt = "+10000-01-01T00:00:00Z")
        void start_afterTheEndOfTime() {}

        @Test
        @EmulatorTest(scripts = "empty.yaml")
        void script_thatIsEmpty() {}

        @Test
        @EmulatorTest(scripts = "bad.yaml")
        void script_thatIsNone() {}

        @Test
        @EmulatorTest(scripts = "missing.yaml")
        void script_thatIsMissing() {}

        @Test
        @EmulatorTest(deniedModels = {"a", ""})
        void model_withoutAName() {}

        @Test
        @EmulatorTest(virtualTime = true, startsAt = "2031-01-01T00:00:00Z")
        void start_ofVirtualTime_counts(EmulatorClock clock) {
            assertThat(clock.instant()).isEqualTo("2031-01-01T00:00:00Z");
        }
    }

    @Test
    void annotation_thatIsMisused_isRefusedByMemberValueAndWayOut() {
        assertThat(failures(Misused.class, 8))
                .hasSize(7)
                .contains(
                        "@EmulatorTest(startsAt = \"2031-01-01T00:00:00Z\") counts in virtual time alone; add virtualTime ="
                                + " true, or leave it out.",
                        "@EmulatorTest(startsAt = \"2031-01-01\") is no instant before the year 10000; give one such as"
                                + " \"2026-01-01T00:00:00Z\".",
                        "@EmulatorTest(startsAt = \"+10000-01-01T00:00:00Z\") is no instant before the year 10000; give one"
                                + " such as \"2026-01-01T00:00:00Z\".",
                        "@EmulatorTest(scripts = \"empty.yaml\") holds no script; write one in the file, or leave the name out.",
                        "@EmulatorTest(deniedModels = \"\") holds a blank name; give the name of a model, or leave it out.")
                .anySatisfy(message -> assertThat(message)
                        .startsWith("@EmulatorTest(scripts = \"bad.yaml\") is no script: line 2: step"))
                .anySatisfy(
                        message -> assertThat(message).startsWith("There is no script missing.yaml on the class path"));
    }

    /** Gives the emulator a script that it cannot take. */
    static final class Broken extends EmulatorLifecycle {

        @Override
        protected EmulatorOptions options(ExtensionContext context) {
            return EmulatorOptions.builder().build();
        }

        @Override
        protected List<Script> scripts(ExtensionContext context) {
            return Collections.singletonList(null);
        }

        @Override
        protected String describe() {
            return "a broken extension";
        }

        @Override
        protected Set<Leftover> allowed(ExtensionContext context) {
            return Set.of();
        }
    }

    @ExtendWith(Broken.class)
    static class WithABrokenExtension {

        @Test
        void test_neverRuns() {}
    }

    @Test
    void emulator_thatCannotTakeItsScripts_isClosed() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        assertThat(failures(WithABrokenExtension.class, 1)).hasSize(1);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); // what has been closed takes a moment
        while (emulatorRuns(before) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(emulatorRuns(before)).isFalse();
    }

    private static boolean emulatorRuns(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .anyMatch(thread -> thread.getName().startsWith("ephemera-emulator"));
    }

    @EmulatorTest
    static class FailsByItself {

        @Test
        void failure_ofItsOwn(GeminiClient client) {
            LiveSession unused = client.live().connect("m");
            throw new AssertionError("its own");
        }
    }

    @Test
    void test_whenItFailsByItself_failsWithThat() {
        assertThat(failures(FailsByItself.class, 1)).containsExactly("its own");
    }
}
