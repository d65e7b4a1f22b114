package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveTools;
import dev.ephemera.live.ToolHandler;
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
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ToolRunnerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ExecutorService threads = Threads.perTask("tools");
    private final ManualTime time = new ManualTime();
    private final BlockingQueue<FunctionResponse> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<LiveEvent.ToolFailed> failed = new LinkedBlockingQueue<>();
    private final Semaphore begun = new Semaphore(0);
    private final BlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable RuntimeException> refusal = new AtomicReference<>();

    /** No deadline stays armed, and no thread behind. */
    @AfterEach
    void isQuiet() throws Exception {
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(time.isIdle()).isTrue();
        assertThat(sent).isEmpty();
        assertThat(failed).isEmpty();
    }

    private ToolRunner runner(LiveTools.Builder tools) {
        return new ToolRunner(
                tools.timeout(TIMEOUT).build(),
                time,
                new UserThreads(threads),
                (response, wanted) -> {
                    RuntimeException refused = refusal.get();
                    if (refused != null) {
                        throw refused;
                    }
                    sent.add(response);
                },
                failed::add,
                text -> text.replace("SECRET", "(redacted)"));
    }

    private static LiveTools.Builder tools(ToolHandler handler) {
        return LiveTools.builder().handler("f", handler);
    }

    private static FunctionCall call(String id) {
        return FunctionCall.builder()
                .id(id)
                .name("f")
                .args(JsonObject.of(Map.of("id", id)))
                .build();
    }

    private static List<FunctionCall> calls(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> call("" + i)).toList();
    }

    private static String shown(FunctionResponse response) {
        return response.id().orElse("none") + " " + response.response().orElseThrow();
    }

    private String nextSent() throws InterruptedException {
        return shown(TestLive.next(sent));
    }

    /** Waits for its interruption, and says so. */
    private @Nullable Object untilInterrupted(String id) {
        begun.release();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.add(id);
        }
        return "too late";
    }

    @Test
    void call_whenItHasAResult_isAnsweredWithIt() throws Exception {
        ToolRunner runner = runner(tools(call -> call.arguments().string("id") + "!"));

        runner.handle(List.of(call("1")));

        assertThat(nextSent()).isEqualTo("1 {\"output\":\"1!\"}");
    }

    @Test
    void call_withoutId_isAnsweredWithoutOne() throws Exception {
        ToolRunner runner = runner(tools(call -> 1));

        runner.handle(List.of(FunctionCall.builder().name("f").build()));

        assertThat(nextSent()).isEqualTo("none {\"output\":1}");
    }

    @Test
    void calls_whenNothingIsServed_areLeftToTheReader() {
        runner(LiveTools.builder()).handle(calls(0, 3));
    }

    @Test
    void call_ofAnUnknownFunction_isAnsweredWithTheKnownOnes() throws Exception {
        ToolRunner runner = runner(tools(call -> 1).handler("g", call -> 2));
        FunctionCall unknown = FunctionCall.builder().id("1").name("h").build();

        runner.handle(List.of(unknown));

        assertThat(nextSent())
                .isEqualTo("1 {\"error\":\"IllegalArgumentException: There is no function h; there are: f, g.\"}");
        LiveEvent.ToolFailed event = TestLive.next(failed);
        assertThat(event.functionCall()).isEqualTo(unknown);
        assertThat(event.cause()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void call_whoseHandlerThrows_isAnsweredWithClassAndMessageWithoutSecrets() throws Exception {
        Exception thrown = new java.io.IOException("no SECRET");
        ToolRunner runner = runner(tools(call -> {
                    throw thrown;
                })
                .handler("g", call -> {
                    throw new AssertionError("an Error");
                }));

        runner.handle(List.of(call("1")));
        assertThat(nextSent()).isEqualTo("1 {\"error\":\"IOException: no (redacted)\"}");
        assertThat(TestLive.next(failed).cause()).isSameAs(thrown);

        runner.handle(List.of(FunctionCall.builder().id("2").name("g").build()));
        assertThat(nextSent()).isEqualTo("2 {\"error\":\"AssertionError: an Error\"}");
        assertThat(TestLive.next(failed).cause()).isInstanceOf(AssertionError.class);
    }

    @Test
    void call_whoseResultCannotBeSent_isAnsweredWithTheReason() throws Exception {
        ToolRunner runner = runner(tools(call -> new Object()));

        runner.handle(List.of(call("1")));

        assertThat(nextSent())
                .startsWith("1 {\"error\":\"IllegalArgumentException: No JSON form for a java.lang.Object");
        TestLive.next(failed);
    }

    @Test
    void calls_ofOneMessage_runAtOnceAndAreAnsweredWhenTheyAreReady() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        ToolRunner runner = runner(tools(call -> {
            if (call.arguments().string("id").equals("0")) {
                second.await();
            }
            return null;
        }));

        runner.handle(calls(0, 2));

        assertThat(nextSent()).isEqualTo("1 {}");
        second.countDown();
        assertThat(nextSent()).isEqualTo("0 {}");
    }

    @Test
    void calls_aboveTheBound_waitInOrder() throws Exception {
        Semaphore goOn = new Semaphore(0);
        List<String> order = new CopyOnWriteArrayList<>();
        ToolRunner runner = runner(tools(call -> {
                    order.add(call.functionCall().id().orElseThrow());
                    begun.release();
                    goOn.acquire();
                    return null;
                })
                .concurrency(3));

        runner.handle(calls(0, 5));
        runner.handle(calls(5, 10));
        begun.acquire(3);
        assertThat(order).containsExactlyInAnyOrder("0", "1", "2");
        for (int i = 3; i < 10; i++) {
            goOn.release();
            begun.acquire();
            assertThat(order).hasSize(i + 1).last().isEqualTo("" + i);
        }
        goOn.release(3);
        for (int i = 0; i < 10; i++) {
            nextSent();
        }
    }

    @Test
    void call_whoseTimeIsOver_isInterruptedAndAnsweredOnce() throws Exception {
        ToolRunner runner = runner(tools(call -> untilInterrupted("1")));
        runner.handle(List.of(call("1")));
        begun.acquire();

        time.pass(TIMEOUT);

        assertThat(nextSent())
                .isEqualTo("1 {\"error\":\"TimeoutException: The function gave no result within PT5S.\"}");
        assertThat(TestLive.next(interrupted)).isEqualTo("1");
        assertThat(TestLive.next(failed).cause()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void call_whoseTimeIsOverBeforeItsTurnComes_isAnsweredAndNeverRuns() throws Exception {
        CountDownLatch stubborn = new CountDownLatch(1);
        ToolRunner runner = runner(tools(call -> {
                    begun.release();
                    while (stubborn.getCount() > 0) {
                        Thread.onSpinWait(); // heeds no interruption
                    }
                    return null;
                })
                .concurrency(1));
        runner.handle(calls(0, 2));
        begun.acquire();

        time.pass(TIMEOUT);

        assertThat(List.of(nextSent(), nextSent()))
                .allSatisfy(answer -> assertThat(answer).contains("TimeoutException"));
        assertThat(List.of(TestLive.next(failed), TestLive.next(failed))).hasSize(2);
        assertThat(runner.held()).isZero();
        stubborn.countDown();
        runner.handle(List.of(call("2")));
        assertThat(nextSent()).isEqualTo("2 {}");
        assertThat(begun.availablePermits()).isEqualTo(1);
    }

    @Test
    void cancelledCalls_areInterruptedAndNotAnswered_andOthersAre() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        ToolRunner runner = runner(tools(call -> {
                    String id = call.arguments().string("id");
                    if (id.equals("1")) {
                        begun.release();
                        goOn.await();
                        return null;
                    }
                    return untilInterrupted(id);
                })
                .concurrency(2));
        runner.handle(calls(0, 3)); // the third waits
        begun.acquire(2);

        runner.cancel(List.of("0", "2", "unknown"));

        assertThat(TestLive.next(interrupted)).isEqualTo("0");
        goOn.countDown();
        assertThat(nextSent()).isEqualTo("1 {}");
        runner.cancel(List.of("1")); // too late
        assertThat(begun.availablePermits()).isZero();
    }

    @Test
    void end_interruptsWhatRunsAndForgetsWhatWaits() throws Exception {
        ToolRunner runner = runner(
                tools(call -> untilInterrupted(call.arguments().string("id"))).concurrency(2));
        runner.handle(calls(0, 4));
        begun.acquire(2);

        runner.end();
        runner.handle(calls(4, 6));
        runner.end();

        assertThat(List.of(TestLive.next(interrupted), TestLive.next(interrupted)))
                .containsExactlyInAnyOrder("0", "1");
        assertThat(begun.availablePermits()).isZero();
    }

    @Test
    void interruption_ofACall_doesNotReachWhatItsThreadDoesNext() throws Exception {
        BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        Thread one = Threads.daemons("one").newThread(() -> {
            try {
                while (true) {
                    tasks.take().run();
                }
            } catch (InterruptedException e) {
                // by the test in the end, or by what it looks for
            }
        });
        one.start();
        CountDownLatch spinning = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ToolRunner runner = runner(tools(call -> {
                    if (call.arguments().string("id").equals("0")) {
                        spinning.countDown();
                        while (goOn.getCount() > 0) {
                            Thread.onSpinWait();
                        }
                        return null;
                    }
                    return Thread.currentThread().isInterrupted();
                })
                .executor(tasks::add));
        runner.handle(calls(0, 2));
        spinning.await();
        runner.cancel(List.of("0"));
        goOn.countDown();

        assertThat(nextSent()).isEqualTo("1 {\"output\":false}");
        assertThat(one.isAlive()).isTrue();
        one.interrupt();
        one.join();
    }

    @Test
    void call_thatTheExecutorRejects_isAnsweredWithThat() throws Exception {
        ExecutorService closed = Executors.newSingleThreadExecutor(Threads.daemons("closed"));
        closed.shutdown();
        ToolRunner runner = runner(tools(call -> 1).executor(closed).concurrency(1));

        runner.handle(calls(0, 2));

        assertThat(List.of(nextSent(), nextSent()))
                .allSatisfy(answer -> assertThat(answer).contains("RejectedExecutionException"));
        assertThat(List.of(TestLive.next(failed), TestLive.next(failed))).hasSize(2);
    }

    @Test
    void call_thatTheExecutorDiscards_givesItsPlaceToTheNextWhenItsTimeIsOver() throws Exception {
        AtomicInteger given = new AtomicInteger();
        ToolRunner runner = runner(tools(call -> 1)
                .executor(task -> {
                    if (given.getAndIncrement() > 0) {
                        threads.execute(task);
                    }
                })
                .concurrency(1));
        runner.handle(List.of(call("0")));

        time.pass(TIMEOUT);

        assertThat(nextSent()).contains("TimeoutException");
        TestLive.next(failed);
        runner.handle(List.of(call("1")));
        assertThat(nextSent()).isEqualTo("1 {\"output\":1}");
    }

    @Test
    void call_thatIsCancelledBeforeTheExecutorRunsIt_givesItsPlaceToTheNext() throws Exception {
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        ToolRunner runner = runner(tools(call -> 1).executor(tasks::add).concurrency(1));
        runner.handle(calls(0, 3));
        Runnable first = tasks.remove();
        assertThat(tasks).isEmpty();

        runner.cancel(List.of("0"));

        threads.execute(tasks.remove());
        assertThat(nextSent()).isEqualTo("1 {\"output\":1}");
        Await.until("the third has the place", () -> tasks.size() == 1);
        first.run(); // late, and of no effect
        assertThat(tasks).hasSize(1);
        threads.execute(tasks.remove());
        assertThat(nextSent()).isEqualTo("2 {\"output\":1}");
    }

    @Test
    void call_whenTheExecutorThrowsAnError_isAnsweredWithThat() throws Exception {
        ToolRunner runner = runner(tools(call -> 1)
                .executor(task -> {
                    throw new InternalError("of the test");
                })
                .concurrency(1));

        runner.handle(calls(0, 2));

        assertThat(List.of(nextSent(), nextSent()))
                .allSatisfy(answer -> assertThat(answer).contains("InternalError: of the test"));
        assertThat(List.of(TestLive.next(failed), TestLive.next(failed))).hasSize(2);
    }

    @Test
    void call_whoseFailureIsLong_isToldWithoutTheBeginningOfASecretToo() throws Exception {
        ToolRunner runner = runner(tools(call -> {
            throw new IllegalStateException("x".repeat(474) + "SECRET" + "y".repeat(100));
        }));

        runner.handle(List.of(call("1")));

        assertThat(nextSent()).contains("xxx").doesNotContain("SE").endsWith("…\"}");
        TestLive.next(failed);
    }

    @Test
    void response_thatCannotBeSent_isReported() throws Exception {
        LiveSendException refused =
                new LiveSendException(LiveSendException.Reason.SESSION_OVER, "The session is CLOSED.", null);
        refusal.set(refused);
        IllegalStateException thrown = new IllegalStateException("by the handler");
        ToolRunner runner = runner(tools(call -> 1).handler("g", call -> {
            throw thrown;
        }));

        runner.handle(List.of(call("1")));
        assertThat(TestLive.next(failed).cause()).isSameAs(refused);

        runner.handle(List.of(FunctionCall.builder().id("2").name("g").build()));
        assertThat(TestLive.next(failed).cause()).isSameAs(thrown);
        assertThat(TestLive.next(failed).cause()).isSameAs(refused);
    }

    @Test
    void progress_ofANonBlockingFunction_isSentAtOnceAndBeginsTheTimeAnew() throws Exception {
        Semaphore goOn = new Semaphore(0);
        ToolRunner runner = runner(LiveTools.builder()
                .function(
                        FunctionDeclaration.builder()
                                .name("f")
                                .behavior(Behavior.NON_BLOCKING)
                                .build(),
                        call -> {
                            call.progress(1);
                            begun.release();
                            goOn.acquire();
                            call.progress(call.response(2).build());
                            return 3;
                        }));
        runner.handle(List.of(call("1")));
        FunctionResponse first = TestLive.next(sent);
        assertThat(shown(first)).isEqualTo("1 {\"output\":1}");
        assertThat(first.willContinue()).contains(true);
        begun.acquire();
        goOn.release();

        FunctionResponse second = TestLive.next(sent);
        assertThat(shown(second)).isEqualTo("1 {\"output\":2}");
        assertThat(second.willContinue()).contains(true);
        FunctionResponse last = TestLive.next(sent);
        assertThat(shown(last)).isEqualTo("1 {\"output\":3}");
        assertThat(last.willContinue()).isEmpty();
        assertThat(time.armed()).isEqualTo(3);
    }

    @Test
    void progress_whenTheCallIsOver_isRefused() throws Exception {
        AtomicReference<dev.ephemera.live.@Nullable ToolCallContext> kept = new AtomicReference<>();
        ToolRunner runner = runner(tools(call -> {
            kept.set(call);
            return null;
        }));
        runner.handle(List.of(call("1")));
        nextSent();

        assertThatThrownBy(() -> Objects.requireNonNull(kept.get()).progress(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The call is over");
    }

    @Test
    void progress_ofAFunctionThatMayBlock_fails() throws Exception {
        ToolRunner runner = runner(LiveTools.builder()
                .function(FunctionDeclaration.builder().name("f").build(), call -> {
                    call.progress(1);
                    return 2;
                }));

        runner.handle(List.of(call("1")));

        assertThat(nextSent()).contains("declare f with behavior NON_BLOCKING");
        TestLive.next(failed);
    }

    @Test
    void calls_andCancellations_fromEverywhere_areEachAnsweredOnceOrNotAtAll() throws Exception {
        ToolRunner runner = runner(tools(call -> {
                    Thread.onSpinWait();
                    return null;
                })
                .concurrency(4));
        int many = 2_000;
        Thread cancelling = Threads.daemons("cancelling")
                .newThread(() ->
                        IntStream.range(0, many).filter(i -> i % 3 == 0).forEach(i -> runner.cancel(List.of("" + i))));
        cancelling.start();
        runner.handle(calls(0, many));
        cancelling.join();
        Await.until("all that was not cancelled is answered", () -> time.isIdle());
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        List<String> answered =
                sent.stream().map(response -> response.id().orElseThrow()).toList();
        assertThat(answered).doesNotHaveDuplicates();
        assertThat(answered)
                .containsAll(IntStream.range(0, many)
                        .filter(i -> i % 3 != 0)
                        .mapToObj(i -> "" + i)
                        .toList());
        sent.clear();
    }
}
