package dev.ephemera.live.internal;

import dev.ephemera.types.Content;
import dev.ephemera.types.LiveServerContent;
import dev.ephemera.types.LiveServerMessage;

/**
 * Counts the model's turns from 1, by the messages in the order in which they come. Thread-safe.
 *
 * <p>A message belongs to one turn as a whole, also what stands beside {@code interrupted} or {@code turnComplete}; what comes
 * after belongs to the next. The {@code turnComplete} that follows an interruption is the interrupted turn's, and an interruption
 * that is told again before anything new came is the same.
 */
final class TurnCounter {

    private long current = 1;

    /** Whether the current turn has brought anything. */
    private boolean begun;

    /** Whether the turn before the current one was interrupted and may still be completed. */
    private boolean interrupted;

    /** Takes the next message and tells which turn it belongs to. */
    synchronized long turnOf(LiveServerMessage message) {
        boolean cut = is(message, LiveServerContent::interrupted);
        boolean complete = is(message, LiveServerContent::turnComplete);
        if (interrupted && !bringsOutput(message)) {
            interrupted = !complete;
            return current - 1;
        }
        long turn = current;
        begun |= bringsOutput(message) || bringsInput(message);
        if (cut || complete) {
            current++;
            begun = false;
        }
        interrupted = cut && !complete;
        return turn;
    }

    /** The connection is over, and the turn that ran with it; tells its number, or 0 if none did. */
    synchronized long cut() {
        interrupted = false;
        if (!begun) {
            return 0;
        }
        begun = false;
        return current++;
    }

    /** Whether a message holds something that the model says or does, which opens a turn after an interruption. */
    static boolean bringsOutput(LiveServerMessage message) {
        return message.toolCall().isPresent()
                || message.serverContent().filter(TurnCounter::holdsOutput).isPresent();
    }

    private static boolean holdsOutput(LiveServerContent content) {
        return content.modelTurn()
                        .map(Content::parts)
                        .filter(parts -> !parts.isEmpty())
                        .isPresent()
                || content.outputTranscription().isPresent()
                || content.groundingMetadata().isPresent()
                || content.urlContextMetadata().isPresent()
                || content.generationComplete().orElse(false);
    }

    /** Whether a message holds what the user has said, which belongs to a turn too. */
    private static boolean bringsInput(LiveServerMessage message) {
        return message.serverContent()
                .filter(content -> content.inputTranscription().isPresent()
                        || content.interimInputTranscription().isPresent())
                .isPresent();
    }

    private static boolean is(
            LiveServerMessage message,
            java.util.function.Function<LiveServerContent, java.util.Optional<Boolean>> member) {
        return message.serverContent().flatMap(member).orElse(false);
    }
}
