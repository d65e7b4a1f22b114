package dev.ephemera.live.internal;

import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The calls of one session whose answers the service is not known to have, in the order in which they came; and which of them it
 * has forgotten, as it goes on from an earlier state behind a change of the connection. Thread-safe; never waits.
 */
final class ToolCalls {

    /** How many answered calls are kept until their turn is complete; of more, a model that calls them again has them run again. */
    static final int MAX_ANSWERED = 100;

    // Guarded by this.
    private final Set<ToolInvocation> held = new LinkedHashSet<>();
    private final Deque<ToolInvocation> answered = new ArrayDeque<>(); // of these, the oldest first
    private boolean ended;

    /** Takes a call in, unless they have ended. */
    synchronized boolean add(ToolInvocation invocation) {
        return !ended && held.add(invocation);
    }

    /** Takes no more, and lets go of what the service has forgotten, which is returned. */
    synchronized List<ToolInvocation> end() {
        ended = true;
        return remove(ToolCalls::isForgotten);
    }

    /** The first run that the service has forgotten and that answers this call too; it does so from now on. */
    synchronized Optional<ToolInvocation> adopt(FunctionCall call) {
        Optional<ToolInvocation> same = held.stream()
                .filter(ToolCalls::isForgotten)
                .filter(invocation -> asksTheSame(invocation.functionCall(), call))
                .findFirst();
        same.ifPresent(invocation -> invocation.answers().adopt(call));
        return same;
    }

    private static boolean asksTheSame(FunctionCall one, FunctionCall other) {
        return one.name().equals(other.name())
                && one.args().orElse(JsonObject.empty()).equals(other.args().orElse(JsonObject.empty()));
    }

    private static boolean isForgotten(ToolInvocation invocation) {
        return invocation.answers().asked() == null;
    }

    /** The service gave a handle: with it, it knows the calls that there are. */
    synchronized void resumableHere() {
        held.forEach(invocation -> invocation.answers().resumableHere());
    }

    /** The session goes on: from the newest handle, or as a fresh one, which knows no call. */
    synchronized void reconnected(boolean resumed) {
        held.stream()
                .map(ToolInvocation::answers)
                .filter(answers -> !(resumed && answers.isResumable()))
                .forEach(ToolAnswers::orphan);
    }

    /** Lets go of what the service has, and of what it has forgotten, which is returned. */
    synchronized List<ToolInvocation> turnComplete() {
        List<ToolInvocation> forgotten = remove(ToolCalls::isForgotten);
        List<ToolInvocation> unused = remove(invocation -> invocation.answers().turnComplete());
        return forgotten;
    }

    /** Lets go of some. */
    synchronized List<ToolInvocation> remove(Predicate<ToolInvocation> which) {
        List<ToolInvocation> removed = held.stream().filter(which).toList();
        removed.forEach(held::remove);
        answered.removeIf(invocation -> !held.contains(invocation));
        return removed;
    }

    /** The last answer to a call is there. */
    synchronized void answered(ToolInvocation invocation) {
        if (held.contains(invocation)) {
            answered.add(invocation);
        }
        if (answered.size() > MAX_ANSWERED) {
            held.remove(answered.remove());
        }
    }

    /** Counts those that have no last answer yet. */
    synchronized long unanswered() {
        return held.stream()
                .filter(invocation -> !invocation.answers().isComplete())
                .count();
    }

    /** Counts all of them. */
    synchronized int size() {
        return held.size();
    }
}
