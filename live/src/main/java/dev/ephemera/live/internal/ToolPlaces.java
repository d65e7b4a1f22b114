package dev.ephemera.live.internal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The places in which calls of one session run, and those that wait for one, in order. A call that the service has forgotten waits
 * on: nobody may want what it would do. Thread-safe; never waits.
 */
final class ToolPlaces {

    private final int number;
    private final Executor executor;
    private final Consumer<ToolInvocation> run;
    private final BiConsumer<ToolInvocation, Throwable> refused;

    private final Object lock = new Object();
    private final Deque<ToolInvocation> waiting = new ArrayDeque<>();
    private final Set<ToolInvocation> running = new HashSet<>(); // given to the executor

    /**
     * Makes free places.
     *
     * @param run runs a call, on a thread of the executor
     * @param refused is told that the executor did not take one, and why
     */
    ToolPlaces(
            int number,
            Executor executor,
            Consumer<ToolInvocation> run,
            BiConsumer<ToolInvocation, Throwable> refused) {
        this.number = number;
        this.executor = executor;
        this.run = run;
        this.refused = refused;
    }

    /** Lets a call wait. */
    void add(ToolInvocation invocation) {
        synchronized (lock) {
            waiting.add(invocation);
        }
    }

    /** Lets calls run while there is room. */
    void fill() {
        for (ToolInvocation next = next(); next != null; next = next()) {
            ToolInvocation invocation = next;
            try {
                executor.execute(() -> run(invocation));
            } catch (RuntimeException | Error e) { // the user's executor is full, closed or broken
                refused.accept(invocation, e);
                free(invocation);
            }
        }
    }

    private void run(ToolInvocation invocation) {
        try {
            run.accept(invocation);
        } finally {
            free(invocation);
            fill();
        }
    }

    private @Nullable ToolInvocation next() {
        synchronized (lock) {
            if (running.size() >= number) {
                return null;
            }
            for (Iterator<ToolInvocation> each = waiting.iterator(); each.hasNext(); ) {
                ToolInvocation next = each.next();
                if (next.answers().asked() != null) {
                    each.remove();
                    running.add(next);
                    return next;
                }
            }
            return null;
        }
    }

    private void free(ToolInvocation invocation) {
        synchronized (lock) {
            running.remove(invocation);
        }
    }

    /** Lets calls wait no longer. */
    void withdraw(Collection<ToolInvocation> over) {
        synchronized (lock) {
            waiting.removeAll(over);
        }
    }

    /** Takes back calls that are over; one that no thread runs never will be: perhaps the executor has discarded it. */
    void giveUp(Collection<ToolInvocation> over) {
        synchronized (lock) {
            waiting.removeAll(over);
            over.stream().filter(invocation -> !invocation.isRunning()).forEach(running::remove);
        }
    }

    /** Counts those that wait; for tests. */
    int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }
}
