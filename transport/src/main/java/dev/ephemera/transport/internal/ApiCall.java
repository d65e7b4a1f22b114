package dev.ephemera.transport.internal;

import dev.ephemera.transport.ApiException;
import dev.ephemera.transport.CallCancelledException;
import dev.ephemera.transport.GeminiException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * One call with its tries, on the caller's thread or on one of ours; both ways are the same code. May be made several times.
 *
 * @param <T> what the body is read as
 * @param <R> what the caller gets
 */
public final class ApiCall<T, R> {

    private static final Logger LOG = System.getLogger("dev.ephemera.transport");

    private final CallScript<T, R> script;
    private final CallContext context;
    private final RetrySchedule schedule;
    private final CallRuntime runtime;

    ApiCall(CallScript<T, R> script, CallContext context, RetrySchedule schedule, CallRuntime runtime) {
        this.script = script;
        this.context = context;
        this.schedule = schedule;
        this.runtime = runtime;
    }

    /** Returns the same call with another result. */
    public <S> ApiCall<T, S> map(Function<R, S> function) {
        return new ApiCall<>(script.map(function), context, schedule, runtime);
    }

    /**
     * Makes the call on this thread. An interrupt ends it wherever it stands; the flag stays set.
     *
     * @return the result
     * @throws GeminiException if the last try failed; earlier failures are suppressed in it
     */
    public R execute() {
        Tries tries = new Tries();
        runtime.interrupts().begin(tries.stop);
        try {
            return tries.run();
        } finally {
            runtime.interrupts().end(tries.stop);
        }
    }

    /**
     * Makes the call on a thread of the transport. Cancelling the future, or completing it in any other way, aborts the call;
     * failures are the exceptions that {@link #execute()} throws.
     *
     * @return the result to come
     */
    public CompletableFuture<R> executeAsync() {
        Tries tries = new Tries();
        CompletableFuture<R> future = new CompletableFuture<>();
        CompletableFuture<R> unused = future.whenComplete((value, failure) -> tries.stop());
        try {
            runtime.threads().execute(() -> {
                try {
                    future.complete(tries.run());
                } catch (Throwable failure) { // also an Error: the future must settle
                    future.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException e) {
            future.completeExceptionally(runtime.outcomes().stopped(script.request()));
        }
        return future;
    }

    /** The tries of one run, one after the other. */
    private final class Tries {

        private final long start = runtime.time().nanoTime();
        private final Runnable stop = this::stop;
        private final CountDownLatch stopped = new CountDownLatch(1);
        private volatile @Nullable Call<T> current;

        /** Ends the run from any thread: the exchange or the wait under way, and whatever would follow. */
        void stop() {
            stopped.countDown();
            Call<T> call = current;
            if (call != null) {
                call.cancel();
            }
        }

        R run() {
            runtime.underWay().begun(stop);
            try {
                return untilOneSucceeds();
            } finally {
                runtime.underWay().ended(stop);
            }
        }

        private R untilOneSucceeds() {
            GeminiException previous = null;
            int attempt = 1;
            while (true) {
                GeminiException failure;
                try {
                    return once();
                } catch (GeminiException e) {
                    failure = e;
                }
                if (previous != null) {
                    failure.addSuppressed(previous);
                }
                previous = failure;
                if (script.amends(failure)) {
                    continue;
                }
                Optional<Duration> wait = schedule.waitAfter(attempt, failure, remaining());
                if (wait.isEmpty()) {
                    throw failure;
                }
                LOG.log(
                        Level.DEBUG,
                        "Try {0} failed, the next follows in {1}: {2}",
                        attempt,
                        wait.get(),
                        failure.getMessage());
                pause(wait.get(), failure);
                attempt++;
            }
        }

        private R once() {
            Call<T> call = script.request();
            call.timeout().timeout(Math.max(1, remaining().toNanos()), TimeUnit.NANOSECONDS);
            current = call;
            if (isStopped()) { // stop() may have come before it could see this call
                throw runtime.outcomes().stopped(call);
            }
            try {
                return script.result(runtime.outcomes().answer(call, call.execute(), context));
            } catch (ApiException e) {
                throw e;
            } catch (Exception e) { // more than IOException: OkHttp lets an InterruptedException pass
                throw isStopped()
                        ? runtime.outcomes().stopped(call)
                        : runtime.outcomes().failure(call, e, context);
            }
        }

        private void pause(Duration wait, GeminiException failure) {
            try {
                runtime.time().await(stopped, wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CallCancelledException(
                        "Interrupted while waiting for the next try after: " + failure.getMessage(), failure);
            }
        }

        private boolean isStopped() {
            return stopped.getCount() == 0;
        }

        private Duration remaining() {
            return context.timeout().minusNanos(runtime.time().nanoTime() - start);
        }
    }
}
