package dev.ephemera.live.internal;

import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has begun to leave and may be sent again, until the model has answered it: the service says nothing of what it has taken in, but a
 * turn that is complete answers the first question before it. Thread-safe.
 *
 * <p>A question that leaves while a turn runs that nothing here has asked for, as after speech, waits for the next but one.
 */
final class Unanswered {

    private final long maxBytes;
    private final List<OutboundMessage> messages = new ArrayList<>();
    private long bytes;
    private int forgotten;
    private boolean running; // a turn of the model
    private boolean foreign; // nothing here has asked for the turn that runs
    private boolean historyDue;
    private @Nullable OutboundMessage history; // is taken in without an answer

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
    synchronized void leaves(OutboundMessage message) {
        LiveClientMessage content = message.content();
        if (!maySendAgain(content)) {
            return;
        }
        if (historyDue
                && content.clientContent()
                        .flatMap(LiveClientContent::turnComplete)
                        .orElse(false)) {
            historyDue = false;
            history = message;
        }
        if (asks(message) && running && messages.stream().noneMatch(this::asks)) {
            foreign = true;
        }
        messages.add(message);
        bytes += message.size();
        while (bytes > maxBytes) {
            bytes -= messages.remove(0).size();
            forgotten++;
        }
    }

    /** The model has begun to answer, or goes on. */
    synchronized void answering() {
        running = true;
    }

    /** A turn of the model is complete; returns what it answers. */
    synchronized List<OutboundMessage> turnComplete() {
        running = false;
        List<OutboundMessage> answered = foreign ? List.of() : firstQuestion();
        foreign = false;
        answered.forEach(message -> bytes -= message.size());
        messages.subList(0, answered.size()).clear();
        return answered;
    }

    /** The first question with what stands before it, and what functions gave back for it. */
    private List<OutboundMessage> firstQuestion() {
        int end = 0;
        boolean question = false;
        while (end < messages.size()
                && !(question && messages.get(end).content().toolResponse().isEmpty())) {
            question |= asks(messages.get(end));
            end++;
        }
        return List.copyOf(messages.subList(0, end));
    }

    /** Whether the model has nothing to answer and says nothing. */
    synchronized boolean isQuiet() {
        return !running && messages.stream().noneMatch(this::asks);
    }

    /** The connection is over, and with it the turn that ran: gives what is to be sent again, in order, and begins anew. */
    synchronized Again takeAll() {
        Again again = new Again(List.copyOf(messages), forgotten);
        messages.clear();
        bytes = 0;
        forgotten = 0;
        running = false;
        foreign = false;
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

    private boolean asks(OutboundMessage message) {
        return message != history && asks(message.content());
    }

    /** Whether the model answers by a turn. */
    private static boolean asks(LiveClientMessage message) {
        return message.clientContent().flatMap(LiveClientContent::turnComplete).orElse(false)
                || message.realtimeInput()
                        .flatMap(LiveClientRealtimeInput::text)
                        .isPresent();
    }
}
