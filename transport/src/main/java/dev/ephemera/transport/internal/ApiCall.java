package dev.ephemera.transport.internal;

import dev.ephemera.transport.ApiException;
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
import okio.Timeout;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

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
     */
    record Ready<T, R>(CallScript<T, R> script, CallContext context) {}

    private final Supplier<CallContext> settings;
    private final Function<CallContext, CallScript<T, R>> script;
    private final Duration timeout;
    private final CallRuntime runtime;

    /**
     * Makes a call.
     *
     * @param settings makes the settings of each run, first and on its thread; may ask the user's code, and throws what cannot work
     * @param script what the tries of a run ask, given its settings; throws what cannot work
     * @param timeout how long a run may take, all that included
     */
    ApiCall(
            Supplier<CallContext> settings,
            Function<CallContext, CallScript<T, R>> script,
            Duration timeout,
            CallRuntime runtime) {
        this.settings = settings;
        this.script = script;
        this.timeout = timeout;
        this.runtime = runtime;
    }

    private Ready<T, R> prepare() {
        CallContext context = settings.get();
        return new Ready<>(script.apply(context), context);
    }

    /** The same with TLS, for whoever sees to it that the future does not wait longer than it may. */
    private Ready<T, R> prepareAll() {
        Ready<T, R> ready = prepare();
        runtime.clients().make();
        return ready;
    }

    /** Makes everything ready that a run needs, and sends nothing; throws what cannot work. */
    public void check() {
        Call<T> unused = prepare().script.request();
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
                        () -> prepare().script.request(),
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
        try {
            runtime.interrupts().begin(tries.stop);
            return tries.run(prepare());
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
                .begin(
                        future,
                        timeout,
                        this::prepareAll,
                        ready -> future.complete(tries.run(ready)),
                        UnaryOperator.identity());
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
                Optional<Duration> wait = new RetrySchedule(ready.context.retryPolicy(), runtime.random())
                        .waitAfter(attempt, failure, remaining());
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
            Timeout limit = call.timeout(); // makes OkHttp's call, which may wait until TLS is set up
            long left = remaining().toNanos();
            if (left <= 0) {
                throw CallFailures.late(call, timeout);
            }
            limit.timeout(left, TimeUnit.NANOSECONDS);
            current = call;
            if (isStopped()) { // stop() may have come before it could see this call
                throw CallFailures.stopped(call);
            }
            try {
                Response<T> response = call.execute();
                if (!response.isSuccessful()) {
                    throw CallFailures.refused(
                            call, response, context, runtime.clocks().local());
                }
                return script.result(ApiResponse.of(response, context, runtime.clocks()));
            } catch (Exception e) { // more than IOException: OkHttp lets an InterruptedException pass while it connects
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                boolean answered = e instanceof ApiException;
                throw isStopped() && !answered ? CallFailures.stopped(call) : CallFailures.failure(call, e, context);
            }
        }

        private void pause(Duration wait, GeminiException failure) {
            try {
                runtime.time().await(stopped, wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw CallFailures.interruptedBefore(failure);
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
