package dev.ephemera.live.internal;

import dev.ephemera.live.ToolArguments;
import dev.ephemera.live.ToolCallContext;
import dev.ephemera.live.ToolCallEnd;
import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.JsonObject;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a function until it is over: answered, cancelled, too late, forgotten by the service or left behind by the session,
 * whichever is first. Interrupts the thread that runs it, and never what that thread does afterwards. Thread-safe.
 */
final class ToolInvocation implements ToolCallContext {

    private final FunctionCall call;
    private final BiConsumer<ToolInvocation, @Nullable Object> progress;
    private final ToolAnswers answers;

    // Guarded by this.
    private @Nullable ToolCallEnd end;
    private boolean interrupted;
    private @Nullable Thread thread;
    private @Nullable Runnable alarm;

    ToolInvocation(FunctionCall call, BiConsumer<ToolInvocation, @Nullable Object> progress) {
        this.call = call;
        this.progress = progress;
        this.answers = new ToolAnswers(call);
    }

    @Override
    public FunctionCall functionCall() {
        return call;
    }

    @Override
    public ToolArguments arguments() {
        return ToolArguments.of(call.args().orElse(JsonObject.empty()));
    }

    @Override
    public FunctionResponse.Builder response(@Nullable Object result) {
        return ToolResponses.result(call, result);
    }

    @Override
    public void progress(@Nullable Object result) {
        progress.accept(this, result);
    }

    @Override
    public synchronized Optional<ToolCallEnd> end() {
        return Optional.ofNullable(end);
    }

    /** What has been answered, and to which call. */
    ToolAnswers answers() {
        return answers;
    }

    /** Replaces the alarm, unless the call is over. */
    synchronized void arm(Runnable alarm) {
        disarm();
        if (end != null) {
            alarm.run();
        } else {
            this.alarm = alarm;
        }
    }

    private void disarm() {
        if (alarm != null) {
            alarm.run(); // which cancels it
            alarm = null;
        }
    }

    synchronized boolean isRunning() {
        return thread != null;
    }

    /** This thread begins to run it, unless it is over. */
    synchronized boolean enter() {
        if (end == null) {
            thread = Thread.currentThread();
        }
        return end == null;
    }

    /** This thread has run it, and knows nothing any more of an interruption that was meant for it. */
    synchronized void leave() {
        thread = null;
        if (interrupted) {
            boolean unused = Thread.interrupted();
        }
    }

    /** Ends it, unless somebody has; whoever ends it answers it, if anybody does. */
    synchronized boolean finish(ToolCallEnd why) {
        boolean first = end == null;
        if (first) {
            end = why;
        }
        disarm();
        return first;
    }

    /** Ends it unless somebody has, and interrupts the thread that runs it. */
    synchronized boolean abort(ToolCallEnd why) {
        boolean first = finish(why);
        if (first && thread != null && thread != Thread.currentThread()) { // which may have closed the session itself
            interrupted = true;
            thread.interrupt();
        }
        return first;
    }
}
