package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.Turn;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.Transcription;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has come of one turn. Not thread-safe. */
final class TurnContent {

    private final Turn.Builder turn = Turn.builder();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private final List<PcmRun> audio = new ArrayList<>();
    private @Nullable Transcription interim;

    /**
     * Adds an event.
     *
     * @return whether it belongs to a turn, and not only came within it
     */
    boolean add(LiveEvent event) {
        if (event instanceof LiveEvent.Text piece) {
            text.append(piece.text());
        } else if (event instanceof LiveEvent.Thought piece) {
            thoughts.append(piece.text());
        } else if (event instanceof LiveEvent.Audio chunk) {
            add(chunk);
        } else if (event instanceof LiveEvent.OutputTranscription piece) {
            turn.addOutputTranscriptions(piece.transcription());
        } else if (event instanceof LiveEvent.InputTranscription piece) {
            turn.addInputTranscriptions(piece.transcription());
            interim = null;
        } else if (event instanceof LiveEvent.InterimInputTranscription newer) {
            interim = newer.transcription();
        } else if (event instanceof LiveEvent.ToolCall call) {
            turn.addAllFunctionCalls(call.functionCalls());
        } else if (event instanceof LiveEvent.ToolCallCancellation cancellation) {
            turn.addAllCancelledIds(cancellation.ids());
        } else if (event instanceof LiveEvent.Media media) {
            turn.addMedia(media.media());
        } else if (event instanceof LiveEvent.ModelPart part) {
            turn.addOtherParts(part.part());
        } else if (event instanceof LiveEvent.Grounding sources) {
            turn.addGrounding(sources.grounding());
        } else if (event instanceof LiveEvent.UrlContext pages) {
            turn.addUrlContext(pages.urlContext());
        } else {
            return addState(event);
        }
        return true;
    }

    private boolean addState(LiveEvent event) {
        if (event instanceof LiveEvent.Usage usage) {
            turn.usage(usage.usage());
        } else if (event instanceof LiveEvent.InteractionStatusChange change) {
            turn.interactionStatus(change.status());
        } else if (event instanceof LiveEvent.WaitingForInput) {
            turn.waitingForInput(true);
        } else if (event instanceof LiveEvent.TurnComplete complete) {
            turn.reason(complete.reason());
        } else if (!(event instanceof LiveEvent.GenerationComplete || event instanceof LiveEvent.Interrupted)) {
            turn.addOtherEvents(event);
            return false;
        }
        return true;
    }

    private void add(LiveEvent.Audio chunk) {
        PcmRun last = audio.isEmpty() ? null : audio.get(audio.size() - 1);
        if (last == null || last.sampleRate != chunk.sampleRate()) {
            last = new PcmRun(chunk.sampleRate());
            audio.add(last);
        }
        byte[] samples = chunk.pcm().toByteArray();
        last.write(samples, 0, samples.length);
    }

    /** The session ended within the turn. */
    void sessionEnd(SessionEnd end) {
        turn.sessionEnd(end);
    }

    /** Makes the turn; called once. */
    Turn build(long number, Turn.End end) {
        if (interim != null) {
            turn.interimInputTranscription(interim);
        }
        return turn.number(number)
                .end(end)
                .text(text.toString())
                .thoughts(thoughts.toString())
                .audio(audio.stream().map(PcmRun::audio).toList())
                .build();
    }

    /** Audio of one sample rate that grows. */
    private static final class PcmRun extends ByteArrayOutputStream {

        private final int sampleRate;

        PcmRun(int sampleRate) {
            this.sampleRate = sampleRate;
        }

        Turn.Audio audio() {
            return new Turn.Audio(Bytes.copyOf(buf, 0, count), sampleRate);
        }
    }
}
