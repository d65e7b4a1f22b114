package dev.ephemera.live.internal;

import dev.ephemera.live.ToolArguments;
import dev.ephemera.live.ToolCallContext;
import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.JsonObject;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call until it is over: answered, cancelled, too late or left behind by the session, whichever is first. Interrupts the thread
 * that runs it, and never what that thread does afterwards. Thread-safe.
 */
final class ToolInvocation implements ToolCallContext {

    private final FunctionCall call;
    private final BiConsumer<ToolInvocation, @Nullable Object> progress;

    // Guarded by this.
    private boolean over;
    private boolean interrupted;
    private @Nullable Thread thread;
    private @Nullable Runnable alarm;

    ToolInvocation(FunctionCall call, BiConsumer<ToolInvocation, @Nullable Object> progress) {
        this.call = call;
        this.progress = progress;
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

    synchronized boolean isOver() {
        return over;
    }

    /** Replaces the alarm, unless the call is over. */
    synchronized void arm(Runnable alarm) {
        disarm();
        if (over) {
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
        if (!over) {
            thread = Thread.currentThread();
        }
        return !over;
    }

    /** This thread has run it, and knows nothing any more of an interruption that was meant for it. */
    synchronized void leave() {
        thread = null;
        if (interrupted) {
            boolean unused = Thread.interrupted();
        }
    }

    /** Ends it, unless somebody has; whoever ends it answers it, if anybody does. */
    synchronized boolean finish() {
        boolean first = !over;
        over = true;
        disarm();
        return first;
    }

    /** Ends it unless somebody has, and interrupts the thread that runs it. */
    synchronized boolean abort() {
        boolean first = finish();
        if (first && thread != null && thread != Thread.currentThread()) { // which may have closed the session itself
            interrupted = true;
            thread.interrupt();
        }
        return first;
    }
}
