package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.LiveServerContent;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.LiveServerToolCall;
import dev.ephemera.types.LiveServerToolCallCancellation;
import dev.ephemera.types.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * From one message to its events: first what it brings, then what it ends. Pure.
 *
 * <p>A part that holds several things at once stays one event, by the first of text, bytes and the rest that it has.
 */
final class LiveEvents {

    private final LiveServerMessage message;
    private final long turn;
    private final List<LiveEvent> events = new ArrayList<>();

    private LiveEvents(LiveServerMessage message, long turn) {
        this.message = message;
        this.turn = turn;
    }

    /** Lists the events of a message, which belongs to a turn of the model; there is at least one. */
    static List<LiveEvent> of(LiveServerMessage message, long turn) {
        return new LiveEvents(message, turn).events();
    }

    private List<LiveEvent> events() {
        Optional<LiveServerContent> content = message.serverContent();
        add(message.setupComplete(), complete -> new LiveEvent.SetupComplete(message, complete));
        add(message.voiceActivity(), activity -> new LiveEvent.VoiceActivity(message, activity));
        add(
                message.voiceActivityDetectionSignal(),
                signal -> new LiveEvent.VoiceActivityDetectionSignal(message, signal));
        content.ifPresent(this::addOutput);
        add(message.toolCall().map(LiveServerToolCall::functionCalls), calls -> new LiveEvent.ToolCall(message, calls));
        add(
                message.toolCallCancellation().map(LiveServerToolCallCancellation::ids),
                ids -> new LiveEvent.ToolCallCancellation(message, ids));
        add(message.sessionResumptionUpdate(), update -> new LiveEvent.ResumptionUpdate(message, update));
        add(message.usageMetadata(), usage -> new LiveEvent.Usage(message, usage));
        content.ifPresent(this::addTurnState);
        add(message.goAway(), goAway -> new LiveEvent.GoAway(message, goAway));
        return events.isEmpty() ? List.of(new LiveEvent.Unrecognized(message, "")) : List.copyOf(events);
    }

    private void addOutput(LiveServerContent content) {
        add(
                content.interimInputTranscription(),
                transcription -> new LiveEvent.InterimInputTranscription(message, transcription));
        add(content.inputTranscription(), transcription -> new LiveEvent.InputTranscription(message, transcription));
        content.modelTurn().ifPresent(turn -> turn.parts().forEach(part -> events.add(ofPart(part))));
        add(content.outputTranscription(), transcription -> new LiveEvent.OutputTranscription(message, transcription));
        add(content.groundingMetadata(), grounding -> new LiveEvent.Grounding(message, grounding));
        add(content.urlContextMetadata(), urlContext -> new LiveEvent.UrlContext(message, urlContext));
    }

    private void addTurnState(LiveServerContent content) {
        addIf(content.generationComplete(), new LiveEvent.GenerationComplete(message));
        addIf(content.interrupted(), new LiveEvent.Interrupted(message, turn));
        addIf(content.waitingForInput(), new LiveEvent.WaitingForInput(message));
        add(content.interactionStatus(), status -> new LiveEvent.InteractionStatusChange(message, status));
        addIf(content.turnComplete(), new LiveEvent.TurnComplete(message, turn));
    }

    private LiveEvent ofPart(Part part) {
        if (part.text().isPresent()) {
            String text = part.text().get();
            return part.thought().orElse(false)
                    ? new LiveEvent.Thought(message, text)
                    : new LiveEvent.Text(message, text);
        }
        return part.inlineData().map(this::ofBlob).orElseGet(() -> new LiveEvent.ModelPart(message, part));
    }

    private LiveEvent ofBlob(Blob blob) {
        return PcmFormat.ofMimeType(blob.mimeType().orElse(""), PcmFormat.OUTPUT)
                .<LiveEvent>map(format ->
                        new LiveEvent.Audio(message, blob.data().orElse(Bytes.empty()), format.sampleRate(), turn))
                .orElseGet(() -> new LiveEvent.Media(message, blob));
    }

    private <T> void add(Optional<T> member, Function<T, LiveEvent> event) {
        member.map(event).ifPresent(events::add);
    }

    private void addIf(Optional<Boolean> member, LiveEvent event) {
        if (member.orElse(false)) {
            events.add(event);
        }
    }
}
