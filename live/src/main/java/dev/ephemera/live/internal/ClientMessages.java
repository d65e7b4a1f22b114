package dev.ephemera.live.internal;

import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.types.ActivityEnd;
import dev.ephemera.types.ActivityStart;
import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveClientContextUpdate;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import dev.ephemera.types.LiveClientToolResponse;
import java.util.List;

/** The messages that a client sends. Pure. */
public final class ClientMessages {

    private ClientMessages() {}

    /** Text as realtime input. */
    public static LiveClientMessage text(String text) {
        return realtime(LiveClientRealtimeInput.builder().text(text).build());
    }

    /** PCM, 16 bits, little-endian, mono. */
    public static LiveClientMessage audio(Bytes pcm, PcmFormat format) {
        return audio(format.blob(pcm));
    }

    /** Audio in the format that it names. */
    public static LiveClientMessage audio(Blob audio) {
        return realtime(LiveClientRealtimeInput.builder().audio(audio).build());
    }

    /** The microphone is off. */
    public static LiveClientMessage audioStreamEnd() {
        return realtime(LiveClientRealtimeInput.builder().audioStreamEnd(true).build());
    }

    /** One picture of a video. */
    public static LiveClientMessage video(Blob frame) {
        return realtime(LiveClientRealtimeInput.builder().video(frame).build());
    }

    /** The user begins to speak. */
    public static LiveClientMessage activityStart() {
        return realtime(LiveClientRealtimeInput.builder()
                .activityStart(ActivityStart.builder().build())
                .build());
    }

    /** The user has spoken. */
    public static LiveClientMessage activityEnd() {
        return realtime(LiveClientRealtimeInput.builder()
                .activityEnd(ActivityEnd.builder().build())
                .build());
    }

    /** Realtime input as it is. */
    public static LiveClientMessage realtime(LiveClientRealtimeInput input) {
        return LiveClientMessage.builder().realtimeInput(input).build();
    }

    /** Turns for the history, and perhaps a question. */
    public static LiveClientMessage content(LiveClientContent content) {
        return LiveClientMessage.builder().clientContent(content).build();
    }

    /** What functions gave back. */
    public static LiveClientMessage toolResponse(List<FunctionResponse> responses) {
        return LiveClientMessage.builder()
                .toolResponse(LiveClientToolResponse.builder()
                        .functionResponses(responses)
                        .build())
                .build();
    }

    /** Another instruction, or other tools. */
    public static LiveClientMessage contextUpdate(LiveClientContextUpdate update) {
        return LiveClientMessage.builder().contextUpdate(update).build();
    }

    /** Whether input is a piece of audio and nothing else. */
    static boolean isAudioAlone(LiveClientRealtimeInput input) {
        return input.audio().isPresent() && MessageRules.members(input) == 1;
    }
}
