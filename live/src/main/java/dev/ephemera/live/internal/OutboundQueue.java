package dev.ephemera.live.internal;

import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.transport.internal.websocket.OutgoingMessage;
import dev.ephemera.transport.internal.websocket.OutgoingMessages;
import dev.ephemera.types.LiveClientMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent, in the order of the calls: the accepted messages, bounded in bytes; behind them the line of those that wait
 * for room; before them those that are leaving, which nobody can call back. Thread-safe; nothing blocks.
 */
final class OutboundQueue implements OutgoingMessages {

    private final OutboundPolicy policy;
    private final long maxBytes;
    private final Time time;
    private final Runnable wake;
    private final SendReports reports;
    private final Consumer<OutboundMessage> leaves;
    private final SessionMeter meter;

    /** Is told of what is dropped, as {@link dev.ephemera.live.LiveEvent.AudioDropped} says it. */
    interface Dropped {
        void audio(long messages, long bytes);
    }

    /**
     * What is left in the end, each in order.
     *
     * @param leaving was handed to a connection, which has not said that it left, or was lost: it may have arrived
     * @param unsent did not begin to leave
     */
    record Rest(List<OutboundMessage> leaving, List<OutboundMessage> unsent) {

        static final Rest NONE = new Rest(List.of(), List.of());

        /** The same behind messages that had left and may be lost, each once. */
        Rest behind(List<OutboundMessage> lost) {
            return new Rest(
                    Stream.concat(lost.stream(), leaving.stream()).distinct().toList(), unsent);
        }

        /** Hands them back. */
        SessionEnd.Builder handBack(SessionEnd.Builder end) {
            return end.unsent(contents(unsent)).leaving(contents(leaving));
        }

        private static List<LiveClientMessage> contents(List<OutboundMessage> messages) {
            return messages.stream().map(OutboundMessage::content).toList();
        }
    }

    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final Deque<OutboundMessage> leaving = new ArrayDeque<>();
    private final WaitingMessages waiting;
    private final SendDeadlines deadlines;
    private @Nullable Supplier<LiveSendException> refusal;
    private final List<OutboundMessage> refused = new ArrayList<>(); // waited for room when nothing more was accepted

    /**
     * Makes an empty queue.
     *
     * @param options its bound, its policy and its deadline
     * @param time when a deadline is over
     * @param wake lets the connection ask for what it may take now; called without a lock, by whichever thread has made it so
     * @param dropped is told of audio that was dropped
     * @param leaves is told of what begins to leave, in order, for an answer may come before it is known to have left; must not block
     * @param meter measures what waits and what leaves
     */
    OutboundQueue(
            SessionOptions options,
            Time time,
            Runnable wake,
            Dropped dropped,
            Consumer<OutboundMessage> leaves,
            SessionMeter meter) {
        this.policy = options.outboundPolicy();
        this.maxBytes = options.maxQueuedBytes();
        this.time = time;
        this.wake = wake;
        this.reports = new SendReports(drops(options), dropped);
        this.leaves = leaves;
        this.meter = meter;
        this.waiting = new WaitingMessages(maxBytes, meter);
        this.deadlines = new SendDeadlines(options.sendTimeout(), time, this::expire);
    }

    /**
     * Takes a message, or settles it at once with why it cannot be sent.
     *
     * @param message the message
     */
    void add(OutboundMessage message) {
        add(message, policy);
    }

    /** The same by another policy. */
    void add(OutboundMessage message, OutboundPolicy policy) {
        List<OutboundMessage> displaced = List.of();
        List<OutboundMessage> bereft = List.of();
        Supplier<LiveSendException> failure = null;
        lock.lock();
        try {
            if (refusal != null) {
                failure = refusal;
            } else {
                message.accepted(time.nanoTime());
                deadlines.begin(message);
                if (policy == OutboundPolicy.DROP_OLDEST_AUDIO && message.isAudio() && !waiting.hasRoomFor(message)) {
                    displaced = waiting.makeRoomFor(message);
                    bereft = waiting.takeBereft(displaced);
                    boolean unusedSinceWoken = waiting.promote();
                }
                if (policy == OutboundPolicy.FAIL && !waiting.hasRoomFor(message)) {
                    long held = waiting.bytes();
                    failure = () -> SendFailures.full(message.size(), maxBytes, held);
                } else if (!waiting.add(message)) {
                    bereft = List.of(message);
                }
                watchDeadlines();
            }
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            message.failNow(failure.get());
        } else {
            wake.run();
        }
        reports.tell(displaced, unused -> SendFailures.dropped(), bereft);
    }

    /** Whether a session gives up audio rather than what comes after it, and tells of that. */
    static boolean drops(SessionOptions options) {
        return options.outboundPolicy() == OutboundPolicy.DROP_OLDEST_AUDIO || Reconnector.goesOn(options.reconnect());
    }

    private void wakeIf(boolean promoted) {
        if (promoted) {
            wake.run();
        }
    }

    /** Takes back a message that its sender has given up; false if it had begun to leave, or is settled. */
    boolean withdraw(OutboundMessage message) {
        boolean there;
        List<OutboundMessage> bereft = List.of();
        boolean promoted;
        lock.lock();
        try {
            there = waiting.remove(message) && !message.hasBegun();
            if (there) {
                bereft = waiting.takeBereft(List.of(message));
            }
            promoted = waiting.promote();
        } finally {
            lock.unlock();
        }
        wakeIf(promoted);
        reports.tell(List.of(), unused -> SendFailures.dropped(), bereft);
        return there;
    }

    @Override
    public @Nullable OutgoingMessage next() {
        lock.lock();
        try {
            OutboundMessage first = waiting.first();
            if (first == null) {
                return null;
            }
            if (!first.isWanted()) {
                boolean unusedSinceThere = waiting.remove(first);
                boolean unusedSinceAsking = waiting.promote();
                first.fail(SendFailures.callForgotten());
                return next();
            }
            if (waiting.mustBegin(first)) {
                first = beginningOf(first);
            }
            waiting.leaves(first);
            leaving.add(first);
            first.begun();
            leaves.accept(first);
            meter.leaving(first);
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** What leaves before the first message of an utterance that goes on over another connection. */
    private OutboundMessage beginningOf(OutboundMessage first) {
        LiveClientMessage mark = ClientMessages.activityStart();
        OutboundMessage beginning = new OutboundMessage(
                this, mark, Json.writeBytes(mark), Runnable::run, () -> true); // nobody waits for it
        beginning.partOf(first.utterance());
        deadlines.begin(beginning);
        return beginning;
    }

    /** A message that was taken has left. */
    void left(OutboundMessage message) {
        boolean promoted;
        lock.lock();
        try {
            if (!leaving.remove(message)) {
                return; // the session has ended before, and has said that it was leaving
            }
            waiting.left(message);
            promoted = waiting.promote();
        } finally {
            lock.unlock();
        }
        meter.left(message);
        wakeIf(promoted);
        message.succeed();
    }

    private void watchDeadlines() {
        if (!deadlines.isArmed()) {
            deadlines.watch(Stream.concat(leaving.stream(), waiting.all()));
        }
    }

    private void expire() {
        List<OutboundMessage> late;
        List<OutboundMessage> stuck;
        List<OutboundMessage> bereft;
        boolean promoted;
        lock.lock();
        try {
            deadlines.spent();
            late = waiting.all().filter(deadlines::isOver).toList();
            late.forEach(waiting::remove);
            bereft = waiting.takeBereft(late);
            stuck = Stream.concat(
                            late.stream().filter(OutboundMessage::hasBegun), // over the connection before
                            leaving.stream().filter(deadlines::isOver))
                    .toList();
            promoted = waiting.promote();
            watchDeadlines();
        } finally {
            lock.unlock();
        }
        wakeIf(promoted);
        reports.tell(late.stream().filter(message -> !message.hasBegun()).toList(), unused -> deadlines.late(), bereft);
        stuck.forEach(message -> message.fail(deadlines.stuck()));
    }

    /**
     * Begins anew over another connection: first what is sent again, then what waits already, but for what is not worth it.
     *
     * @param again has begun to leave before
     * @param worthless picks out of the rest what shall not leave any more
     */
    void goOn(List<OutboundMessage> again, Predicate<OutboundMessage> worthless) {
        List<OutboundMessage> out;
        List<OutboundMessage> bereft;
        lock.lock();
        try {
            out = Stream.concat(
                            leaving.stream().filter(message -> !again.contains(message)),
                            waiting.all().filter(worthless))
                    .toList();
            again.stream().filter(message -> !leaving.contains(message)).forEach(meter::queued);
            leaving.clear();
            again.forEach(deadlines::begin);
            bereft = waiting.goOn(again, out);
            Stream.of(out, bereft).flatMap(List::stream).forEach(meter::takenOut);
            watchDeadlines();
        } finally {
            lock.unlock();
        }
        wake.run();
        reports.tell(out, SendFailures::overtaken, bereft);
    }

    /**
     * Accepts nothing more; what was accepted may still leave.
     *
     * @param refusal what later senders learn
     * @return what only waited for room; the caller settles it
     */
    List<OutboundMessage> refuseMore(Supplier<LiveSendException> refusal) {
        lock.lock();
        try {
            this.refusal = refusal;
            List<OutboundMessage> line = waiting.takeLine();
            refused.addAll(line);
            line.forEach(meter::takenOut);
            return line;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Accepts nothing more, and nothing leaves any more.
     *
     * @param refusal what later senders learn
     * @return what has not left, that which waited for room included; the caller settles it, as far as nobody has
     */
    Rest end(Supplier<LiveSendException> refusal) {
        lock.lock();
        try {
            this.refusal = refusal;
            refused.addAll(waiting.takeLine());
            Map<Boolean, List<OutboundMessage>> rest = Stream.of(leaving.stream(), waiting.all(), refused.stream())
                    .flatMap(Function.identity())
                    .collect(Collectors.partitioningBy(OutboundMessage::hasBegun));
            leaving.clear();
            waiting.clear();
            refused.clear();
            deadlines.stop();
            return new Rest(rest.getOrDefault(true, List.of()), rest.getOrDefault(false, List.of()));
        } finally {
            lock.unlock();
        }
    }
}
