package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveTools;
import dev.ephemera.live.ToolHandler;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.FunctionResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Serves the calls of one session. Its methods never block and run nothing of the user's; what may do so runs where the tools say.
 * Thread-safe.
 */
final class ToolRunner {

    private final LiveTools tools;
    private final ToolResponses responses;
    private final Time time;
    private final UserThreads threads;
    private final Executor executor;
    private final Consumer<FunctionResponse> send;
    private final Consumer<LiveEvent.ToolFailed> report;
    private final UnaryOperator<String> redaction;

    private final Object lock = new Object();
    private final Set<ToolInvocation> pending = new LinkedHashSet<>();
    private final Deque<ToolInvocation> waiting = new ArrayDeque<>();
    private final Set<ToolInvocation> running = new HashSet<>(); // given to the executor
    private boolean ended;

    /**
     * Makes a runner.
     *
     * @param send sends a response; may block, and throws if it was not accepted
     * @param report takes failures
     * @param redaction takes secrets out of what the model is told
     */
    ToolRunner(
            LiveTools tools,
            Time time,
            UserThreads threads,
            Consumer<FunctionResponse> send,
            Consumer<LiveEvent.ToolFailed> report,
            UnaryOperator<String> redaction) {
        this.tools = tools;
        this.responses = new ToolResponses(tools);
        this.time = time;
        this.threads = threads;
        this.executor = tools.executor().orElse(threads::run);
        this.send = send;
        this.report = report;
        this.redaction = redaction;
    }

    /** Runs calls, if there are any functions; answers each, also one that nobody knows. */
    void handle(List<FunctionCall> calls) {
        if (tools.names().isEmpty()) {
            return;
        }
        for (FunctionCall call : calls) {
            ToolInvocation invocation = new ToolInvocation(call, this::progress);
            synchronized (lock) {
                if (ended) {
                    return;
                }
                pending.add(invocation);
                waiting.add(invocation);
            }
            arm(invocation);
        }
        startWaiting();
    }

    /** Ends calls without an answer. */
    void cancel(List<String> ids) {
        Set<String> cancelled = Set.copyOf(ids);
        abort(invocation ->
                invocation.functionCall().id().filter(cancelled::contains).isPresent());
    }

    /** The session is over: ends everything without an answer. */
    void end() {
        synchronized (lock) {
            ended = true;
        }
        abort(invocation -> true);
    }

    /** Takes them all out first, so that none begins when another one makes room. */
    private void abort(Predicate<ToolInvocation> which) {
        List<ToolInvocation> aborted;
        synchronized (lock) {
            aborted = pending.stream().filter(which).toList();
            pending.removeIf(which);
            waiting.removeIf(which);
        }
        aborted.forEach(ToolInvocation::abort);
        aborted.forEach(this::giveUpPlace);
        startWaiting();
    }

    /** Counts the calls that are not over; for tests. */
    int held() {
        synchronized (lock) {
            return Math.max(pending.size(), waiting.size());
        }
    }

    private void forget(ToolInvocation invocation) {
        synchronized (lock) {
            pending.remove(invocation);
            waiting.remove(invocation);
        }
    }

    private void arm(ToolInvocation invocation) {
        try {
            invocation.arm(time.schedule(() -> late(invocation), tools.timeout()));
        } catch (RejectedExecutionException e) {
            // The client is closed, and with it the session, which ends the call.
        }
    }

    private void late(ToolInvocation invocation) {
        if (invocation.abort()) {
            forget(invocation);
            giveUpPlace(invocation);
            threads.run(() -> fail(
                    invocation, new TimeoutException("The function gave no result within " + tools.timeout() + ".")));
            threads.run(this::startWaiting);
        }
    }

    private void startWaiting() {
        for (ToolInvocation next = nextToRun(); next != null; next = nextToRun()) {
            ToolInvocation invocation = next;
            try {
                executor.execute(() -> run(invocation));
            } catch (RuntimeException | Error e) { // the user's executor is full, closed or broken
                threads.run(() -> {
                    if (invocation.finish()) {
                        forget(invocation);
                        fail(invocation, e);
                    }
                });
                ran(invocation);
            }
        }
    }

    private @Nullable ToolInvocation nextToRun() {
        synchronized (lock) {
            ToolInvocation next = running.size() < tools.concurrency() ? waiting.poll() : null;
            if (next != null) {
                running.add(next);
            }
            return next;
        }
    }

    private void ran(ToolInvocation invocation) {
        synchronized (lock) {
            running.remove(invocation);
        }
    }

    /** A call that is over and that no thread runs never will be: perhaps the executor has discarded it. */
    private void giveUpPlace(ToolInvocation over) {
        if (!over.isRunning()) {
            ran(over);
        }
    }

    private void run(ToolInvocation invocation) {
        try {
            answer(invocation);
        } finally {
            ran(invocation);
            startWaiting();
        }
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
        boolean first = invocation.finish();
        invocation.leave();
        forget(invocation);
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
        try {
            send.accept(response);
        } catch (RuntimeException e) {
            report(invocation, e);
        }
    }

    private void report(ToolInvocation invocation, Throwable cause) {
        report.accept(new LiveEvent.ToolFailed(ServerFrame.NOTHING, invocation.functionCall(), cause));
    }

    private void progress(ToolInvocation invocation, @Nullable Object result) {
        FunctionResponse part = responses.part(invocation.functionCall(), result);
        if (invocation.isOver()) {
            throw new IllegalStateException(
                    "The call is over: it was cancelled, its time is over, it was answered, or the session has ended.");
        }
        send.accept(part);
        arm(invocation);
    }
}
