package dev.ephemera.transport.internal;

import dev.ephemera.transport.GeminiException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/**
 * One call with its tries, on the caller's thread or not; both ways share every decision.
 *
 * @param <T> what the body is read as
 * @param <R> what the caller gets
 */
public final class ApiCall<T, R> {

    private final Call<T> template;
    private final CallContext context;
    private final Function<ApiResponse<T>, R> result;
    private final RetrySchedule schedule;
    private final CallOutcomes outcomes;
    private final Time time;

    ApiCall(
            Call<T> template,
            CallContext context,
            Function<ApiResponse<T>, R> result,
            RetrySchedule schedule,
            CallOutcomes outcomes,
            Time time) {
        this.template = template;
        this.context = context;
        this.result = result;
        this.schedule = schedule;
        this.outcomes = outcomes;
        this.time = time;
    }

    /**
     * Makes the call on this thread.
     *
     * @return the result
     * @throws GeminiException if the last try failed
     */
    public R execute() {
        long start = time.nanoTime();
        for (int attempt = 1; ; attempt++) {
            Call<T> call = nextTry(start);
            GeminiException failure;
            try {
                return result.apply(outcomes.answer(call, call.execute(), context));
            } catch (IOException | GeminiException e) {
                failure = outcomes.failure(call, e, context);
            }
            Optional<Duration> wait = schedule.waitAfter(attempt, failure, remaining(start));
            if (wait.isEmpty()) {
                throw failure;
            }
            try {
                time.sleep(wait.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CallCancelledException(
                        "Interrupted while waiting for the next try after: " + failure.getMessage(), failure);
            }
        }
    }

    /**
     * Makes the call on the transport's threads. Cancelling the future aborts it; failures are the exceptions that
     * {@link #execute()} throws.
     *
     * @return the result to come; it is completed on a thread that must not be blocked
     */
    public CompletableFuture<R> executeAsync() {
        AsyncTries tries = new AsyncTries();
        tries.next();
        return tries.future;
    }

    private Call<T> nextTry(long start) {
        Call<T> call = template.clone();
        call.timeout().timeout(Math.max(1, remaining(start).toNanos()), java.util.concurrent.TimeUnit.NANOSECONDS);
        return call;
    }

    private Duration remaining(long start) {
        return context.timeout().minusNanos(time.nanoTime() - start);
    }

    /** The tries of one asynchronous call, one after the other. */
    private final class AsyncTries implements Callback<T> {

        final CompletableFuture<R> future = new CompletableFuture<>();
        private final long start = time.nanoTime();
        private int attempt;
        private volatile Runnable abort = () -> {};

        AsyncTries() {
            CompletableFuture<R> unused = future.whenComplete((value, failure) -> {
                if (future.isCancelled()) {
                    abort.run();
                }
            });
        }

        void next() {
            attempt++;
            Call<T> call = nextTry(start);
            abortWith(call::cancel);
            call.enqueue(this);
        }

        /** Looks once more after publishing, for the future may have been cancelled in between. */
        private void abortWith(Runnable action) {
            abort = action;
            if (future.isCancelled()) {
                action.run();
            }
        }

        @Override
        public void onResponse(Call<T> call, Response<T> response) {
            try {
                future.complete(result.apply(outcomes.answer(call, response, context)));
            } catch (GeminiException e) {
                failed(outcomes.failure(call, e, context));
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        }

        @Override
        public void onFailure(Call<T> call, Throwable thrown) {
            if (thrown instanceof IOException || thrown instanceof GeminiException) {
                failed(outcomes.failure(call, (Exception) thrown, context));
            } else {
                future.completeExceptionally(thrown);
            }
        }

        private void failed(GeminiException failure) {
            Optional<Duration> wait = schedule.waitAfter(attempt, failure, remaining(start));
            if (wait.isEmpty() || future.isDone()) {
                future.completeExceptionally(failure);
                return;
            }
            try {
                abortWith(time.schedule(this::nextOrFail, wait.get()));
            } catch (java.util.concurrent.RejectedExecutionException e) {
                future.completeExceptionally(failure); // the client was closed meanwhile
            }
        }

        private void nextOrFail() {
            try {
                next();
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        }
    }
}
