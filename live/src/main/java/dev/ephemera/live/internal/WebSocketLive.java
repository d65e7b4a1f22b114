package dev.ephemera.live.internal;

import dev.ephemera.live.AsyncLive;
import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.Live;
import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.CallContext;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.ModelName;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveServerSetupComplete;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Opens sessions over WebSocket, the same for both faces, and closes with the client those that are left. */
public final class WebSocketLive implements Live, AutoCloseable {

    private final HttpTransport transport;
    private final UserThreads userThreads;
    private final OpenSessions sessions = new OpenSessions(() -> closeAll(SessionEnd.Kind.JVM_SHUTDOWN));
    private final AsyncLive async = this::connectAsync;
    private volatile boolean closed;

    /** Opens sessions over a transport. */
    public WebSocketLive(HttpTransport transport) {
        this.transport = transport;
        this.userThreads = new UserThreads(transport.threads());
    }

    @Override
    public LiveSession connect(String model, LiveConnectConfig config, SessionOptions options) {
        long begun = transport.time().nanoTime();
        Dialer dialer = new Dialer(transport, model, config, options);
        CallContext context = context(dialer);
        SessionCore core = start(dialer, context, begun);
        try {
            return open(core, dialer, context, core.setup().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LiveConnectException failure = LiveConnectException.failed("Interrupted while connecting.", e);
            core.fail(() -> failure);
            core.close(SessionEnd.Kind.CLOSED_HERE); // it may have opened just now
            throw failure;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LiveConnectException failure) {
                failure.fillInStackTrace(); // it was made on a thread that tells the caller nothing
                throw failure;
            }
            throw new IllegalStateException("A setup fails with LiveConnectException only.", e);
        }
    }

    @Override
    public AsyncLive async() {
        return async;
    }

    private CompletableFuture<AsyncLiveSession> connectAsync(
            String model, LiveConnectConfig config, SessionOptions options) {
        long begun = transport.time().nanoTime();
        CompletableFuture<AsyncLiveSession> future = new CompletableFuture<>();
        transport.begin(
                future,
                options.request().timeout().orElse(transport.options().setupTimeout()),
                () -> {
                    Dialer dialer = new Dialer(transport, model, config, options);
                    return new Ready(dialer, context(dialer));
                },
                ready -> settle(future, start(ready.dialer(), ready.context(), begun), ready),
                unsent -> LiveConnectException.failed(Objects.requireNonNull(unsent.getMessage()), unsent));
        return future;
    }

    private record Ready(Dialer dialer, CallContext context) {}

    private void settle(CompletableFuture<AsyncLiveSession> future, SessionCore core, Ready ready) {
        var unused = core.setup().whenComplete((setupComplete, failure) -> {
            if (failure != null) {
                future.completeExceptionally(failure);
            } else if (!future.complete(
                    open(core, ready.dialer(), ready.context(), setupComplete).async())) {
                core.close(SessionEnd.Kind.CLOSED_HERE);
            }
        });
        var unusedWatch = future.whenComplete((session, failure) ->
                core.fail(() -> LiveConnectException.failed("The attempt to connect was given up.", failure)));
    }

    private OpenSession open(
            SessionCore core, Dialer dialer, CallContext context, LiveServerSetupComplete setupComplete) {
        MessageRules rules =
                MessageRules.of(dialer.config(), context.credentials().isToken());
        return new OpenSession(core, rules, setupComplete, userThreads);
    }

    /** May ask the user's code for credentials, and wait for them. */
    private CallContext context(Dialer dialer) {
        if (closed) {
            throw new IllegalStateException("The client is closed.");
        }
        return dialer.context();
    }

    private SessionCore start(Dialer dialer, CallContext context, long begun) {
        Dialer.Dial first = dialer.first(context);
        SessionOptions options = dialer.options();
        Duration closeTimeout = transport.options().closeTimeout();
        ResumptionKeeper keeper = new ResumptionKeeper(options.keepIn(), userThreads, transport.time(), closeTimeout);
        SessionCore core = new SessionCore(
                dialer,
                first,
                new NewestResumption(
                        ModelName.onWire(dialer.model()),
                        ResumptionConfig.known(
                                dialer.model(),
                                dialer.config(),
                                options,
                                transport.options().clock().instant()),
                        transport.options().clock(),
                        keeper::keep),
                keeper,
                closeTimeout,
                transport.time(),
                transport.schedule(options.reconnect().retries()),
                userThreads,
                sessions::remove);
        sessions.add(core);
        if (closed) {
            core.close(SessionEnd.Kind.CLIENT_CLOSED); // close() has come since, and may not have seen it
        }
        try {
            Duration left = context.timeout().minusNanos(transport.time().nanoTime() - begun);
            if (left.isNegative() || left.isZero()) {
                core.late();
                return core;
            }
            core.connect(first, left);
        } catch (RuntimeException e) {
            core.fail(() -> LiveConnectException.failed("The attempt to connect could not begin.", e));
            throw e;
        }
        return core;
    }

    /** Counts the sessions that have not ended; for tests. */
    int sessions() {
        return sessions.all().size();
    }

    /** Closes the sessions that are open, all at once, and waits for their ends, for at most the close timeout. */
    @Override
    public void close() {
        closed = true;
        closeAll(SessionEnd.Kind.CLIENT_CLOSED);
    }

    private void closeAll(SessionEnd.Kind kind) {
        List<SessionCore> open = sessions.all();
        open.forEach(session -> session.close(kind));
        CompletableFuture.allOf(open.stream().map(SessionCore::ended).toArray(CompletableFuture<?>[]::new))
                .join();
    }
}
