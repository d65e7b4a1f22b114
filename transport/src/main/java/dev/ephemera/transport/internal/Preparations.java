package dev.ephemera.transport.internal;

import dev.ephemera.transport.GeminiException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Begins asynchronous calls on threads of the client: what a call needs first, such as credentials, is asked of the user's code,
 * which may block, but the caller never waits for it, and the future no longer than for the call. Thread-safe.
 */
final class Preparations {

    private final Executor threads;
    private final UserThreads userThreads;
    private final CallsUnderWay underWay;
    private final Time time;

    Preparations(Executor threads, CallsUnderWay underWay, Time time) {
        this.threads = threads;
        this.userThreads = new UserThreads(threads);
        this.underWay = underWay;
        this.time = time;
    }

    /**
     * Begins a call.
     *
     * @param future settles the call; fails here with whatever goes wrong, also an {@code Error}
     * @param timeout how long the whole call may take
     * @param prepare what is done first
     * @param goOn the call itself, which keeps the rest of the timeout by itself
     * @param named what the end of a call that is still being prepared is called
     */
    <A> void begin(
            CompletableFuture<?> future,
            Duration timeout,
            Supplier<A> prepare,
            Consumer<A> goOn,
            UnaryOperator<GeminiException> named) {
        Runnable stop = () -> fail(future, named.apply(CallFailures.stoppedEarly()));
        InterruptibleStep preparing = new InterruptibleStep();
        try {
            Runnable alarm = time.schedule(() -> fail(future, named.apply(CallFailures.lateEarly(timeout))), timeout);
            CompletableFuture<?> unused = future.whenComplete((value, failure) -> {
                alarm.run();
                underWay.ended(stop);
                preparing.interrupt(); // nobody waits any more: whatever it queues for must not keep its place
            });
            threads.execute(() -> run(future, stop, alarm, () -> preparing.run(prepare), goOn));
        } catch (RejectedExecutionException e) { // not kept: the message tells all
            future.completeExceptionally(new IllegalStateException("The client is closed."));
        } catch (Throwable e) { // there may be no thread to be had
            future.completeExceptionally(e);
        }
    }

    private <A> void run(
            CompletableFuture<?> future, Runnable stop, Runnable alarm, Supplier<A> prepare, Consumer<A> goOn) {
        try {
            underWay.begun(stop);
            A ready = prepare.get();
            alarm.run();
            underWay.ended(stop);
            if (!future.isDone()) {
                goOn.accept(ready);
            }
        } catch (Throwable e) { // also an Error: the future must settle
            future.completeExceptionally(e);
        } finally {
            underWay.ended(stop);
        }
    }

    /** Whatever hangs on the future may block, and must not block the one who closes the client or keeps time. */
    private void fail(CompletableFuture<?> future, GeminiException failure) {
        if (!future.isDone()) {
            userThreads.run(() -> future.completeExceptionally(failure));
        }
    }
}
