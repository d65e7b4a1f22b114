package dev.ephemera.live.internal;

import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import dev.ephemera.types.LiveServerContent;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.Transcription;
import dev.ephemera.types.VadSignalType;
import dev.ephemera.types.VoiceActivity;
import dev.ephemera.types.VoiceActivityDetectionSignal;
import dev.ephemera.types.VoiceActivityType;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the user is speaking, as far as either side says so: by marks, or by what the service hears. Thread-safe.
 *
 * <p>Marks come in pairs. What is heard has no end of its own: pieces of a transcription come in no order with the model's turns
 * (PROTOCOL 4.4), and {@code finished} is not proven. But the service answers an utterance when it takes it to be over, so it is over
 * with the next thing that the model says, or with a turn in which it says nothing. A piece that comes late, behind the answer, is
 * taken for a new utterance: the worst is that the session moves no earlier than it has to.
 */
final class UserSpeech {

    private static final LiveServerContent NOTHING = LiveServerContent.builder().build();

    private boolean marked;
    private boolean heard;
    private boolean interrupts; // and the end of the interrupted turn is still to come

    /** Something begins to leave. */
    synchronized void leaves(LiveClientMessage message) {
        message.realtimeInput().ifPresent(this::leaves);
    }

    private void leaves(LiveClientRealtimeInput input) {
        if (input.activityEnd().isPresent() || input.audioStreamEnd().orElse(false)) {
            marked(false);
        } else if (input.activityStart().isPresent()) {
            marked(true);
        }
    }

    private void marked(boolean begin) {
        marked = begin;
        heard &= begin;
    }

    /** The service has said something. */
    synchronized void received(LiveServerMessage message) {
        hear(message.serverContent().orElse(NOTHING), TurnCounter.bringsOutput(message));
        message.voiceActivity()
                .flatMap(VoiceActivity::voiceActivityType)
                .ifPresent(type -> marked(type.equals(VoiceActivityType.ACTIVITY_START)));
        message.voiceActivityDetectionSignal()
                .flatMap(VoiceActivityDetectionSignal::vadSignalType)
                .ifPresent(type -> marked(type.equals(VadSignalType.VAD_SIGNAL_TYPE_SOS)));
    }

    private void hear(LiveServerContent content, boolean output) {
        if (content.interrupted().orElse(false)) { // mostly by speech; what else interrupts is answered at once
            heard = true;
            interrupts = true;
        } else if (output) {
            answered();
        } else {
            Stream.of(content.interimInputTranscription(), content.inputTranscription())
                    .flatMap(Optional::stream)
                    .map(Transcription::finished)
                    .forEach(finished -> heard = !finished.orElse(false));
        }
        if (content.turnComplete().orElse(false)) {
            heard &= interrupts;
            interrupts = false;
        }
    }

    private void answered() {
        heard = false;
        interrupts = false;
    }

    /** The connection is over, and nobody will tell any more when the speech over it has ended. */
    synchronized void cut() {
        marked = false;
        answered();
    }

    synchronized boolean isSpeaking() {
        return marked || heard;
    }
}
