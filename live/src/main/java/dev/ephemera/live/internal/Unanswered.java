package dev.ephemera.live.internal;

import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has begun to leave and may be sent again, until the model has answered it: the service says nothing of what it has taken in.
 * Thread-safe.
 *
 * <p>A turn that is complete answers the first question before it. Whether it answers others too is not known: they may have been
 * taken into it, be on their way still, or be next; after an interruption one of them is next for sure. Nothing that the service has
 * taken in waits behind a turn without a word (PROTOCOL 3.5.2, {@code turnComplete}), so time tells: where no other turn has begun
 * {@link #PATIENCE} after one, what left before that one began is answered, be it by silence; and where the next turn is one that
 * something newer may have asked for, it answers what the last one had left open and is as old. Until then they are kept, and so is
 * what no turn has followed at all: a text that is answered twice does less harm than one that is lost. Without the limit, those that
 * one turn has answered together would be sent again for ever.
 *
 * <p>A question that leaves while a turn runs that nothing here has asked for, as after speech, waits for the next but one.
 */
final class Unanswered {

    /** How long the model may take to begin, where it is not known that it has to. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The place of a message; without the message itself, if there is no room for it. */
    private static final class Place {

        private final boolean asks;
        private final boolean responds;
        private final long leftAt;
        private @Nullable OutboundMessage message;

        Place(OutboundMessage message, boolean asks, long leftAt) {
            this.message = message;
            this.asks = asks;
            this.responds = message.content().toolResponse().isPresent();
            this.leftAt = leftAt;
        }
    }

    private final long maxBytes;
    private final List<Place> places = new ArrayList<>();
    private long bytes;
    private int oldestKept; // the places before it are without messages
    private boolean historyDue;
    private @Nullable OutboundMessage history; // is taken in without an answer

    // Of the turn of the model that runs, or ran last.
    private boolean running;
    private boolean foreign; // nothing here has asked for it
    private boolean interrupted;
    private int before; // so many messages left before it began, and are not known to be answered
    private int stale; // of these, it answers so many for their age
    private long endedAt;
    private int open; // so many were left when it ended

    /**
     * Keeps nothing yet.
     *
     * @param maxBytes how much is kept
     * @param historyFirst whether the first content is what was said before, which the model does not answer
     */
    Unanswered(long maxBytes, boolean historyFirst) {
        this.maxBytes = maxBytes;
        this.historyDue = historyFirst;
    }

    /** A message begins to leave, behind those before: the answer may be here before it is known to have left. */
    synchronized void leaves(OutboundMessage message, long nanoTime) {
        LiveClientMessage content = message.content();
        if (!maySendAgain(content)) {
            return;
        }
        if (historyDue && completes(content)) {
            historyDue = false;
            history = message;
        }
        Place place = new Place(message, message != history && asks(content), nanoTime);
        foreign |= place.asks && running && isNothingAsked();
        places.add(place);
        bytes += message.size();
        if (message.size() > maxBytes) { // alone; those before may still have room
            forget(place);
        }
        while (bytes > maxBytes) {
            forget(places.get(oldestKept));
            oldestKept++;
        }
    }

    private void forget(Place place) {
        if (place.message != null) {
            bytes -= place.message.size();
            place.message = null;
        }
    }

    /** The model has begun to answer, or goes on. */
    synchronized void answering(long nanoTime) {
        if (!running) {
            running = true;
            before = places.size();
            stale = before == open
                    ? 0
                    : (int) places.subList(0, open).stream()
                            .filter(place -> nanoTime - place.leftAt >= PATIENCE.toNanos())
                            .count();
        }
    }

    /** Something has interrupted the turn, and is to be answered by another. */
    synchronized void interrupted() {
        interrupted = true;
    }

    /** A turn of the model is complete; returns what it answers, as far as it is kept. */
    synchronized List<OutboundMessage> turnComplete(long nanoTime) {
        answering(nanoTime); // perhaps by silence
        int answered = Math.max(foreign ? 0 : firstQuestion(), stale);
        before = interrupted ? 0 : Math.max(0, before - answered);
        endedAt = nanoTime;
        running = false;
        historyDue = false; // the conversation has begun without it
        foreign = false;
        interrupted = false;
        open = places.size() - answered;
        return remove(answered);
    }

    /** The first question with what stands before it, and what functions gave back for it. */
    private int firstQuestion() {
        int end = 0;
        boolean question = false;
        while (end < places.size() && !(question && !places.get(end).responds)) {
            question |= places.get(end).asks;
            end++;
        }
        return end;
    }

    /** So much time has passed; returns what was answered meanwhile because no turn has begun, as far as it is kept. */
    synchronized List<OutboundMessage> silence(long nanoTime) {
        if (running || nanoTime - endedAt < PATIENCE.toNanos()) {
            return List.of();
        }
        int answered = before;
        before = 0;
        open -= answered;
        return remove(answered);
    }

    private List<OutboundMessage> remove(int oldest) {
        List<Place> removed = places.subList(0, oldest);
        List<OutboundMessage> messages = kept(removed);
        removed.forEach(this::forget);
        removed.clear();
        oldestKept = Math.max(0, oldestKept - oldest);
        return messages;
    }

    private static List<OutboundMessage> kept(List<Place> places) {
        return places.stream()
                .map(place -> place.message)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Whether the model has nothing to answer and says nothing. */
    synchronized boolean isQuiet() {
        return !running && isNothingAsked();
    }

    private boolean isNothingAsked() {
        return places.stream().noneMatch(place -> place.asks);
    }

    /** Whether a history is still to come, or is among what is sent again. */
    synchronized boolean beginsWithHistory() {
        return historyDue || places.stream().anyMatch(place -> place.message != null && place.message == history);
    }

    /** The connection is over, and with it the turn that ran: gives what is to be sent again, in order, and begins anew. */
    synchronized Again takeAll() {
        historyDue = beginsWithHistory();
        history = null;
        List<OutboundMessage> messages = kept(places);
        Again again = new Again(messages, places.size() - messages.size());
        places.clear();
        bytes = 0;
        oldestKept = 0;
        running = false;
        foreign = false;
        interrupted = false;
        before = 0;
        open = 0;
        return again;
    }

    /**
     * What an interruption leaves.
     *
     * @param messages is sent again, in order
     * @param forgotten how many messages more should be, for which there was no room
     */
    record Again(List<OutboundMessage> messages, int forgotten) {}

    /** Not what streams: old audio is worse than none, and activity marks mean nothing without it. */
    static boolean maySendAgain(LiveClientMessage message) {
        return message.clientContent().isPresent()
                || message.toolResponse().isPresent()
                || message.contextUpdate().isPresent()
                || isText(message);
    }

    private static boolean isText(LiveClientMessage message) {
        return message.realtimeInput()
                .filter(input -> input.text().isPresent() && MessageRules.members(input) == 1)
                .isPresent();
    }

    /** Whether the model answers by a turn. */
    private static boolean asks(LiveClientMessage message) {
        return completes(message)
                || message.realtimeInput()
                        .flatMap(LiveClientRealtimeInput::text)
                        .isPresent();
    }

    private static boolean completes(LiveClientMessage message) {
        return message.clientContent().flatMap(LiveClientContent::turnComplete).orElse(false);
    }
}
