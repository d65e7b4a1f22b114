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
    private final Utterances utterances = new Utterances();
    private final Set<OutboundMessage> accepted =
            new LinkedHashSet<>(); // one that is given up goes from wherever it stands
    private final Set<OutboundMessage> line = new LinkedHashSet<>();
    private long bytes; // accepted, or leaving

    /**
     * Nothing waits.
     *
     * @param maxBytes how many bytes are accepted; a single message may be longer
     * @param meter is told of what comes and what is taken out
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

    /** Takes a message, which stands in line if there is no room; false if it is a mark of what nobody can hear any more. */
    boolean add(OutboundMessage message) {
        utterances.add(message);
        if (utterances.isBereft(message, this::all)) {
            return false;
        }
        if (hasRoomFor(message)) {
            accept(message);
        } else {
            line.add(message);
        }
        meter.queued(message);
        return true;
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

    /** Takes out what goes with what was taken out: the marks of an utterance of which no audio is left. */
    List<OutboundMessage> takeBereft(List<OutboundMessage> out) {
        if (!utterances.tear(out)) {
            return List.of();
        }
        List<OutboundMessage> bereft = utterances.bereft(this::all);
        bereft.forEach(this::remove);
        return bereft;
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

    /** Whether it is part of an utterance that has to be begun over this connection before. */
    boolean mustBegin(OutboundMessage message) {
        return utterances.mustBegin(message);
    }

    /** A message begins to leave, and has room until it has {@link #left}. */
    void leaves(OutboundMessage message) {
        if (!accepted.remove(message)) { // it has never waited
            bytes += message.size();
            meter.queued(message);
        }
        utterances.leaves(message);
    }

    void left(OutboundMessage message) {
        bytes -= message.size();
    }

    Stream<OutboundMessage> all() {
        return Stream.concat(accepted.stream(), line.stream());
    }

    /**
     * Begins anew over another connection: with what has room whatever it takes, and behind it what stands in line as far as that
     * leaves none.
     *
     * @param first what leaves first
     * @param out what does not leave any more, be it from here or not
     * @return the marks that are out as well
     */
    List<OutboundMessage> goOn(List<OutboundMessage> first, List<OutboundMessage> out) {
        List<OutboundMessage> rest =
                all().filter(message -> !out.contains(message)).toList();
        utterances.cut();
        boolean unusedSinceTheyAreCut = utterances.tear(out);
        List<OutboundMessage> bereft = utterances.bereft(rest::stream);
        clear();
        first.forEach(this::accept);
        rest.stream().filter(message -> !bereft.contains(message)).forEach(line::add);
        boolean unusedSinceOnlyTheCallerWakes = promote();
        return bereft;
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
