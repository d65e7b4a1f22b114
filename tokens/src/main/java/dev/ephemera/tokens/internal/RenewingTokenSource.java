package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.TokenSource;
import dev.ephemera.transport.CallCancelledException;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.InvalidResponseException;
import dev.ephemera.types.AuthToken;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Holds a token, hands it out while it is good, and gets the next one from its origin: for callers who wait, or ahead of time.
 * At most one is asked for at a time. Nothing of the user's runs under the lock but the clock.
 */
public final class RenewingTokenSource implements TokenSource {

    /** How long a renewal ahead of time is not tried again after it failed. */
    public static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = System.getLogger("dev.ephemera.tokens");

    private final TokenOrigin origin;
    private final Clock clock;
    private final Duration advisoryWindow;
    private final Duration mandatoryWindow;
    private final Executor executor;
    private final Runnable release;

    private final Object lock = new Object();
    private final Queue<CompletableFuture<AuthToken>> waiting = new ArrayDeque<>();
    private @Nullable HeldToken held;
    private @Nullable CompletableFuture<AuthToken> underWay;
    private boolean renewing;
    private Instant pausedUntil = Instant.MIN;
    private boolean closed;

    /**
     * Makes a source; nothing is asked for yet.
     *
     * @param origin where tokens come from; closed with the source
     * @param executor starts to ask for one
     * @param release run when the source is closed
     */
    public RenewingTokenSource(
            TokenOrigin origin,
            Clock clock,
            Duration advisoryWindow,
            Duration mandatoryWindow,
            Executor executor,
            Runnable release) {
        this.origin = origin;
        this.clock = clock;
        this.advisoryWindow = advisoryWindow;
        this.mandatoryWindow = mandatoryWindow;
        this.executor = executor;
        this.release = release;
    }

    @Override
    public AuthToken get() {
        CompletableFuture<AuthToken> future = getAsync();
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (future.cancel(false)) {
                throw new CallCancelledException("Interrupted while waiting for a token.", e);
            }
            return future.join(); // it came just then, and must not be lost
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        }
    }

    @Override
    public CompletableFuture<AuthToken> getAsync() {
        CompletableFuture<AuthToken> future = new CompletableFuture<>();
        AuthToken ready = null;
        boolean begin;
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedFuture(isClosed());
            }
            Instant now = clock.instant();
            if (held != null && held.isFresh(now)) {
                ready = held.take();
                begin = !renewing && held.isDue(now) && !now.isBefore(pausedUntil);
            } else {
                waiting.add(future);
                begin = !renewing;
            }
            renewing |= begin;
        }
        if (ready != null) {
            future.complete(ready);
        }
        if (begin) {
            begin();
        }
        return future;
    }

    private void begin() {
        try {
            executor.execute(this::renew);
        } catch (RuntimeException e) { // it takes no task any more
            arrived(null, new GeminiException("The executor of the token source refused to renew the token.", e));
        }
    }

    private void renew() {
        CompletableFuture<AuthToken> call;
        try {
            call = origin.fetch();
        } catch (Throwable e) { // also an Error: somebody waits
            call = CompletableFuture.failedFuture(e);
        }
        boolean giveUp;
        synchronized (lock) {
            underWay = call;
            giveUp = closed;
        }
        if (giveUp) {
            call.cancel(true);
        }
        CompletableFuture<AuthToken> unused = call.whenComplete(this::arrived);
    }

    /**
     * Holds the new token, and gives those who wait what there is: a token as long as there are uses, the problem, or the next
     * renewal. All in one piece, for whoever comes in between came later than those who wait.
     */
    private void arrived(@Nullable AuthToken token, @Nullable Throwable failure) {
        List<Runnable> settled = new ArrayList<>();
        RuntimeException problem;
        boolean goOn;
        synchronized (lock) {
            underWay = null;
            waiting.removeIf(CompletableFuture::isDone); // those who were cancelled
            problem = serve(token, failure, settled);
            if (problem != null) {
                RuntimeException why = problem;
                waiting.forEach(waiter -> settled.add(() -> waiter.completeExceptionally(why)));
                waiting.clear();
            }
            goOn = !waiting.isEmpty();
            renewing = goOn;
        }
        if (problem != null) {
            LOG.log(Level.DEBUG, "A token could not be renewed: {0}", problem.getMessage());
        }
        if (goOn) {
            begin(); // first, for what hangs on a future may wait for the next
        }
        settled.forEach(Runnable::run);
    }

    /** Hands out what there is to those who wait, and tells why the others have to wait no longer, if so. */
    private @Nullable RuntimeException serve(
            @Nullable AuthToken token, @Nullable Throwable failure, List<Runnable> handOuts) {
        try {
            Instant now = clock.instant();
            RuntimeException problem = failure == null && token != null ? accept(token, now) : unchecked(failure);
            while (!waiting.isEmpty() && held != null && held.isUsable(now)) {
                handOuts.add(handOut(waiting.remove(), held));
            }
            if (problem != null) {
                pausedUntil = now.plus(PAUSE);
            }
            return problem;
        } catch (RuntimeException e) { // of the user's clock
            return e;
        }
    }

    /** Holds a new token; one that comes a second time keeps its count, and must be good for something. */
    private @Nullable RuntimeException accept(AuthToken token, Instant now) {
        if (held == null || !held.is(token.name())) {
            held = new HeldToken(token, now, advisoryWindow, mandatoryWindow);
            return null;
        }
        pausedUntil = now.plus(PAUSE);
        return held.isUsable(now)
                ? null
                : new InvalidResponseException(
                        "The new token " + token.fingerprint() + " (for new sessions until "
                                + token.newSessionExpireTime() + ", uses " + token.uses()
                                + ") is the one that was used up, over or invalidated.",
                        null);
    }

    /** Takes a use under the lock, and gives it back if by then nobody waits for it any more. */
    private Runnable handOut(CompletableFuture<AuthToken> waiter, HeldToken from) {
        AuthToken token = from.take();
        return () -> {
            if (!waiter.complete(token)) {
                synchronized (lock) {
                    from.giveBack();
                }
            }
        };
    }

    @Override
    public void invalidate(AuthToken token) {
        invalidate(token.name());
    }

    @Override
    public void invalidate(Credentials credentials) {
        invalidate(credentials.secret());
    }

    private void invalidate(String name) {
        synchronized (lock) {
            if (held != null && held.is(name)) {
                held.invalidate();
            }
        }
    }

    @Override
    public void invalidate() {
        synchronized (lock) {
            if (held != null) {
                held.invalidate();
            }
        }
    }

    @Override
    public void close() {
        List<CompletableFuture<AuthToken>> left;
        CompletableFuture<AuthToken> call;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            left = List.copyOf(waiting);
            waiting.clear();
            call = underWay;
        }
        if (call != null) {
            call.cancel(true);
        }
        left.forEach(waiter -> waiter.completeExceptionally(isClosed()));
        origin.close();
        release.run();
    }

    private static RuntimeException isClosed() {
        return new IllegalStateException("The token source is closed.");
    }

    private static RuntimeException unchecked(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RuntimeException thrown
                ? thrown
                : new GeminiException("No token could be had: " + cause, cause);
    }

    /** Shows nothing of the token. */
    @Override
    public String toString() {
        return "TokenSource[" + origin.getClass().getSimpleName() + "]";
    }
}
