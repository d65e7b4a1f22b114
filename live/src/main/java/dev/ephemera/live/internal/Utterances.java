package dev.ephemera.live.internal;

import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the user says between activity marks of his own, and over which connection it is said. The service closes (1007) at an
 * {@code activityEnd} over a connection that has had no {@code activityStart}, or no audio since. So an utterance that goes on over
 * another connection begins there anew, right before its next audio; and marks whose audio was dropped go with it. Pure; not
 * thread-safe.
 */
final class Utterances {

    /** What belongs together, from an {@code activityStart} to its {@code activityEnd}. */
    static final class Utterance {
        private int begunOver; // which connection; zero is none
        private int heardOver;
        private boolean torn; // some of it was taken out
    }

    private int connection = 1;
    private @Nullable Utterance current; // as the user calls it, whatever has left

    /** A message was sent behind those before, and is to leave some time. */
    void add(OutboundMessage message) {
        if (message.isAudio()) {
            message.partOf(current);
        } else {
            message.content().realtimeInput().filter(Utterances::isSpeech).ifPresent(input -> add(message, input));
        }
    }

    private void add(OutboundMessage message, LiveClientRealtimeInput input) {
        if (input.activityStart().isPresent()) {
            current = new Utterance();
        }
        message.partOf(current);
        if (input.activityEnd().isPresent()) {
            current = null;
        }
    }

    /** Whether the utterance that a message belongs to must first be begun, when the message leaves now. */
    boolean mustBegin(OutboundMessage message) {
        Utterance utterance = message.utterance();
        return utterance != null && utterance.begunOver != connection && !begins(message.content());
    }

    /** A message begins to leave. */
    void leaves(OutboundMessage message) {
        Utterance utterance = message.utterance();
        if (utterance == null) {
            return;
        }
        if (begins(message.content())) {
            utterance.begunOver = connection;
        }
        if (hasAudio(message)) {
            utterance.heardOver = connection;
        }
    }

    /** Messages were taken out and will not leave; tells whether they were part of what somebody says. */
    boolean tear(Collection<OutboundMessage> out) {
        boolean part = false;
        for (OutboundMessage message : out) {
            Utterance utterance = message.utterance();
            if (utterance != null) {
                utterance.torn = true;
                part = true;
            }
        }
        return part;
    }

    /** The session goes on over another connection, over which nothing has begun. */
    void cut() {
        connection++;
    }

    /** The marks among messages that wait which have lost their audio. */
    List<OutboundMessage> bereft(Supplier<Stream<OutboundMessage>> waiting) {
        return waiting.get().filter(message -> isBereft(message, waiting)).toList();
    }

    /** Whether a message is a mark that has lost its audio: none has left over this connection, and none waits. */
    boolean isBereft(OutboundMessage message, Supplier<Stream<OutboundMessage>> waiting) {
        Utterance utterance = message.utterance();
        return utterance != null
                && isMark(message.content())
                && (utterance.torn || (utterance.begunOver != 0 && utterance.begunOver != connection))
                && utterance.heardOver != connection
                && waiting.get().noneMatch(other -> other.utterance() == utterance && hasAudio(other));
    }

    /** Whether a message holds activity marks and nothing else. */
    static boolean isMark(LiveClientMessage message) {
        return message.realtimeInput()
                .filter(input -> marks(input) > 0 && marks(input) == MessageRules.members(input))
                .isPresent();
    }

    /** Whether something that was said is lost with a message; a beginning alone is not, for the rest gets another. */
    static boolean isLoss(OutboundMessage message) {
        return message.isAudio()
                || (isMark(message.content())
                        && message.content()
                                .realtimeInput()
                                .flatMap(LiveClientRealtimeInput::activityEnd)
                                .isPresent());
    }

    private static boolean begins(LiveClientMessage message) {
        return message.realtimeInput()
                .flatMap(LiveClientRealtimeInput::activityStart)
                .isPresent();
    }

    private static boolean hasAudio(OutboundMessage message) {
        return message.isAudio()
                || message.content()
                        .realtimeInput()
                        .filter(Utterances::hasAudio)
                        .isPresent();
    }

    private static boolean isSpeech(LiveClientRealtimeInput input) {
        return marks(input) > 0 || hasAudio(input);
    }

    private static int marks(LiveClientRealtimeInput input) {
        return (input.activityStart().isPresent() ? 1 : 0)
                + (input.activityEnd().isPresent() ? 1 : 0);
    }

    @SuppressWarnings("deprecation") // mediaChunks
    private static boolean hasAudio(LiveClientRealtimeInput input) {
        return input.audio().isPresent() || !input.mediaChunks().isEmpty();
    }
}
