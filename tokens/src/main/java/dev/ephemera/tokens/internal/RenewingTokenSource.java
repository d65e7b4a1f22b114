package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.TokenSource;
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
                throw new GeminiException("Interrupted while waiting for a token.", e);
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

    private void arrived(@Nullable AuthToken token, @Nullable Throwable failure) {
        try {
            RuntimeException problem = failure == null && token != null ? accept(token) : unchecked(failure);
            serve(problem);
            if (problem != null) {
                LOG.log(Level.DEBUG, "A token could not be renewed: {0}", problem.getMessage());
            }
        } catch (RuntimeException e) { // of the user's clock
            serve(e, Instant.MAX);
        }
    }

    /** Holds a new token unless it is of no use; then tells why. */
    private @Nullable RuntimeException accept(AuthToken token) {
        synchronized (lock) {
            Instant now = clock.instant();
            if (held != null && held.is(token)) {
                pausedUntil = now.plus(PAUSE);
                return held.isUsable(now) ? null : useless(token, "is the one that was used up, over or invalidated");
            }
            HeldToken next = new HeldToken(token, now, advisoryWindow, mandatoryWindow);
            if (!next.isUsable(now)) {
                return useless(token, "opens no session any more: the clock shows " + now);
            }
            held = next;
            return null;
        }
    }

    private static RuntimeException useless(AuthToken token, String why) {
        return new InvalidResponseException(
                "The new token " + token.fingerprint() + " (for new sessions until " + token.newSessionExpireTime()
                        + ", uses " + token.uses() + ") " + why + ".",
                null);
    }

    private void serve(@Nullable RuntimeException problem) {
        serve(problem, clock.instant());
    }

    /** Gives those who wait what there is: a token as long as there are uses, the problem, or the next renewal. */
    private void serve(@Nullable RuntimeException problem, Instant now) {
        List<CompletableFuture<AuthToken>> failing = new ArrayList<>();
        List<Runnable> handOuts = new ArrayList<>();
        boolean goOn;
        synchronized (lock) {
            underWay = null;
            waiting.removeIf(CompletableFuture::isDone); // those who were cancelled
            while (!waiting.isEmpty() && held != null && held.isUsable(now)) {
                handOuts.add(handOut(waiting.remove(), held));
            }
            if (problem != null) {
                pausedUntil = now.equals(Instant.MAX) ? pausedUntil : now.plus(PAUSE);
                failing.addAll(waiting);
                waiting.clear();
            }
            goOn = !waiting.isEmpty();
            renewing = goOn;
        }
        handOuts.forEach(Runnable::run);
        if (problem != null) {
            failing.forEach(waiter -> waiter.completeExceptionally(problem));
        }
        if (goOn) {
            begin();
        }
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
        synchronized (lock) {
            if (held != null && held.is(token)) {
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
