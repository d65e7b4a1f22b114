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
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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

    /**
     * What a run needs.
     *
     * @param script what the tries ask
     * @param context the call's settings
     * @param schedule when they follow each other
     */
    record Ready<T, R>(CallScript<T, R> script, CallContext context, RetrySchedule schedule) {}

    private final Supplier<Ready<T, R>> prepare;
    private final Duration timeout;
    private final CallRuntime runtime;

    /**
     * Makes a call.
     *
     * @param prepare run first by each run, on its thread; may ask the user's code, and throws what cannot work
     * @param timeout how long a run may take, that included
     */
    ApiCall(Supplier<Ready<T, R>> prepare, Duration timeout, CallRuntime runtime) {
        this.prepare = prepare;
        this.timeout = timeout;
        this.runtime = runtime;
    }

    /** Returns the same call with another result. */
    public <S> ApiCall<T, S> map(Function<R, S> function) {
        Supplier<Ready<T, S>> mapped = () -> {
            Ready<T, R> ready = prepare.get();
            return new Ready<>(ready.script.map(function), ready.context, ready.schedule);
        };
        return new ApiCall<>(mapped, timeout, runtime);
    }

    /** Makes everything ready that a run needs, and sends nothing; throws what cannot work. */
    public void check() {
        Call<T> unused = prepare.get().script.request();
    }

    /**
     * Checks on a thread of the transport, and goes on there if the call can work.
     *
     * @param future fails with what cannot work, or if the check takes longer than the call may
     * @param goOn what follows
     */
    public void checkAsync(CompletableFuture<?> future, Runnable goOn) {
        runtime.preparations()
                .begin(
                        future,
                        timeout,
                        () -> prepare.get().script.request(),
                        unused -> goOn.run(),
                        UnaryOperator.identity());
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
            return tries.run(prepare.get());
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
        runtime.preparations()
                .begin(future, timeout, prepare, ready -> future.complete(tries.run(ready)), UnaryOperator.identity());
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

        R run(Ready<T, R> ready) {
            runtime.underWay().begun(stop);
            try {
                return untilOneSucceeds(ready);
            } finally {
                runtime.underWay().ended(stop);
            }
        }

        private R untilOneSucceeds(Ready<T, R> ready) {
            GeminiException previous = null;
            int attempt = 1;
            while (true) {
                GeminiException failure;
                try {
                    return once(ready.script, ready.context);
                } catch (GeminiException e) {
                    failure = e;
                }
                if (previous != null) {
                    failure.addSuppressed(previous);
                }
                previous = failure;
                if (ready.script.amends(failure)) {
                    continue;
                }
                Optional<Duration> wait = ready.schedule.waitAfter(attempt, failure, remaining());
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

        private R once(CallScript<T, R> script, CallContext context) {
            Call<T> call = script.request();
            long left = remaining().toNanos();
            if (left <= 0) {
                throw runtime.outcomes().late(call, timeout);
            }
            call.timeout().timeout(left, TimeUnit.NANOSECONDS);
            current = call;
            if (isStopped()) { // stop() may have come before it could see this call
                throw runtime.outcomes().stopped(call);
            }
            try {
                return script.result(runtime.outcomes().answer(call, call.execute(), context));
            } catch (ApiException e) {
                throw e;
            } catch (Exception e) { // more than IOException: OkHttp lets an InterruptedException pass while it connects
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
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
            return timeout.minusNanos(runtime.time().nanoTime() - start);
        }
    }
}
