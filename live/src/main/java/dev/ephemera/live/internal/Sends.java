package dev.ephemera.live.internal;

import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.LiveClientMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** The ways to send: waiting for it, or not. The order is the queue's. Thread-safe. */
final class Sends {

    private final OutboundQueue queue;
    private final OutboundPolicy policy;
    private final boolean drops;
    private final KnownCalls calls;
    private final Executor completions;

    Sends(OutboundQueue queue, SessionOptions options, UserThreads userThreads, KnownCalls calls) {
        this.queue = queue;
        this.policy = options.outboundPolicy();
        this.drops = OutboundQueue.drops(options);
        this.calls = calls;
        this.completions = new Completions(userThreads.relayed());
    }

    /** Sends a message behind all that were accepted before, and waits until it has left. */
    void send(LiveClientMessage message) {
        OutboundMessage sending = message(message, Runnable::run);
        queue.add(sending);
        boolean waits = policy != OutboundPolicy.DROP_OLDEST_AUDIO || !sending.isAudio();
        if (waits || sending.isSettled()) {
            await(sending);
        }
    }

    /**
     * Sends what a function gave back, which waits for room whatever the policy is: the model waits for it, and nobody sends it again.
     *
     * @param wanted whether its call still waits for it
     */
    void answer(FunctionResponse response, BooleanSupplier wanted) {
        if (!wanted.getAsBoolean()) {
            return;
        }
        OutboundMessage sending = message(ClientMessages.toolResponse(List.of(response)), Runnable::run, wanted);
        queue.add(sending, OutboundPolicy.WAIT);
        await(sending);
    }

    private void await(OutboundMessage sending) {
        try {
            sending.sent().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SendFailures.interrupted(queue.withdraw(sending), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LiveSendException failure) {
                if (drops && sending.isSpeech() && SendFailures.isDrop(failure)) {
                    return; // an event tells, and whoever speaks goes on
                }
                failure.fillInStackTrace(); // it was made on a thread that tells the caller nothing
                throw failure;
            }
            throw new IllegalStateException("A send fails with LiveSendException only.", e);
        }
    }

    /** The same without waiting; cancelling or completing what it returns takes the message back, if it has not begun to leave. */
    CompletableFuture<Void> sendAsync(LiveClientMessage message) {
        OutboundMessage sending = message(message, completions);
        queue.add(sending);
        CompletableFuture<Void> sent = sending.sent();
        var unused = sent.whenComplete((done, failure) -> {
            if (!sending.isSettled()) { // but by whoever has the future
                boolean unusedOutcome = queue.withdraw(sending);
            }
        });
        return sent;
    }

    /** What is sent before anything else over a new connection; nobody waits for it. */
    OutboundMessage first(LiveClientMessage message) {
        return message(message, Runnable::run);
    }

    private OutboundMessage message(LiveClientMessage message, Executor settling) {
        return message(
                message,
                settling,
                message.toolResponse().isPresent() ? () -> !calls.isForForgotten(message) : () -> true);
    }

    private OutboundMessage message(LiveClientMessage message, Executor settling, BooleanSupplier wanted) {
        return new OutboundMessage(queue, message, ClientTexts.of(message), settling, wanted);
    }
}
