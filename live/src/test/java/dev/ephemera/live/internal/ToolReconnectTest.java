package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveTools;
import dev.ephemera.live.ToolCallContext;
import dev.ephemera.live.ToolCallEnd;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.Threads;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.types.Behavior;
import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.FunctionDeclaration;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of calls when the session goes on over another connection. */
@Timeout(60)
final class ToolReconnectTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ExecutorService threads = Threads.perTask("tools");
    private final ManualTime time = new ManualTime();
    private final BlockingQueue<FunctionResponse> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<LiveEvent.ToolFailed> failed = new LinkedBlockingQueue<>();
    private final BlockingQueue<ToolCallContext> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<ToolCallEnd> interrupted = new LinkedBlockingQueue<>();
    private final Semaphore goOn = new Semaphore(0);
    private final AtomicReference<ToolAnswers.@Nullable Sender> connection = new AtomicReference<>();

    /** Nothing has been sent, reported, begun or interrupted that a test does not know of; no deadline stays armed, and no thread behind. */
    @AfterEach
    void isQuiet() throws Exception {
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(time.isIdle()).isTrue();
        assertThat(sent).isEmpty();
        assertThat(failed).isEmpty();
        assertThat(begun).isEmpty();
        assertThat(interrupted).isEmpty();
    }

    private ToolRunner runner(LiveTools.Builder tools) {
        return new ToolRunner(
                tools.timeout(TIMEOUT).build(),
                time,
                new UserThreads(threads),
                (response, wanted) -> {
                    ToolAnswers.Sender other = connection.get();
                    if (other != null) {
                        other.send(response, wanted);
                    }
                    sent.add(response);
                },
                failed::add,
                text -> text);
    }

    /** A function "f" that says when it begins, and works until it may go on. */
    private LiveTools.Builder slow() {
        return LiveTools.builder().handler("f", this::work);
    }

    /** A function "f" that says when it begins. */
    private LiveTools.Builder quick() {
        goOn.release(1_000);
        return slow();
    }

    private Object work(ToolCallContext call) {
        begun.add(call);
        try {
            goOn.acquire();
        } catch (InterruptedException e) {
            interrupted.add(call.end().orElseThrow());
        }
        return call.functionCall().id().orElseThrow();
    }

    private static FunctionCall call(String id, Object argument) {
        return FunctionCall.builder()
                .id(id)
                .name("f")
                .args(JsonObject.of(Map.of("a", argument, "b", List.of(1))))
                .build();
    }

    private static void handle(ToolRunner runner, FunctionCall... calls) {
        runner.handle(List.of(calls));
    }

    private String begun() throws InterruptedException {
        return TestLive.next(begun).functionCall().id().orElseThrow();
    }

    private String sent() throws InterruptedException {
        FunctionResponse response = TestLive.next(sent);
        return response.id().orElse("none") + " " + response.response().orElseThrow()
                + (response.willContinue().orElse(false) ? " continues" : "");
    }

    private void assertForgotten(String id) throws InterruptedException {
        LiveEvent.ToolFailed event = TestLive.next(failed);
        assertThat(event.functionCall().id()).contains(id);
        assertThat(event.cause())
                .isInstanceOf(CancellationException.class)
                .hasMessageContainingAll("connection was lost", "no longer knows the call");
    }

    private static void awaitAnswered(ToolRunner runner) {
        Await.until("all calls are answered", () -> runner.held() == 0);
    }

    @Test
    void runningCall_thatTheServiceStillKnows_isAnsweredUnderItsId() throws Exception {
        ToolRunner runner = runner(slow());
        handle(runner, call("1", "x"));
        begun();
        runner.resumableHere();

        runner.reconnected(true);
        runner.turnComplete();
        goOn.release();

        assertThat(sent()).isEqualTo("1 {\"output\":\"1\"}");
    }

    @Test
    void sameCall_whileTheServiceKnowsTheFirst_runsByItself() throws Exception {
        ToolRunner runner = runner(slow().concurrency(1));
        handle(runner, call("1", "x"));
        begun();
        runner.resumableHere();
        runner.reconnected(true);

        handle(runner, call("2", "x"));
        goOn.release(2);

        assertThat(sent()).isEqualTo("1 {\"output\":\"1\"}");
        assertThat(sent()).isEqualTo("2 {\"output\":\"2\"}");
        assertThat(begun()).isEqualTo("2");
    }

    @Test
    void runningCall_thatCameAfterTheHandle_answersTheSameCallThatComesAgain() throws Exception {
        ToolRunner runner = runner(slow().concurrency(1));
        runner.resumableHere();
        handle(runner, call("1", "x"));
        begun();

        runner.reconnected(true);
        handle(runner, call("2", "x"));
        goOn.release();

        assertThat(sent()).isEqualTo("2 {\"output\":\"1\"}");
        runner.turnComplete();
    }

    @Test
    void runningCall_inAFreshSession_isForgottenThoughAHandleKnewIt() throws Exception {
        ToolRunner runner = runner(slow());
        handle(runner, call("1", "x"));
        begun();
        runner.resumableHere();

        runner.reconnected(false);
        handle(runner, call("2", "x"));
        goOn.release();

        assertThat(sent()).isEqualTo("2 {\"output\":\"1\"}");
    }

    @Test
    void handle_thatComesWhileACallIsForgotten_doesNotBringItBack() throws Exception {
        ToolRunner runner = runner(slow());
        handle(runner, call("1", "x"));
        begun();
        runner.reconnected(false);
        runner.resumableHere();

        runner.reconnected(true);
        goOn.release();
        awaitAnswered(runner);
        handle(runner, call("2", "x"));

        assertThat(sent()).isEqualTo("2 {\"output\":\"1\"}");
    }

    @Test
    void adoptedCall_whenTheConnectionIsLostAgainBeforeAHandle_isForgottenAgain() throws Exception {
        ToolRunner runner = runner(slow());
        handle(runner, call("1", "x"));
        begun();
        runner.resumableHere();
        runner.reconnected(false);
        handle(runner, call("2", "x"));

        runner.reconnected(true);
        handle(runner, call("3", "x"));
        goOn.release();

        assertThat(sent()).isEqualTo("3 {\"output\":\"1\"}");
    }

    @Test
    void answeredCall_whoseTurnIsNotComplete_isAnsweredAgainWithoutRunning() throws Exception {
        ToolRunner runner = runner(quick());
        handle(runner, call("1", "x"));
        begun();
        assertThat(sent()).isEqualTo("1 {\"output\":\"1\"}");

        runner.reconnected(false);
        handle(runner, call("2", "x"));

        assertThat(sent()).isEqualTo("2 {\"output\":\"1\"}");
    }

    @Test
    void answeredCall_whoseTurnIsComplete_runsAnewWhenItIsCalledAgain() throws Exception {
        ToolRunner runner = runner(quick());
        handle(runner, call("1", "x"));
        begun();
        assertThat(sent()).isEqualTo("1 {\"output\":\"1\"}");
        Await.until("the answer has left", () -> {
            runner.turnComplete();
            return runner.kept() == 0;
        });

        runner.reconnected(false);
        handle(runner, call("2", "x"));

        assertThat(begun()).isEqualTo("2");
        assertThat(sent()).isEqualTo("2 {\"output\":\"2\"}");
    }

    @Test
    void answer_thatHasNotLeftWhenTheTurnIsComplete_isKept() throws Exception {
        Semaphore leaves = new Semaphore(0);
        connection.set((response, wanted) -> leaves.acquireUninterruptibly());
        ToolRunner runner = runner(quick());
        handle(runner, call("1", "x"));
        begun();
        awaitAnswered(runner);

        runner.turnComplete();
        runner.reconnected(false);
        handle(runner, call("2", "x"));
        leaves.release(2);

        assertThat(sent()).isEqualTo("1 {\"output\":\"1\"}");
        assertThat(sent()).isEqualTo("2 {\"output\":\"1\"}");
    }

    @Test
    void answer_onItsWayOverTheLostConnection_isNotWantedAnyMoreAndItsFailureConcernsNobody() throws Exception {
        BlockingQueue<BooleanSupplier> onItsWay = new LinkedBlockingQueue<>();
        Semaphore fails = new Semaphore(0);
        connection.set((response, wanted) -> {
            onItsWay.add(wanted);
            fails.acquireUninterruptibly();
            throw new LiveSendException(LiveSendException.Reason.TIMED_OUT, "of the test", null);
        });
        ToolRunner runner = runner(quick());
        handle(runner, call("1", "x"));
        begun();
        BooleanSupplier wanted = TestLive.next(onItsWay);
        assertThat(wanted.getAsBoolean()).isTrue();

        runner.reconnected(false);
        assertThat(wanted.getAsBoolean()).isFalse();
        handle(runner, call("2", "x"));
        assertThat(wanted.getAsBoolean()).isFalse();
        connection.set(null);
        fails.release();

        assertThat(sent()).isEqualTo("2 {\"output\":\"1\"}");
    }

    @Test
    void callThatIsAnsweredWhileItIsForgotten_answersTheCallThatComesAgain() throws Exception {
        ToolRunner runner = runner(slow());
        handle(runner, call("1", "x"));
        begun();
        runner.reconnected(false);
        goOn.release();
        awaitAnswered(runner);
        assertThat(sent).isEmpty();

        handle(runner, call("2", "x"));

        assertThat(sent()).isEqualTo("2 {\"output\":\"1\"}");
    }

    @Test
    void waitingCall_whileItIsForgotten_doesNotBegin_andRunsOnceWhenItComesAgain() throws Exception {
        ToolRunner runner = runner(slow().concurrency(1));
        handle(runner, call("1", "x"), call("2", "y"));
        begun();
        runner.reconnected(false);
        handle(runner, call("3", "x"), call("4", "z"));
        goOn.release(3);

        assertThat(sent()).isEqualTo("3 {\"output\":\"1\"}");
        assertThat(sent()).isEqualTo("4 {\"output\":\"4\"}");
        assertThat(begun()).isEqualTo("4"); // and not the one before it
        handle(runner, call("5", "y"));
        assertThat(sent()).isEqualTo("5 {\"output\":\"2\"}");
        assertThat(begun()).isEqualTo("2");
    }

    @Test
    void waitingCall_thatNobodyCallsAgain_neverRuns() throws Exception {
        ToolRunner runner = runner(slow().concurrency(1));
        handle(runner, call("1", "x"), call("2", "y"));
        begun();
        runner.reconnected(false);
        handle(runner, call("3", "x"));

        runner.turnComplete();
        assertForgotten("2");
        goOn.release(2);

        assertThat(sent()).isEqualTo("3 {\"output\":\"1\"}");
        assertThat(runner.held()).isZero();
    }

    @Test
    void failedCall_isAnsweredAgainWithItsFailure() throws Exception {
        ToolRunner runner = runner(LiveTools.builder().handler("f", call -> {
            begun.add(call);
            throw new IllegalStateException("broken");
        }));
        handle(runner, call("1", "x"));
        begun();
        assertThat(sent()).isEqualTo("1 {\"error\":\"IllegalStateException: broken\"}");
        assertThat(TestLive.next(failed).cause()).isInstanceOf(IllegalStateException.class);

        runner.reconnected(false);
        handle(runner, call("2", "x"));

        assertThat(sent()).isEqualTo("2 {\"error\":\"IllegalStateException: broken\"}");
    }

    @Test
    void timeOfACall_countsFromTheFirst_andItsEndIsToldToTheNewOne() throws Exception {
        ToolRunner runner = runner(slow());
        handle(runner, call("1", "x"));
        begun();
        runner.reconnected(false);
        handle(runner, call("2", "x"));
        assertThat(time.armed()).isEqualTo(1);

        time.pass(TIMEOUT);

        assertThat(sent()).startsWith("2 {\"error\":\"TimeoutException");
        assertThat(TestLive.next(failed).cause()).isInstanceOf(TimeoutException.class);
        assertThat(TestLive.next(interrupted)).isEqualTo(ToolCallEnd.TIMED_OUT);
    }

    @Test
    void callWhoseTimeIsOverWhileItIsForgotten_isAnsweredWithThatWhenItComesAgain() throws Exception {
        ToolRunner runner = runner(slow());
        handle(runner, call("1", "x"));
        begun();
        runner.reconnected(false);
        time.pass(TIMEOUT);
        assertThat(TestLive.next(failed).cause()).isInstanceOf(TimeoutException.class);
        assertThat(TestLive.next(interrupted)).isEqualTo(ToolCallEnd.TIMED_OUT);

        handle(runner, call("2", "x"));

        assertThat(sent()).startsWith("2 {\"error\":\"TimeoutException");
    }

    @Test
    void call_withOtherArgumentsOrOfAnotherFunction_runsByItself() throws Exception {
        ToolRunner runner = runner(quick().handler("g", this::work).concurrency(1));
        handle(runner, call("1", 1));
        begun();
        sent();
        runner.reconnected(false);

        handle(runner, call("2", "1"), call("3", 1).toBuilder().name("g").build());

        assertThat(List.of(begun(), begun())).containsExactly("2", "3");
        assertThat(List.of(sent(), sent())).containsExactly("2 {\"output\":\"2\"}", "3 {\"output\":\"3\"}");
        runner.turnComplete();
        assertForgotten("1");
    }

    @Test
    void call_withoutArguments_isTheSameAsWithEmptyOnes_andMayHaveNoId() throws Exception {
        ToolRunner runner = runner(quick());
        handle(runner, FunctionCall.builder().id("1").name("f").build());
        begun();
        sent();
        runner.reconnected(false);

        handle(runner, FunctionCall.builder().name("f").args(JsonObject.empty()).build());

        assertThat(sent()).isEqualTo("none {\"output\":\"1\"}");
    }

    @Test
    void equalCalls_areAdoptedOneByOneInOrder_andOneMoreRuns() throws Exception {
        ToolRunner runner = runner(quick().concurrency(1));
        handle(runner, call("1", "x"), call("2", "x"));
        assertThat(List.of(begun(), begun())).containsExactly("1", "2");
        assertThat(List.of(sent(), sent())).hasSize(2);
        runner.reconnected(false);

        handle(runner, call("3", "x"), call("4", "x"), call("5", "x"));

        assertThat(List.of(sent(), sent(), sent()))
                .containsExactlyInAnyOrder("3 {\"output\":\"1\"}", "4 {\"output\":\"2\"}", "5 {\"output\":\"5\"}");
        assertThat(begun()).isEqualTo("5");
    }

    @Test
    void runningCall_thatNobodyCallsAgain_isInterruptedWhenTheTurnIsComplete() throws Exception {
        ToolRunner runner = runner(slow());
        handle(runner, call("1", "x"));
        ToolCallContext context = TestLive.next(begun);
        runner.reconnected(false);
        assertThat(context.end()).isEmpty();

        runner.turnComplete();

        assertThat(TestLive.next(interrupted)).isEqualTo(ToolCallEnd.FORGOTTEN);
        assertForgotten("1");
        assertThatThrownBy(() -> context.progress(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("FORGOTTEN");
    }

    @Test
    void answer_thatNobodyCallsFor_isDroppedAndReportedWhenTheTurnIsComplete() throws Exception {
        ToolRunner runner = runner(quick());
        handle(runner, call("1", "x"));
        begun();
        sent();
        runner.reconnected(false);

        runner.turnComplete();
        assertForgotten("1");
        handle(runner, call("2", "x"));

        assertThat(begun()).isEqualTo("2");
        assertThat(sent()).isEqualTo("2 {\"output\":\"2\"}");
    }

    @Test
    void forgottenCalls_atTheEndOfTheSession_areOverAndReported() throws Exception {
        ToolRunner runner = runner(slow());
        handle(runner, call("1", "x"));
        begun();
        runner.reconnected(false);
        handle(runner, call("2", "y"));
        begun();

        runner.end();

        assertThat(List.of(TestLive.next(interrupted), TestLive.next(interrupted)))
                .containsExactlyInAnyOrder(ToolCallEnd.FORGOTTEN, ToolCallEnd.SESSION_OVER);
        assertForgotten("1");
        assertThat(runner.kept()).isZero();
    }

    @Test
    void cancellation_reachesACallUnderItsNewIdOnly() throws Exception {
        ToolRunner runner = runner(slow());
        handle(runner, call("1", "x"));
        ToolCallContext context = TestLive.next(begun);
        runner.reconnected(false);
        runner.cancel(List.of("1"));
        handle(runner, call("2", "x"));
        runner.cancel(List.of("1"));
        assertThat(context.end()).isEmpty();

        runner.cancel(List.of("2"));

        assertThat(TestLive.next(interrupted)).isEqualTo(ToolCallEnd.CANCELLED);
    }

    @Test
    void cancellation_ofAnAnsweredCall_letsTheSameCallRunAnew() throws Exception {
        ToolRunner runner = runner(quick());
        handle(runner, call("1", "x"));
        begun();
        sent();

        runner.cancel(List.of("1"));
        runner.reconnected(false);
        handle(runner, call("2", "x"));

        assertThat(begun()).isEqualTo("2");
        assertThat(sent()).isEqualTo("2 {\"output\":\"2\"}");
    }

    private LiveTools.Builder inSteps() {
        return LiveTools.builder()
                .function(
                        FunctionDeclaration.builder()
                                .name("f")
                                .behavior(Behavior.NON_BLOCKING)
                                .build(),
                        call -> {
                            for (int i = 1; i < 4; i++) {
                                call.progress(call.response(i).build()); // which holds the first id
                                begun.add(call);
                                goOn.acquire();
                            }
                            return call.response(4).build();
                        });
    }

    @Test
    void steps_areSentToTheNewCallFromTheFirst() throws Exception {
        ToolRunner runner = runner(inSteps());
        handle(runner, call("1", "x"));
        assertThat(sent()).isEqualTo("1 {\"output\":1} continues");
        begun();
        runner.reconnected(false);
        goOn.release();
        begun();
        assertThat(sent).isEmpty();

        handle(runner, call("2", "x"));
        assertThat(sent()).isEqualTo("2 {\"output\":1} continues");
        assertThat(sent()).isEqualTo("2 {\"output\":2} continues");
        goOn.release(2);

        begun();
        assertThat(sent()).isEqualTo("2 {\"output\":3} continues");
        assertThat(sent()).isEqualTo("2 {\"output\":4}");
    }

    @Test
    void steps_beforeACompleteTurn_areNotSentAgain() throws Exception {
        ToolRunner runner = runner(inSteps());
        handle(runner, call("1", "x"));
        assertThat(sent()).isEqualTo("1 {\"output\":1} continues");
        begun();
        runner.turnComplete();
        goOn.release();
        assertThat(sent()).isEqualTo("1 {\"output\":2} continues");
        begun();
        runner.reconnected(false);

        handle(runner, call("2", "x"));
        goOn.release();

        assertThat(sent()).isEqualTo("2 {\"output\":2} continues");
        assertThat(sent()).isEqualTo("2 {\"output\":3} continues");
        begun();
        goOn.release();
        assertThat(sent()).isEqualTo("2 {\"output\":4}");
    }

    @Test
    void step_thatCannotBeSentAgain_isReportedAndHoldsUpNoOther() throws Exception {
        ToolRunner runner = runner(inSteps());
        handle(runner, call("1", "x"));
        goOn.release(3);
        assertThat(List.of(begun(), begun(), begun())).hasSize(3);
        assertThat(List.of(sent(), sent(), sent(), sent())).last().isEqualTo("1 {\"output\":4}");
        runner.reconnected(false);
        LiveSendException refused = new LiveSendException(LiveSendException.Reason.QUEUE_FULL, "of the test", null);
        connection.set((response, wanted) -> {
            connection.set(null);
            throw refused;
        });

        handle(runner, call("2", "x"));

        assertThat(TestLive.next(failed).cause()).isSameAs(refused);
        assertThat(List.of(sent(), sent(), sent()))
                .containsExactly("2 {\"output\":2} continues", "2 {\"output\":3} continues", "2 {\"output\":4}");
    }

    @Test
    void steps_ofATurnWithoutEnd_areKeptUpToABound() throws Exception {
        ToolRunner runner = runner(LiveTools.builder()
                .function(
                        FunctionDeclaration.builder()
                                .name("f")
                                .behavior(Behavior.NON_BLOCKING)
                                .build(),
                        call -> {
                            for (int i = 1; i <= ToolAnswers.MAX_KEPT; i++) {
                                call.progress(i);
                            }
                            return "last";
                        }));
        handle(runner, call("1", "x"));
        for (int i = 0; i <= ToolAnswers.MAX_KEPT; i++) {
            sent();
        }
        runner.reconnected(false);

        handle(runner, call("2", "x"));

        for (int i = 2; i <= ToolAnswers.MAX_KEPT; i++) {
            assertThat(sent()).isEqualTo("2 {\"output\":" + i + "} continues");
        }
        assertThat(sent()).isEqualTo("2 {\"output\":\"last\"}");
    }

    @Test
    void answeredCalls_ofATurnWithoutEnd_areKeptUpToABound() throws Exception {
        ToolRunner runner = runner(quick().concurrency(1));
        for (int i = 0; i <= ToolCalls.MAX_ANSWERED; i++) {
            handle(runner, call("" + i, i));
            assertThat(begun()).isEqualTo("" + i);
            assertThat(sent()).startsWith(i + " ");
        }
        Await.until("the oldest is let go", () -> runner.kept() == ToolCalls.MAX_ANSWERED);
        runner.reconnected(false);

        handle(runner, call("again 1", 1), call("again 0", 0));

        assertThat(begun()).isEqualTo("again 0");
        assertThat(List.of(sent(), sent()))
                .containsExactlyInAnyOrder("again 1 {\"output\":\"1\"}", "again 0 {\"output\":\"again 0\"}");
    }

    @Test
    void calls_whenConnectionsChangeAllTheTime_runOnceEachAndAreAnsweredInTheEnd() throws Exception {
        int many = 50;
        int changes = 20;
        ToolRunner runner = runner(quick().concurrency(4));
        for (int change = 0; change < changes; change++) {
            int round = change;
            runner.handle(IntStream.range(0, many)
                    .mapToObj(i -> call(round + "/" + i, i))
                    .toList());
            runner.reconnected(false);
        }
        runner.handle(
                IntStream.range(0, many).mapToObj(i -> call("last/" + i, i)).toList());
        awaitAnswered(runner);
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        assertThat(begun).hasSize(many);
        assertThat(sent.stream().map(response -> response.id().orElseThrow()))
                .doesNotHaveDuplicates()
                .containsAll(IntStream.range(0, many).mapToObj(i -> "last/" + i).toList());
        begun.clear();
        sent.clear();
    }

    @Test
    void end_ofACall_isThereWhenTheCallIsOver() throws Exception {
        ToolRunner runner = runner(slow());
        handle(runner, call("1", "x"), call("2", "y"));
        ToolCallContext one = TestLive.next(begun);
        ToolCallContext other = TestLive.next(begun);
        assertThat(one.end()).isEmpty();

        goOn.release();
        sent();
        runner.end();

        assertThat(List.of(one.end().orElseThrow(), other.end().orElseThrow()))
                .containsExactlyInAnyOrder(ToolCallEnd.RETURNED, ToolCallEnd.SESSION_OVER);
        assertThat(TestLive.next(interrupted)).isEqualTo(ToolCallEnd.SESSION_OVER);
    }
}
