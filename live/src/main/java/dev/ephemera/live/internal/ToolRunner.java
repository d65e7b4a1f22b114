package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveTools;
import dev.ephemera.live.ToolCallEnd;
import dev.ephemera.live.ToolHandler;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.FunctionResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Serves the calls of one session. Its methods never block and run nothing of the user's; what may do so runs where the tools say.
 * Thread-safe.
 *
 * <p>A session may go on over another connection, where the service knows only what it knew when it gave the handle. A call that it
 * has forgotten runs on: if the model, which has not got its answer, calls the same again, that call gets it, and no function runs
 * twice. If it does not until its next turn is complete, the call is over.
 */
final class ToolRunner {

    private final LiveTools tools;
    private final ToolResponses responses;
    private final Time time;
    private final UserThreads threads;
    private final ToolAnswers.Sender send;
    private final Consumer<LiveEvent.ToolFailed> report;
    private final UnaryOperator<String> redaction;
    private final ToolCalls calls = new ToolCalls();
    private final ToolPlaces places;

    /**
     * Makes a runner.
     *
     * @param send sends a response
     * @param report takes failures; never blocks
     * @param redaction takes secrets out of what the model is told
     */
    ToolRunner(
            LiveTools tools,
            Time time,
            UserThreads threads,
            ToolAnswers.Sender send,
            Consumer<LiveEvent.ToolFailed> report,
            UnaryOperator<String> redaction) {
        this.tools = tools;
        this.responses = new ToolResponses(tools);
        this.time = time;
        this.threads = threads;
        this.send = send;
        this.report = report;
        this.redaction = redaction;
        this.places =
                new ToolPlaces(tools.concurrency(), tools.executor().orElse(threads::run), this::answer, this::refused);
    }

    /** Runs calls, if there are any functions; answers each, also one that nobody knows. */
    void handle(List<FunctionCall> called) {
        if (tools.names().isEmpty()) {
            return;
        }
        for (FunctionCall call : called) {
            calls.adopt(call).ifPresentOrElse(same -> threads.run(() -> deliver(same)), () -> begin(call));
        }
        places.fill();
    }

    private void begin(FunctionCall call) {
        ToolInvocation invocation = new ToolInvocation(call, this::progress);
        if (calls.add(invocation)) {
            places.add(invocation);
            arm(invocation);
        }
    }

    /** Ends calls without an answer. */
    void cancel(List<String> ids) {
        Set<String> cancelled = Set.copyOf(ids);
        abort(calls.remove(invocation -> isAsked(invocation, cancelled)), ToolCallEnd.CANCELLED);
    }

    private static boolean isAsked(ToolInvocation invocation, Set<String> ids) {
        FunctionCall asked = invocation.answers().asked();
        return asked != null && asked.id().filter(ids::contains).isPresent();
    }

    /** The service gave a handle from which the session can be resumed: it knows the calls that have come so far. */
    void resumableHere() {
        calls.resumableHere();
    }

    /**
     * The session goes on over another connection; to be told before anything but the setup leaves over it.
     *
     * @param resumed whether it does so from the newest handle, and not from nothing
     */
    void reconnected(boolean resumed) {
        calls.reconnected(resumed);
    }

    /** The model's turn is complete, with what was sent before: what it has not called again until now, it does not want. */
    void turnComplete() {
        forget(calls.turnComplete());
    }

    /** The session is over: ends everything without an answer. */
    void end() {
        forget(calls.end());
        abort(calls.remove(invocation -> true), ToolCallEnd.SESSION_OVER);
    }

    private void forget(List<ToolInvocation> forgotten) {
        abort(forgotten, ToolCallEnd.FORGOTTEN);
        forgotten.forEach(invocation -> report(
                invocation,
                new CancellationException(
                        "The connection was lost, the service no longer knows the call, and the model did not call the function"
                                + " again; it is not told what became of it.")));
    }

    /** Takes them all out first, so that none begins when another one makes room. */
    private void abort(List<ToolInvocation> aborted, ToolCallEnd why) {
        places.withdraw(aborted);
        aborted.forEach(invocation -> invocation.abort(why));
        places.giveUp(aborted);
        places.fill();
    }

    /** Counts the calls that are not answered; for tests. */
    long held() {
        return Math.max(calls.unanswered(), places.waiting());
    }

    /** Counts the calls, answered ones too, that may come again; for tests. */
    int kept() {
        return calls.size();
    }

    private void arm(ToolInvocation invocation) {
        try {
            invocation.arm(time.schedule(() -> late(invocation), tools.timeout()));
        } catch (RejectedExecutionException e) {
            // The client is closed, and with it the session, which ends the call.
        }
    }

    private void late(ToolInvocation invocation) {
        if (invocation.abort(ToolCallEnd.TIMED_OUT)) {
            places.giveUp(List.of(invocation));
            threads.run(() -> fail(
                    invocation, new TimeoutException("The function gave no result within " + tools.timeout() + ".")));
            threads.run(places::fill);
        }
    }

    private void refused(ToolInvocation invocation, Throwable why) {
        threads.run(() -> {
            if (invocation.finish(ToolCallEnd.RETURNED)) {
                fail(invocation, why);
            }
        });
    }

    private void answer(ToolInvocation invocation) {
        if (!invocation.enter()) {
            return;
        }
        FunctionResponse response = null;
        Throwable failure = null;
        try {
            FunctionCall call = invocation.functionCall();
            response = responses.last(call, handler(call).handle(invocation));
        } catch (Throwable thrown) { // an Error too: the model waits for an answer
            failure = thrown;
        }
        boolean first = invocation.finish(ToolCallEnd.RETURNED);
        invocation.leave();
        if (first && response != null) {
            respond(invocation, response);
        } else if (first && failure != null) {
            fail(invocation, failure);
        }
    }

    private ToolHandler handler(FunctionCall call) {
        String name = call.name().orElse("");
        return tools.handler(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no function " + name + "; there are: " + String.join(", ", tools.names()) + "."));
    }

    /** Tells the reader before the model, whose words on it come later then. */
    private void fail(ToolInvocation invocation, Throwable failure) {
        report(invocation, failure);
        String words = ToolResponses.words(failure, redaction);
        respond(invocation, ToolResponses.error(invocation.functionCall(), words));
    }

    private void respond(ToolInvocation invocation, FunctionResponse response) {
        send(invocation, () -> invocation.answers().add(response, true, send));
        calls.answered(invocation);
    }

    private void deliver(ToolInvocation invocation) {
        send(invocation, () -> invocation.answers().deliver(send));
    }

    /** What cannot be sent is one answer; those behind it still can. */
    private void send(ToolInvocation invocation, Runnable attempt) {
        try {
            attempt.run();
        } catch (RuntimeException e) {
            report(invocation, e);
            deliver(invocation);
        }
    }

    private void report(ToolInvocation invocation, Throwable cause) {
        report.accept(new LiveEvent.ToolFailed(ServerFrame.NOTHING, invocation.functionCall(), cause));
    }

    private void progress(ToolInvocation invocation, @Nullable Object result) {
        FunctionResponse part = responses.part(invocation.functionCall(), result);
        invocation.end().ifPresent(why -> {
            throw new IllegalStateException("The call is over: " + why + ". Nothing more can be sent for it.");
        });
        invocation.answers().add(part, false, send);
        arm(invocation);
    }
}
