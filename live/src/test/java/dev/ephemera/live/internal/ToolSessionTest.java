package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.LiveTools;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.ToolHandler;
import dev.ephemera.live.Turn;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.websocket.Frames;
import dev.ephemera.types.Behavior;
import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.FunctionDeclaration;
import dev.ephemera.types.FunctionResponseScheduling;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Schema;
import dev.ephemera.types.Tool;
import dev.ephemera.types.Type;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions as a session serves them: against the emulator's model, and a server that does what it would not. */
@Timeout(60)
final class ToolSessionTest {

    private static final LiveConnectConfig CONFIG = LiveConnectConfig.builder().build();
    private static final FunctionDeclaration WEATHER = FunctionDeclaration.builder()
            .name("get_weather")
            .description("Tells the weather of a city.")
            .parameters(Schema.builder()
                    .type(Type.OBJECT)
                    .putProperties("city", Schema.builder().type(Type.STRING).build())
                    .addRequired("city")
                    .build())
            .build();
    private static final FunctionDeclaration LATER = FunctionDeclaration.builder()
            .name("later")
            .behavior(Behavior.NON_BLOCKING)
            .build();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final BlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);

    private WebSocketLive live(GeminiEmulator emulator) {
        return new WebSocketLive(leaks.open(ClientOptions.builder()
                .apiKey(emulator.apiKey())
                .baseUrl(emulator.baseUrl().toString())
                .build()));
    }

    private WebSocketLive live(RawServer server) {
        return new WebSocketLive(leaks.open(TestLive.options(server).build()));
    }

    private static SessionOptions with(FunctionDeclaration declaration, ToolHandler handler) {
        return SessionOptions.builder()
                .tools(LiveTools.builder().function(declaration, handler).build())
                .build();
    }

    private @Nullable Object untilInterrupted() {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.add(Thread.currentThread().getName());
        }
        return null;
    }

    @Test
    void function_thatTheModelCalls_isServedWithinTheTurn() {
        try (GeminiEmulator emulator = GeminiEmulator.start();
                WebSocketLive live = live(emulator)) {
            LiveSession session = live.connect(
                    "m",
                    CONFIG,
                    with(
                            WEATHER,
                            call -> Map.of(
                                    "sky", "blue over " + call.arguments().string("city"))));
            session.sendText("Please get_weather for me");

            Turn turn = session.turn();

            assertThat(turn.text()).isEqualTo("get_weather returned {\"sky\":\"blue over city\"}.");
            assertThat(turn.end()).isEqualTo(Turn.End.COMPLETE);
            assertThat(turn.functionCalls()).extracting(FunctionCall::name).containsExactly(Optional.of("get_weather"));
            session.close();
        }
    }

    @Test
    void function_whoseHandlerThrows_isAnsweredSoThatTheModelCanSpeakOfIt() {
        try (GeminiEmulator emulator = GeminiEmulator.start();
                WebSocketLive live = live(emulator)) {
            LiveSession session = live.connect(
                    "m", CONFIG, with(WEATHER, call -> call.arguments().string("town")));
            session.sendText("get_weather");

            Turn turn = session.turn();

            assertThat(turn.text())
                    .contains("IllegalArgumentException: The argument town is missing; given are: city.");
            assertThat(turn.otherEvents())
                    .filteredOn(LiveEvent.ToolFailed.class::isInstance)
                    .singleElement()
                    .extracting(event ->
                            ((LiveEvent.ToolFailed) event).functionCall().name())
                    .isEqualTo(Optional.of("get_weather"));
            session.close();
        }
    }

    @Test
    void function_whenTheUserInterrupts_isInterruptedAndNotAnswered() throws Exception {
        try (GeminiEmulator emulator = GeminiEmulator.start();
                WebSocketLive live = live(emulator)) {
            LiveSession session = live.connect("m", CONFIG, with(WEATHER, call -> untilInterrupted()));
            session.sendText("get_weather");
            begun.await();
            session.sendText("No!");

            Turn cut = session.turn();
            assertThat(cut.end()).isEqualTo(Turn.End.INTERRUPTED);
            assertThat(cut.cancelledIds())
                    .isEqualTo(List.of(cut.functionCalls().get(0).id().orElseThrow()));
            assertThat(TestLive.next(interrupted)).isNotEmpty();
            assertThat(session.turn().text()).isEqualTo("You said: No!");
            session.close();
        }
    }

    @Test
    void function_thatDoesNotBlock_answersInStepsWhileTheModelSpeaks() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch more = new CountDownLatch(1);
        try (GeminiEmulator emulator = GeminiEmulator.start();
                WebSocketLive live = live(emulator)) {
            LiveSession session = live.connect("m", CONFIG, with(LATER, call -> {
                goOn.await();
                call.progress("half");
                more.await();
                return call.response("all")
                        .scheduling(FunctionResponseScheduling.WHEN_IDLE)
                        .build();
            }));
            session.sendText("later");

            assertThat(session.turn().text()).isEqualTo("I am looking into it.");
            goOn.countDown();
            assertThat(session.turn().text()).isEqualTo("later returned {\"output\":\"half\"}.");
            more.countDown();
            assertThat(session.turn().text()).isEqualTo("later returned {\"output\":\"all\"}.");
            assertThat(emulator.sessions().get(0).received())
                    .extracting(JsonObject::toString)
                    .anySatisfy(message -> assertThat(message).contains("\"half\"", "\"willContinue\":true"))
                    .anySatisfy(message -> assertThat(message).contains("\"all\"", "\"scheduling\":\"WHEN_IDLE\""));
            session.close();
        }
    }

    @Test
    void connect_whenAFunctionIsDeclaredTwice_refusesIt() {
        try (GeminiEmulator emulator = GeminiEmulator.start();
                WebSocketLive live = live(emulator)) {
            LiveConnectConfig config = LiveConnectConfig.builder()
                    .addTools(Tool.builder().addFunctionDeclarations(WEATHER).build())
                    .build();
            SessionOptions options = with(WEATHER, call -> 1);

            assertThatThrownBy(() -> live.connect("m", config, options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("get_weather");
            assertThatThrownBy(() -> LiveFace.settled(live.async().connect("m", config, options)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("get_weather");
        }
    }

    /** Sends messages of the test's, shows what the client answers, and answers its close. */
    private static RawServer server(BlockingQueue<String> received, String... messages) {
        return TestLive.opening((peer, frames) -> {
            for (String message : messages) {
                frames.binary(message);
            }
            for (String frame = frames.read(); !frame.startsWith("close:"); frame = frames.read()) {
                received.add(frame);
            }
            frames.close(1000, "");
            peer.awaitGone();
        });
    }

    @Test
    void calls_whenNoFunctionsAreGiven_areShownAndNotAnswered() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (RawServer server = server(received, Said.json("call:1").get(0));
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m");

            session.turn(event -> {
                if (event instanceof LiveEvent.ToolCall) {
                    session.close();
                }
            });

            assertThat(received).isEmpty();
        }
    }

    @Test
    void callOfAnUnknownFunction_whenOthersAreServed_isShownAndAnswered() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (RawServer server = server(received, "{\"toolCall\":{\"functionCalls\":[{\"name\":\"nobody\"}]}}");
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m", CONFIG, with(WEATHER, call -> 1));

            assertThat(TestLive.next(received))
                    .isEqualTo(
                            "1:{\"toolResponse\":{\"functionResponses\":[{\"name\":\"nobody\",\"response\":{\"error\":"
                                    + "\"IllegalArgumentException: There is no function nobody; there are: get_weather.\"}}]}}");
            Iterator<LiveEvent> events = session.events().iterator();
            assertThat(Stream.generate(events::next).limit(3))
                    .extracting(event -> event.getClass().getSimpleName())
                    .containsExactly("SetupComplete", "ToolCall", "ToolFailed");
            session.close();
        }
    }

    @Test
    void handlers_whenTheSessionIsClosed_areInterrupted() throws Exception {
        try (RawServer server = server(
                        new LinkedBlockingQueue<>(),
                        "{\"toolCall\":{\"functionCalls\":[{\"name\":\"get_weather\"}]}}");
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m", CONFIG, with(WEATHER, call -> untilInterrupted()));
            begun.await();
            session.close();

            assertThat(TestLive.next(interrupted)).startsWith("ephemera-");
            assertThat(session.end().orElseThrow().unsent()).isEmpty();
        }
    }

    @Test
    void handler_thatClosesItsSession_waitsForTheCloseLikeAnybody() throws Exception {
        CompletableFuture<LiveSession> opened = new CompletableFuture<>();
        BlockingQueue<String> closed = new LinkedBlockingQueue<>();
        try (RawServer server = server(
                        new LinkedBlockingQueue<>(),
                        "{\"toolCall\":{\"functionCalls\":[{\"name\":\"get_weather\"}]}}");
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m", CONFIG, with(WEATHER, call -> {
                opened.get().close();
                closed.add(opened.get().state() + ", interrupted: "
                        + Thread.currentThread().isInterrupted());
                return null;
            }));
            opened.complete(session);

            assertThat(TestLive.next(closed)).isEqualTo("CLOSED, interrupted: false");
        }
    }

    @Test
    void handlers_whenTheConnectionBreaks_areInterrupted() throws Exception {
        RawServer breaking = TestLive.opening((peer, frames) -> {
            frames.binary("{\"toolCall\":{\"functionCalls\":[{\"name\":\"get_weather\"}]}}");
            begun.await();
            peer.reset();
        });
        try (breaking;
                WebSocketLive live = live(breaking)) {
            LiveSession session = live.connect("m", CONFIG, with(WEATHER, call -> untilInterrupted()));

            assertThat(TestLive.next(interrupted)).startsWith("ephemera-");
            LiveFace.settled(session.async().ended());
        }
    }

    @Test
    void handler_thatFailsWithACredentialInItsMessage_doesNotTellIt() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (RawServer server = server(
                        received,
                        Said.json("update:handle-of-the-test").get(0),
                        "{\"toolCall\":{\"functionCalls\":[{\"id\":\"1\",\"name\":\"get_weather\"}]}}");
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m", CONFIG, with(WEATHER, call -> {
                throw new IOException("with " + TestLive.KEY + " and handle-of-the-test");
            }));

            assertThat(TestLive.next(received))
                    .contains("IOException: with (redacted) and (redacted)")
                    .doesNotContain(TestLive.KEY);
            session.close();
        }
    }

    @Test
    void function_whenNobodyReadsWhatCame_isServedAllTheSame() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (RawServer server = server(
                        received, "{\"toolCall\":{\"functionCalls\":[{\"id\":\"1\",\"name\":\"get_weather\"}]}}");
                WebSocketLive live = live(server)) {
            SessionOptions options = with(WEATHER, call -> Map.of("sky", "blue")).toBuilder()
                    .maxUnreadBytes(InboundBuffer.SMALLEST) // the answer to the setup
                    .build();
            LiveSession session = live.connect("m", CONFIG, options);

            assertThat(TestLive.next(received)).contains("\"id\":\"1\"", "{\"sky\":\"blue\"}");
            session.close();
        }
    }

    @Test
    void answer_whenTheQueueIsFullAndSendsFail_waitsForRoom() throws Exception {
        CountDownLatch accepted = new CountDownLatch(1);
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    accepted.await();
                    frames.binary("{\"toolCall\":{\"functionCalls\":[{\"id\":\"1\",\"name\":\"get_weather\"}]}}");
                    begun.await();
                    for (String frame = frames.read(); !frame.startsWith("close:"); frame = frames.read()) {
                        received.add(frame);
                    }
                    frames.close(1000, "");
                    peer.awaitGone();
                });
                WebSocketLive live = live(server)) {
            SessionOptions options = with(WEATHER, call -> {
                        begun.countDown();
                        return Map.of("sky", "blue");
                    })
                    .toBuilder()
                    .outboundPolicy(OutboundPolicy.FAIL)
                    .build();
            LiveSession session = live.connect("m", CONFIG, options);
            CompletableFuture<Void> filling = session.async().sendText("x".repeat(20 << 20));
            accepted.countDown();

            LiveFace.settled(filling);
            assertThat(TestLive.next(received)).startsWith("1:{\"realtimeInput\"");
            assertThat(TestLive.next(received)).contains("\"id\":\"1\"", "{\"sky\":\"blue\"}");
            session.close();
            assertThat(session.events()).noneMatch(LiveEvent.ToolFailed.class::isInstance);
        }
    }

    /** PROTOCOL 3.3: a client waits for the setup to be complete before it sends anything. */
    @Test
    void calls_beforeTheSetupIsComplete_areServedInOrderOnceItIs() throws Exception {
        AtomicBoolean complete = new AtomicBoolean();
        BlockingQueue<String> served = new LinkedBlockingQueue<>();
        SessionOptions options = SessionOptions.builder()
                .tools(LiveTools.builder()
                        .function(WEATHER, call -> {
                            served.add(call.functionCall().id().orElse("") + " " + complete.get());
                            return null;
                        })
                        .concurrency(1)
                        .executor(Runnable::run) // on the thread that reads, so that the order is known
                        .build())
                .sendTimeout(Duration.ofMillis(1)) // for that thread sends nothing while it waits
                .build();
        try (RawServer server = TestLive.accepting((peer, frames) -> {
                    frames.read();
                    frames.text(call("one"));
                    frames.text("{\"toolCallCancellation\":{\"ids\":[\"one\"]}}");
                    frames.text(call("two"));
                    frames.raw(Frames.frame(0x89, ByteString.EMPTY));
                    while (!frames.read().equals("10:")) {}
                    complete.set(true);
                    frames.binary(TestLive.SETUP_COMPLETE);
                    TestLive.answerClose(peer, frames);
                });
                WebSocketLive live = live(server)) {
            LiveSession session = live.connect("m", CONFIG, options);

            assertThat(TestLive.next(served)).isEqualTo("one true");
            assertThat(TestLive.next(served)).isEqualTo("two true");
            session.close();
        }
    }

    private static String call(String id) {
        return "{\"toolCall\":{\"functionCalls\":[{\"id\":\"" + id + "\",\"name\":\"get_weather\"}]}}";
    }
}
