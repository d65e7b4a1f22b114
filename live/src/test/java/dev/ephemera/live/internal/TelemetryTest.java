package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Script;
import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionTelemetry;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.LiveConnectConfig;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a session tells of itself, by a clock that the test moves. */
@Timeout(60)
final class TelemetryTest {

    /** Asks for nothing: the script goes on with each. */
    private static final Blob FRAME = Blob.builder()
            .mimeType("image/jpeg")
            .data(Bytes.copyOf(new byte[3]))
            .build();

    private static final Expectation CUE = Expectation.message("{realtimeInput: {video: {mimeType: image/jpeg}}}");

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final GeminiEmulator emulator =
            GeminiEmulator.start(EmulatorOptions.builder().build());
    private final ManualTime time = new ManualTime();
    private final Told told = new Told();

    @AfterEach
    void stop() {
        emulator.close();
    }

    private WebSocketLive live(ClientOptions options) {
        return new WebSocketLive(leaks.open(options, time, () -> 0));
    }

    private WebSocketLive live() {
        return live(ClientOptions.builder()
                .apiKey(emulator.apiKey())
                .baseUrl(emulator.baseUrl())
                .build());
    }

    /** Lets time go by and the script go on. */
    private void cue(LiveSession session, long millis) {
        time.elapse(Duration.ofMillis(millis));
        session.sendVideo(FRAME);
    }

    @Test
    void session_withATurnThatCallsAFunctionAndSpeaks_tellsEachMeasurementInOrder() {
        emulator.script(Script.builder()
                .expect(Expectation.text("How warm is it?"))
                .expect(CUE, Action.toolCall("1", "weather", Map.of()))
                .expect(Expectation.message("{toolResponse: {functionResponses: [{id: \"1\"}]}}"))
                .expect(CUE, Action.text("It is"))
                .expect(CUE, Action.audio(Duration.ofMillis(20)))
                .expect(CUE, Action.turnComplete())
                .build());
        try (WebSocketLive live = live()) {
            LiveSession session = live.connect(
                    "m", LiveConnectConfig.builder().build(), told.options().build());
            assertThat(told.next(1)).containsExactly("opened PT0S");
            session.sendText("How warm is it?");
            cue(session, 300);
            assertThat(told.next(1)).containsExactly("latency TEXT PT0.3S");
            time.elapse(Duration.ofSeconds(2));
            session.sendToolResponse(FunctionResponse.builder()
                    .id("1")
                    .name("weather")
                    .response(JsonObject.of(Map.of()))
                    .build());
            cue(session, 500);
            assertThat(told.next(1)).containsExactly("latency TOOL_RESPONSE PT0.5S");
            cue(session, 100);
            assertThat(told.next(1)).containsExactly("first audio TEXT PT2.9S");
            cue(session, 100);
            for (Iterator<LiveEvent> events = session.events().iterator();
                    !(events.next() instanceof LiveEvent.TurnComplete); ) {}
            session.close();

            assertThat(told.next(1)).containsExactly("ended CLOSED_HERE PT3S");
            assertThat(told.depths)
                    .first()
                    .asString()
                    .endsWith("peak 44"); // {"realtimeInput":{"text":"How warm is it?"}}
            assertThat(told.depths).last().asString().startsWith("0 of 0, peak ");
        }
    }

    @Test
    void session_withAToken_tellsItsAgeBeforeTheEnd() throws Exception {
        try (RawServer server = TestLive.opening(TestLive::answerClose);
                WebSocketLive live =
                        live(TestLive.options(server).token(TestLive.TOKEN).build())) {
            LiveSession session = live.connect(
                    "m", LiveConnectConfig.builder().build(), told.options().build());
            time.elapse(Duration.ofMinutes(7));
            session.close();

            assertThat(told.next(3)).containsExactly("opened PT0S", "token PT7M", "ended CLOSED_HERE PT7M");
        }
    }

    @Test
    void session_thatNeverOpens_tellsItsEndAlone() throws Exception {
        try (RawServer server = TestLive.accepting((peer, frames) -> {
                    frames.read();
                    frames.close(1008, "no");
                    peer.awaitGone();
                });
                WebSocketLive live = live(TestLive.options(server).build())) {
            assertThat(catchThrowable(() -> live.connect(
                            "m",
                            LiveConnectConfig.builder().build(),
                            told.options().build())))
                    .isInstanceOf(LiveConnectException.class);

            assertThat(told.next(1)).containsExactly("ended NEVER_OPENED PT0S");
        }
    }

    @Test
    void listener_thatBlocksOrThrows_holdsUpNoSessionAndEndsNone() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        SessionTelemetry wrong = new SessionTelemetry() {
            @Override
            public void opened(Duration took) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void turnLatency(Input input, Duration latency) {
                throw new IllegalStateException("a bug of the user's");
            }
        };
        try (WebSocketLive live = live()) {
            LiveSession session = live.connect(
                    "m",
                    LiveConnectConfig.builder().build(),
                    SessionOptions.builder().telemetry(() -> wrong).build());
            for (int i = 0; i < 3; i++) {
                session.sendText("Hello " + i);
                assertThat(session.turn().text()).isNotEmpty();
            }
            assertThat(uncaught).isEmpty();
            release.countDown();

            for (int i = 0; i < 3; i++) {
                assertThat(TestLive.next(uncaught)).hasMessage("a bug of the user's");
            }
            session.sendText("Still there?");
            assertThat(session.turn().text()).isNotEmpty();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void listeners_ofTheSameOptions_areOneForEachSession() {
        List<Told> each = List.of(new Told(), new Told());
        Iterator<Told> next = each.iterator();
        SessionOptions options = SessionOptions.builder().telemetry(next::next).build();
        try (WebSocketLive live = live()) {
            for (Told own : each) {
                live.connect("m", LiveConnectConfig.builder().build(), options).close();
                assertThat(own.next(2)).containsExactly("opened PT0S", "ended CLOSED_HERE PT0S");
            }
        }
    }
}
