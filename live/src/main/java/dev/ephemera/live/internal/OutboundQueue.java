package dev.ephemera.live.internal;

import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.Time;
import dev.ephemera.transport.internal.websocket.OutgoingMessage;
import dev.ephemera.transport.internal.websocket.OutgoingMessages;
import dev.ephemera.types.LiveClientMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
    private final Duration timeout;
    private final Time time;
    private final Runnable wake;
    private final Dropped dropped;
    private final Consumer<OutboundMessage> leaves;
    private final SessionMeter meter;

    /** Is told of audio that made room for newer audio, or was too old for another connection. */
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
    private final Set<OutboundMessage> accepted =
            new LinkedHashSet<>(); // one that is given up goes from wherever it stands
    private final Set<OutboundMessage> line = new LinkedHashSet<>();
    private long bytes;
    private @Nullable Runnable alarm;
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
        this.timeout = options.sendTimeout();
        this.time = time;
        this.wake = wake;
        this.dropped = dropped;
        this.leaves = leaves;
        this.meter = meter;
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
        Supplier<LiveSendException> failure = null;
        lock.lock();
        try {
            if (refusal != null) {
                failure = refusal;
            } else {
                message.accepted(time.nanoTime());
                message.expiresAt(time.nanoTime() + timeout.toNanos());
                if (policy == OutboundPolicy.DROP_OLDEST_AUDIO
                        && message.isAudio()
                        && !(line.isEmpty() && fits(message))) {
                    displaced = makeRoomFor(message);
                }
                if (line.isEmpty() && fits(message)) {
                    accept(message);
                } else if (policy == OutboundPolicy.FAIL) {
                    long waiting = bytes;
                    failure = () -> SendFailures.full(message.size(), maxBytes, waiting);
                } else {
                    line.add(message);
                }
                if (failure == null) {
                    meter.queued(message);
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
        report(displaced, SendFailures::dropped);
    }

    private void accept(OutboundMessage message) {
        bytes += message.size();
        accepted.add(message);
    }

    private boolean fits(OutboundMessage message) {
        return bytes == 0 || bytes + message.size() <= maxBytes;
    }

    /**
     * Takes out the oldest audio, as much as newer audio needs. Where the rest alone leaves no room for the newer, nothing is won by
     * that, and only audio that is more than the whole queue takes goes.
     */
    private List<OutboundMessage> makeRoomFor(OutboundMessage newer) {
        List<OutboundMessage> audio = Stream.of(accepted, line)
                .flatMap(Collection::stream)
                .filter(OutboundMessage::isAudio)
                .toList();
        long rest = bytes + size(line) - size(audio);
        long excess = size(audio) + newer.size() - (rest + newer.size() <= maxBytes ? maxBytes - rest : maxBytes);
        List<OutboundMessage> displaced = new ArrayList<>();
        for (Iterator<OutboundMessage> oldest = audio.iterator(); oldest.hasNext() && excess > 0; ) {
            OutboundMessage older = oldest.next();
            excess -= older.size();
            displaced.add(older);
        }
        displaced.forEach(this::remove);
        boolean unusedSinceAddWakes = promote();
        return displaced;
    }

    private static long size(Collection<OutboundMessage> messages) {
        return messages.stream().mapToLong(OutboundMessage::size).sum();
    }

    /** Takes out what has not begun to leave; tells whether it was there. */
    private boolean remove(OutboundMessage message) {
        boolean wasAccepted = accepted.remove(message);
        if (wasAccepted) {
            bytes -= message.size();
        }
        boolean removed = wasAccepted || line.remove(message);
        if (removed) {
            meter.takenOut(message);
        }
        return removed;
    }

    /** Those in the line that fit now are accepted; tells whether there are any, for whom the caller wakes the connection. */
    private boolean promote() {
        boolean promoted = false;
        for (Iterator<OutboundMessage> all = line.iterator(); all.hasNext(); promoted = true) {
            OutboundMessage first = all.next();
            if (!fits(first)) {
                return promoted;
            }
            all.remove();
            accept(first);
        }
        return promoted;
    }

    private void wakeIf(boolean promoted) {
        if (promoted) {
            wake.run();
        }
    }

    /** Takes back a message that its sender has given up; false if it had begun to leave, or is settled. */
    boolean withdraw(OutboundMessage message) {
        boolean there;
        boolean promoted;
        lock.lock();
        try {
            there = remove(message) && !message.hasBegun();
            promoted = promote();
        } finally {
            lock.unlock();
        }
        wakeIf(promoted);
        return there;
    }

    @Override
    public @Nullable OutgoingMessage next() {
        lock.lock();
        try {
            Iterator<OutboundMessage> all = accepted.iterator();
            if (!all.hasNext()) {
                return null;
            }
            OutboundMessage first = all.next();
            if (!first.isWanted()) {
                boolean unusedSinceThere = remove(first);
                boolean unusedSinceAsking = promote();
                first.fail(SendFailures.callForgotten());
                return next();
            }
            all.remove();
            leaving.add(first);
            first.begun();
            leaves.accept(first);
            meter.leaving(first);
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** A message that was taken has left. */
    void left(OutboundMessage message) {
        boolean promoted;
        lock.lock();
        try {
            if (!leaving.remove(message)) {
                return; // the session has ended before, and has said that it was leaving
            }
            bytes -= message.size();
            promoted = promote();
        } finally {
            lock.unlock();
        }
        meter.left(message);
        wakeIf(promoted);
        message.succeed();
    }

    /** One alarm at a time, for what expires first. */
    private void watchDeadlines() {
        if (alarm != null) {
            return;
        }
        OutboundMessage oldest = Stream.of(leaving, accepted, line)
                .flatMap(Collection::stream)
                .filter(message -> !message.isSettled())
                .min((one, other) -> Long.signum(one.expiresAt() - other.expiresAt()))
                .orElse(null);
        if (oldest == null) {
            return;
        }
        try {
            alarm = time.schedule(this::expire, Duration.ofNanos(oldest.expiresAt() - time.nanoTime()));
        } catch (RejectedExecutionException e) {
            // The client is closed; the end of the session settles all.
        }
    }

    private void expire() {
        List<OutboundMessage> late = new ArrayList<>();
        List<OutboundMessage> tooLate = new ArrayList<>();
        boolean promoted;
        lock.lock();
        try {
            alarm = null;
            long now = time.nanoTime();
            for (Set<OutboundMessage> queue : List.of(accepted, line)) {
                for (Iterator<OutboundMessage> all = queue.iterator(); all.hasNext(); ) {
                    OutboundMessage message = all.next();
                    if (!message.isSettled() && message.expiresAt() - now <= 0) {
                        late.add(message);
                    }
                }
            }
            late.forEach(this::remove);
            late.stream().filter(OutboundMessage::hasBegun).forEach(tooLate::add); // over the connection before
            leaving.stream()
                    .filter(message -> message.expiresAt() - now <= 0 && !message.isSettled())
                    .forEach(tooLate::add);
            promoted = promote();
            watchDeadlines();
        } finally {
            lock.unlock();
        }
        wakeIf(promoted);
        report(late.stream().filter(message -> !message.hasBegun()).toList(), () -> SendFailures.late(timeout));
        tooLate.forEach(message -> message.fail(SendFailures.stuck(timeout)));
    }

    /** Settles what was taken out; where audio may be dropped, what is dropped is told as well. */
    private void report(List<OutboundMessage> out, Supplier<LiveSendException> why) {
        if (out.isEmpty()) {
            return;
        }
        out.forEach(message -> message.fail(why.get()));
        if (policy == OutboundPolicy.DROP_OLDEST_AUDIO) {
            tellOfAudio(out);
        }
    }

    private void tellOfAudio(List<OutboundMessage> out) {
        List<OutboundMessage> audio =
                out.stream().filter(OutboundMessage::isAudio).toList();
        if (!audio.isEmpty()) {
            dropped.audio(audio.size(), size(audio));
        }
    }

    /**
     * Begins anew over another connection: first what is sent again, then what waits already, but for what is not worth it.
     *
     * @param again has begun to leave before
     * @param worthless picks out of the rest what shall not leave any more
     */
    void goOn(List<OutboundMessage> again, Predicate<OutboundMessage> worthless) {
        List<OutboundMessage> out = new ArrayList<>();
        lock.lock();
        try {
            List<OutboundMessage> rest =
                    Stream.of(accepted, line).flatMap(Collection::stream).toList();
            leaving.stream().filter(message -> !again.contains(message)).forEach(out::add);
            rest.stream().filter(worthless).forEach(out::add);
            again.stream().filter(message -> !leaving.contains(message)).forEach(meter::queued);
            out.forEach(meter::takenOut);
            leaving.clear();
            accepted.clear();
            line.clear();
            bytes = 0;
            again.forEach(message -> {
                message.expiresAt(time.nanoTime() + timeout.toNanos());
                accept(message);
            });
            rest.stream().filter(message -> !out.contains(message)).forEach(line::add);
            boolean unusedSinceWoken = promote();
            watchDeadlines();
        } finally {
            lock.unlock();
        }
        wake.run();
        out.forEach(message -> message.fail(SendFailures.overtaken(message)));
        tellOfAudio(out);
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
            List<OutboundMessage> waiting = List.copyOf(line);
            refused.addAll(waiting);
            line.clear();
            waiting.forEach(meter::takenOut);
            return waiting;
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
            refused.addAll(line);
            line.clear();
            Map<Boolean, List<OutboundMessage>> rest = Stream.of(leaving, accepted, refused)
                    .flatMap(Collection::stream)
                    .collect(Collectors.partitioningBy(OutboundMessage::hasBegun));
            leaving.clear();
            accepted.clear();
            refused.clear();
            bytes = 0;
            if (alarm != null) {
                alarm.run(); // takes it back
                alarm = null;
            }
            return new Rest(rest.getOrDefault(true, List.of()), rest.getOrDefault(false, List.of()));
        } finally {
            lock.unlock();
        }
    }
}
