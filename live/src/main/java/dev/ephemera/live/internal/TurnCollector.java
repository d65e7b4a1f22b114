package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.Turn;
import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.LiveServerMessage;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts events together to turns, in the order in which they come. Knows of nothing else. Not thread-safe. */
final class TurnCollector {

    private TurnContent content = new TurnContent();
    private long number = 1;
    private boolean begun;
    private final Set<String> ownCalls = new HashSet<>();

    /** What may have ended the turn before its end is told, and the message that says so. */
    private Turn.@Nullable End cut;

    private @Nullable LiveServerMessage cutBy;

    /**
     * Adds the next event.
     *
     * @return the turn that is over with it; of a turn that was interrupted and never completed, the event belongs to the next
     */
    Optional<Turn> add(LiveEvent event) {
        Optional<Turn> over = Optional.empty();
        if (cut != null && opensMore(event)) {
            if (cut == Turn.End.INTERRUPTED) {
                over = Optional.of(finish(Turn.End.INTERRUPTED));
            }
            cut = null;
        }
        if (event instanceof LiveEvent.Reconnecting lost) {
            over = cutOff(lost);
        } else if (event instanceof LiveEvent.Audio audio) {
            number = audio.turn();
        } else if (event instanceof LiveEvent.ToolCall call) {
            call.functionCalls().stream()
                    .map(FunctionCall::id)
                    .flatMap(Optional::stream)
                    .forEach(ownCalls::add);
        } else if (event instanceof LiveEvent.ToolCallCancellation cancellation) {
            if (cut == null && cancellation.ids().stream().anyMatch(ownCalls::contains)) {
                cutShort(Turn.End.CANCELLED, event);
            }
        } else if (event instanceof LiveEvent.Interrupted interrupted) {
            number = interrupted.staleThrough();
            cutShort(Turn.End.INTERRUPTED, event);
        }
        begun |= content.add(event);
        if (event instanceof LiveEvent.TurnComplete complete) {
            number = complete.turn();
            return Optional.of(finish(cut == null ? Turn.End.COMPLETE : cut));
        }
        return over;
    }

    /** Ends with the connection: what has come of a turn is one; the event belongs to the next. */
    private Optional<Turn> cutOff(LiveEvent.Reconnecting lost) {
        cut = null;
        if (!begun) {
            return Optional.empty();
        }
        number = Math.max(number, lost.staleThrough());
        return Optional.of(finish(Turn.End.LOST));
    }

    /** Ends with the session: what has come of a turn is one, too. What belongs to no turn makes none. */
    Optional<Turn> end(Optional<SessionEnd> end) {
        if (!begun) {
            return Optional.empty();
        }
        end.ifPresent(content::sessionEnd);
        return Optional.of(finish(Turn.End.SESSION_ENDED));
    }

    /** Whether {@link #end} would make a turn. */
    boolean hasBegun() {
        return begun;
    }

    private boolean opensMore(LiveEvent event) {
        return event.message() != cutBy
                && !(event instanceof LiveEvent.TurnComplete)
                && TurnCounter.bringsOutput(event.message());
    }

    private void cutShort(Turn.End how, LiveEvent event) {
        cut = how;
        cutBy = event.message();
    }

    private Turn finish(Turn.End how) {
        Turn turn = content.build(number, how);
        content = new TurnContent();
        ownCalls.clear();
        number++;
        begun = false;
        cut = null;
        cutBy = null;
        return turn;
    }
}
