package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.SessionTelemetry.Input;
import org.jspecify.annotations.Nullable;

/**
 * From the user's input to the model's answer, by the rules that {@link dev.ephemera.live.SessionTelemetry} states. Knows no clock;
 * times are nanoseconds. Not thread-safe.
 */
final class TurnTiming {

    /** How a turn is over. */
    enum End {
        COMPLETE,
        INTERRUPTED,
        /** Its connection was. */
        LOST,
        SESSION_ENDED
    }

    /** What was not measured. */
    static final long NONE = -1;

    /** Is told what is known at the moment at which it is known. */
    interface Measured {

        void turnBegan();

        void turnLatency(Input input, long nanos);

        void timeToFirstAudio(Input input, long nanos);

        /** The input is what opened the turn, if anything did; the latency and the time to the first audio are {@link #NONE} where there was none. */
        void turnOver(End end, @Nullable Input input, long nanos, long latency, long timeToFirstAudio);
    }

    private final Measured measured;

    // What waits for an answer.
    private @Nullable Input asked;
    private long askedAt;
    private boolean heard; // audio
    private long heardAt;

    // The model's turn.
    private boolean open;
    private boolean speaking; // false while it waits for functions
    private long begun;
    private @Nullable Input opener;
    private long openerAt;
    private long latency;
    private long firstAudio;
    private long cutThrough;

    TurnTiming(Measured measured) {
        this.measured = measured;
    }

    /** Input leaves, or its end was heard; the last one before the answer counts. */
    void asked(Input input, long now) {
        if (input == Input.AUDIO) {
            heard = true;
            heardAt = now;
        } else {
            asked = input;
            askedAt = now;
        }
    }

    /** It has left, which whoever reads may learn later than the answer. */
    void left(Input input, long now) {
        if (input == Input.AUDIO ? heard : asked != null) {
            asked(input, now);
        }
    }

    /** Something came. */
    void came(LiveEvent event, long now) {
        if (event instanceof LiveEvent.Audio) {
            output(now);
            audio(now);
        } else if (event instanceof LiveEvent.Text
                || event instanceof LiveEvent.Thought
                || event instanceof LiveEvent.OutputTranscription
                || event instanceof LiveEvent.Media
                || event instanceof LiveEvent.ModelPart) {
            output(now);
        } else if (event instanceof LiveEvent.ToolCall) {
            output(now);
            speaking = false;
        } else if (event instanceof LiveEvent.Interrupted interrupted) {
            cutThrough = interrupted.staleThrough();
            over(End.INTERRUPTED, now);
        } else if (event instanceof LiveEvent.TurnComplete complete) {
            if (complete.turn() > cutThrough && !open) {
                answered(); // by silence
            }
            over(End.COMPLETE, now);
        } else if (UserInputs.isEndOfSpeech(event)) {
            asked(Input.SPEECH_END, now);
        }
    }

    private void output(long now) {
        if (speaking) {
            return;
        }
        Input input = asked;
        long since = askedAt;
        if (input == null && heard && !open) {
            input = Input.AUDIO;
            since = heardAt;
        }
        boolean opens = !open;
        if (opens) {
            open = true;
            begun = now;
            opener = input;
            openerAt = since;
            latency = NONE;
            firstAudio = NONE;
            measured.turnBegan();
        }
        speaking = true;
        answered();
        if (input != null) {
            if (opens) {
                latency = now - since;
            }
            measured.turnLatency(input, now - since);
        }
    }

    private void audio(long now) {
        Input input = opener;
        if (input != null && firstAudio == NONE) {
            firstAudio = now - openerAt;
            measured.timeToFirstAudio(input, firstAudio);
        }
    }

    private void answered() {
        asked = null;
        heard = false;
    }

    /** The turn is over, if there is one. */
    void over(End end, long now) {
        if (open) {
            open = false;
            speaking = false;
            measured.turnOver(end, opener, now - begun, latency, firstAudio);
        }
    }
}
