package dev.ephemera.emulator.internal.http;

import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/** What waits to leave on one WebSocket: one step after the other, none before the last has left. */
final class Outbox extends IteratingCallback {

    /** Something that leaves. */
    interface Step {

        /** Begins; the next step waits for the callback. */
        void run(Callback done);
    }

    private final Deque<Step> waiting = new ArrayDeque<>();
    private final Runnable progress;
    private int unsent;
    private boolean broken;

    /**
     * Makes an empty one.
     *
     * @param progress is run after each step
     */
    Outbox(Runnable progress) {
        this.progress = progress;
    }

    void add(Step step) {
        synchronized (waiting) {
            if (broken) {
                return;
            }
            waiting.add(step);
            unsent++;
        }
        iterate();
    }

    /** Returns how many steps have not been done. */
    int size() {
        synchronized (waiting) {
            return unsent;
        }
    }

    @Override
    protected Action process() {
        Step step = next();
        if (step == null) {
            return Action.IDLE;
        }
        step.run(this);
        return Action.SCHEDULED;
    }

    private @Nullable Step next() {
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    @Override
    protected void onSuccess() {
        synchronized (waiting) {
            unsent--;
        }
        progress.run();
    }

    /** The connection is lost, and with it all that waits; its end is told elsewhere. */
    @Override
    protected void onCompleteFailure(Throwable cause) {
        synchronized (waiting) {
            broken = true;
            waiting.clear();
        }
    }
}
