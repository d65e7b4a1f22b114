package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.SessionTelemetry.Input;
import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import dev.ephemera.types.VadSignalType;
import dev.ephemera.types.VoiceActivityType;
import org.jspecify.annotations.Nullable;

/** Which messages ask the model for an answer, as far as telemetry counts them. Pure. */
final class UserInputs {

    private UserInputs() {}

    /** What a message asks with; null if it asks for nothing yet. */
    static @Nullable Input of(LiveClientMessage message) {
        if (message.toolResponse().isPresent()) {
            return Input.TOOL_RESPONSE;
        }
        if (message.clientContent().flatMap(LiveClientContent::turnComplete).orElse(false)) {
            return Input.CONTENT;
        }
        return message.realtimeInput().map(UserInputs::of).orElse(null);
    }

    private static @Nullable Input of(LiveClientRealtimeInput input) {
        if (input.text().isPresent()) {
            return Input.TEXT;
        }
        if (input.activityEnd().isPresent()) {
            return Input.ACTIVITY_END;
        }
        if (input.audioStreamEnd().orElse(false)) {
            return Input.SPEECH_END;
        }
        return input.audio().isPresent() ? Input.AUDIO : null;
    }

    /** Whether the service says that the user has spoken. */
    static boolean isEndOfSpeech(LiveEvent event) {
        if (event instanceof LiveEvent.VoiceActivity activity) {
            return activity.voiceActivity()
                    .voiceActivityType()
                    .filter(VoiceActivityType.ACTIVITY_END::equals)
                    .isPresent();
        }
        return event instanceof LiveEvent.VoiceActivityDetectionSignal signal
                && signal.signal()
                        .vadSignalType()
                        .filter(VadSignalType.VAD_SIGNAL_TYPE_EOS::equals)
                        .isPresent();
    }
}
