package dev.ephemera.live.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The messages that have not begun to leave, in order: those that were accepted, bounded in bytes together with what is leaving, and
 * behind them the line of those that wait for room. Not thread-safe.
 */
final class WaitingMessages {

    private final long maxBytes;
    private final SessionMeter meter;
    private final Set<OutboundMessage> accepted =
            new LinkedHashSet<>(); // one that is given up goes from wherever it stands
    private final Set<OutboundMessage> line = new LinkedHashSet<>();
    private long bytes; // accepted, or leaving

    /**
     * Nothing waits.
     *
     * @param maxBytes how many bytes are accepted; a single message may be longer
     * @param meter is told of what is taken out
     */
    WaitingMessages(long maxBytes, SessionMeter meter) {
        this.maxBytes = maxBytes;
        this.meter = meter;
    }

    /** Whether a message would be accepted at once. */
    boolean hasRoomFor(OutboundMessage message) {
        return line.isEmpty() && fits(message);
    }

    private boolean fits(OutboundMessage message) {
        return bytes == 0 || bytes + message.size() <= maxBytes;
    }

    /** How many bytes have room, of which some may be leaving. */
    long bytes() {
        return bytes;
    }

    /** Takes a message, which stands in line if there is no room. */
    void add(OutboundMessage message) {
        if (hasRoomFor(message)) {
            accept(message);
        } else {
            line.add(message);
        }
    }

    private void accept(OutboundMessage message) {
        bytes += message.size();
        accepted.add(message);
    }

    /**
     * Takes out the oldest audio, as much as newer audio needs. Where the rest alone leaves no room for the newer, nothing is won by
     * that, and only audio that is more than the whole queue takes goes.
     */
    List<OutboundMessage> makeRoomFor(OutboundMessage newer) {
        List<OutboundMessage> audio = all().filter(OutboundMessage::isAudio).toList();
        long rest = bytes + size(line) - size(audio);
        long excess = size(audio) + newer.size() - (rest + newer.size() <= maxBytes ? maxBytes - rest : maxBytes);
        List<OutboundMessage> displaced = new ArrayList<>();
        for (Iterator<OutboundMessage> oldest = audio.iterator(); oldest.hasNext() && excess > 0; ) {
            OutboundMessage older = oldest.next();
            excess -= older.size();
            displaced.add(older);
        }
        displaced.forEach(this::remove);
        return displaced;
    }

    static long size(Collection<OutboundMessage> messages) {
        return messages.stream().mapToLong(OutboundMessage::size).sum();
    }

    /** Takes a message out; tells whether it was there. */
    boolean remove(OutboundMessage message) {
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

    /** Those in the line that fit now are accepted; tells whether there are any. */
    boolean promote() {
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

    /** The next that is to leave. */
    @Nullable OutboundMessage first() {
        Iterator<OutboundMessage> all = accepted.iterator();
        return all.hasNext() ? all.next() : null;
    }

    /** A message begins to leave, and has room until it has {@link #left}. */
    void leaves(OutboundMessage message) {
        if (!accepted.remove(message)) { // it has never waited
            bytes += message.size();
        }
    }

    void left(OutboundMessage message) {
        bytes -= message.size();
    }

    Stream<OutboundMessage> all() {
        return Stream.concat(accepted.stream(), line.stream());
    }

    /** Begins anew: with what has room whatever it takes, and behind it what stands in line as far as that leaves none. */
    void replace(List<OutboundMessage> first, List<OutboundMessage> rest) {
        clear();
        first.forEach(this::accept);
        line.addAll(rest);
        boolean unusedSinceOnlyTheCallerWakes = promote();
    }

    /** Takes out those that only wait for room. */
    List<OutboundMessage> takeLine() {
        List<OutboundMessage> waiting = List.copyOf(line);
        line.clear();
        return waiting;
    }

    void clear() {
        accepted.clear();
        line.clear();
        bytes = 0;
    }
}
