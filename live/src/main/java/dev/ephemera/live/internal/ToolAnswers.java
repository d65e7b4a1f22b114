package dev.ephemera.live.internal;

import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.FunctionResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one run of a function, in order, and the call that waits for them: the one that began it, none while the service
 * knows of none, or one that asks for the same. To each such call they are sent from the first that is not known to be taken in.
 * Thread-safe; only {@link #add} and {@link #deliver} wait.
 */
final class ToolAnswers {

    /** How many are kept, the newest: for a function that tells of its progress in a turn without end. */
    static final int MAX_KEPT = 100;

    /** Sends an answer; may block, and throws if it was not accepted. */
    @FunctionalInterface
    interface Sender {

        /**
         * Sends an answer, or drops it without a word if it is not wanted any more as it leaves.
         *
         * @param wanted whether its call still waits for it; never blocks
         */
        void send(FunctionResponse answer, BooleanSupplier wanted);
    }

    private record Answer(FunctionCall asked, FunctionResponse response) {}

    private final ReentrantLock sending = new ReentrantLock(); // answers leave one after another
    private volatile @Nullable FunctionCall asked;

    // Guarded by this.
    private final List<FunctionResponse> kept = new ArrayList<>();
    private int begun; // so many of those were given to the sender for this call
    private int sent; // and so many have left
    private boolean complete;
    private boolean resumable;

    ToolAnswers(FunctionCall call) {
        this.asked = call;
    }

    /** The call that waits, unless the service knows of none. */
    @Nullable FunctionCall asked() {
        return asked;
    }

    /** Whether the last answer is there. */
    synchronized boolean isComplete() {
        return complete;
    }

    /** A service that goes on from here knows the call. */
    synchronized void resumableHere() {
        resumable = true;
    }

    /** Whether a service that goes on from the newest handle knows the call. */
    synchronized boolean isResumable() {
        return resumable;
    }

    /** The service does not know the call any more. */
    void orphan() {
        ask(null);
    }

    /** The model waits by this call now, and has got nothing yet. */
    void adopt(FunctionCall call) {
        ask(call);
    }

    private synchronized void ask(@Nullable FunctionCall call) {
        asked = call;
        resumable = false;
        begun = 0;
        sent = 0;
    }

    /** What has been sent has been taken in with the turn; tells whether that was all. */
    synchronized boolean turnComplete() {
        forget(sent);
        return complete && kept.isEmpty();
    }

    private void forget(int oldest) {
        kept.subList(0, oldest).clear();
        begun = Math.max(0, begun - oldest);
        sent = Math.max(0, sent - oldest);
    }

    /**
     * Sends an answer, and what was left behind before it; keeps it for a call that has yet to come, if none waits.
     *
     * @param last whether no other follows
     */
    void add(FunctionResponse response, boolean last, Sender sender) {
        sending.lock();
        try {
            synchronized (this) {
                kept.add(response);
                complete |= last;
                forget(Math.max(0, kept.size() - MAX_KEPT));
            }
            deliver(sender);
        } finally {
            sending.unlock();
        }
    }

    /** Sends what the call that waits has not got. If one cannot be sent, the next call of this method sends those behind it. */
    void deliver(Sender sender) {
        sending.lock();
        try {
            for (Answer next = next(); next != null; next = next()) {
                send(next, sender);
            }
        } finally {
            sending.unlock();
        }
    }

    private synchronized @Nullable Answer next() {
        FunctionCall waits = asked;
        return waits == null || begun == kept.size() ? null : new Answer(waits, kept.get(begun++));
    }

    private void send(Answer answer, Sender sender) {
        BooleanSupplier wanted = () -> asked == answer.asked;
        try {
            sender.send(ToolResponses.to(answer.asked, answer.response), wanted);
        } catch (RuntimeException e) {
            if (wanted.getAsBoolean()) {
                throw e;
            }
        } finally {
            left();
        }
    }

    /** What was begun has left; that is nothing yet, if another call waits meanwhile. */
    private synchronized void left() {
        sent = begun;
    }
}
