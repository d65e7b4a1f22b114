package dev.ephemera.live.internal;

import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.VoiceActivity;
import dev.ephemera.types.VoiceActivityType;

/** Whether the user is speaking, as far as either side says so. Thread-safe. */
final class UserSpeech {

    private volatile boolean speaking;

    /** Something begins to leave. */
    void leaves(LiveClientMessage message) {
        message.realtimeInput().ifPresent(this::leaves);
    }

    private void leaves(LiveClientRealtimeInput input) {
        if (input.activityEnd().isPresent() || input.audioStreamEnd().orElse(false)) {
            speaking = false;
        } else if (input.activityStart().isPresent()) {
            speaking = true;
        }
    }

    /** The service has said something. */
    void received(LiveServerMessage message) {
        message.voiceActivity()
                .flatMap(VoiceActivity::voiceActivityType)
                .ifPresent(type -> speaking = type.equals(VoiceActivityType.ACTIVITY_START));
    }

    /** The connection is over, and nobody will tell any more when the speech over it has ended. */
    void cut() {
        speaking = false;
    }

    boolean isSpeaking() {
        return speaking;
    }
}
