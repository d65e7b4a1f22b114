package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.TokenOutcome;
import dev.ephemera.transport.CallCancelledException;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.internal.ApiCall;
import dev.ephemera.transport.internal.CallsUnderWay;
import dev.ephemera.types.AuthToken;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Mints several tokens, a few at a time, and keeps what became of each. For one run. */
final class Batch {

    private final int count;
    private final int parallelism;
    private final Supplier<CompletableFuture<AuthToken>> mint;
    private final AtomicReferenceArray<@Nullable TokenOutcome> outcomes;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger left;
    private final CallsUnderWay underWay = new CallsUnderWay(() -> {});
    private final CompletableFuture<List<TokenOutcome>> all = new CompletableFuture<>();

    /**
     * Makes a batch.
     *
     * @param mint starts one call and never throws; cancelling its future aborts it
     * @throws IllegalArgumentException if a number is out of its range
     */
    Batch(int count, int parallelism, Supplier<CompletableFuture<AuthToken>> mint) {
        if (count < 0) {
            throw new IllegalArgumentException("count is " + count + "; it must be 0 or more.");
        }
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism is " + parallelism + "; it must be 1 or more.");
        }
        this.count = count;
        this.parallelism = Math.min(parallelism, count);
        this.mint = mint;
        this.outcomes = new AtomicReferenceArray<>(count);
        this.left = new AtomicInteger(count);
    }

    /** Waits for all; an interrupt stops those that are left and keeps the thread's flag. */
    List<TokenOutcome> execute() {
        start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return all.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    underWay.close();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("A batch does not fail as a whole.", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Cancelling the future stops those that are left.
     *
     * @param one a call like all; the future fails if it cannot work
     */
    CompletableFuture<List<TokenOutcome>> executeAsync(ApiCall<?, ?> one) {
        CompletableFuture<List<TokenOutcome>> unused = all.whenComplete((outcomes, failure) -> underWay.close());
        one.checkAsync(all, this::start);
        return all;
    }

    private void start() {
        if (count == 0) {
            all.complete(List.of());
        }
        for (int i = 0; i < parallelism; i++) {
            goOn();
        }
    }

    /** Mints one after the other, as one of those that work at the same time. */
    private void goOn() {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            int index = i;
            if (underWay.isClosed()) {
                settle(index, cancelled());
                continue;
            }
            CompletableFuture<AuthToken> call = mint.get();
            Runnable stop = () -> call.cancel(true);
            underWay.begun(stop);
            CompletableFuture<TokenOutcome> outcome = call.handle((token, failure) -> {
                underWay.ended(stop);
                return token != null ? TokenOutcome.of(token) : failed(failure);
            });
            if (!outcome.isDone()) { // a loop and not a chain for those that end at once, which may be many
                CompletableFuture<Void> unused = outcome.thenAccept(late -> {
                    settle(index, late);
                    goOn();
                });
                return;
            }
            settle(index, outcome.join());
        }
    }

    private TokenOutcome failed(Throwable failure) {
        if (underWay.isClosed()) {
            return cancelled();
        }
        return TokenOutcome.failed(
                failure instanceof RuntimeException thrown
                        ? thrown
                        : new GeminiException("The token could not be minted: " + failure, failure));
    }

    private static TokenOutcome cancelled() {
        return TokenOutcome.failed(
                new CallCancelledException("The batch was cancelled before this token was minted.", null));
    }

    private void settle(int index, TokenOutcome outcome) {
        outcomes.set(index, outcome);
        if (left.decrementAndGet() == 0) {
            all.complete(IntStream.range(0, count).mapToObj(outcomes::get).toList());
        }
    }
}
