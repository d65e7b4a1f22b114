package dev.ephemera.live.internal;

import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.types.AutomaticActivityDetection;
import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.LiveClientContextUpdate;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import dev.ephemera.types.LiveClientToolResponse;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.RealtimeInputConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the service would close a session for, or pass over in silence, found before it is sent. Pure.
 *
 * <p>What a token has locked is not known here; where it decides, a message is let through.
 */
final class MessageRules {

    private enum ActivityDetection {
        AUTOMATIC,
        OFF,
        UNKNOWN
    }

    private final ActivityDetection detection;

    private MessageRules(ActivityDetection detection) {
        this.detection = detection;
    }

    /**
     * The rules of one session.
     *
     * @param config what it was opened with
     * @param token whether by a token, which may override the config
     */
    static MessageRules of(LiveConnectConfig config, boolean token) {
        if (token) {
            return new MessageRules(ActivityDetection.UNKNOWN);
        }
        boolean off = config.realtimeInputConfig()
                .flatMap(RealtimeInputConfig::automaticActivityDetection)
                .flatMap(AutomaticActivityDetection::disabled)
                .orElse(false);
        return new MessageRules(off ? ActivityDetection.OFF : ActivityDetection.AUTOMATIC);
    }

    /**
     * Checks a message.
     *
     * @return the message
     * @throws IllegalArgumentException if it cannot work; the message names what and why
     */
    LiveClientMessage checked(LiveClientMessage message) {
        if (message.setup().isPresent()) {
            throw new IllegalArgumentException(
                    "The message holds a setup, which is sent once, by connect; open another session for another setup.");
        }
        long members = members(message);
        if (members != 1) {
            throw new IllegalArgumentException(
                    "The message has " + members
                            + " members; it must have exactly one of clientContent, realtimeInput, toolResponse, contextUpdate.");
        }
        message.realtimeInput().ifPresent(this::check);
        message.toolResponse().ifPresent(MessageRules::check);
        message.contextUpdate().ifPresent(MessageRules::check);
        return message;
    }

    /** Counts what a message holds. */
    static long members(LiveClientMessage message) {
        return message.unknownFields().names().size()
                + present(
                        message.clientContent(),
                        message.realtimeInput(),
                        message.toolResponse(),
                        message.contextUpdate());
    }

    private static long present(Optional<?>... members) {
        long present = 0;
        for (Optional<?> member : members) {
            present += member.isPresent() ? 1 : 0;
        }
        return present;
    }

    /** Counts what a realtime input holds. */
    @SuppressWarnings("deprecation") // mediaChunks
    static long members(LiveClientRealtimeInput input) {
        return input.unknownFields().names().size()
                + (input.mediaChunks().isEmpty() ? 0 : 1)
                + present(
                        input.audio(),
                        input.audioStreamEnd(),
                        input.video(),
                        input.text(),
                        input.activityStart(),
                        input.activityEnd());
    }

    @SuppressWarnings("deprecation") // mediaChunks
    private void check(LiveClientRealtimeInput input) {
        if (members(input) == 0) {
            throw new IllegalArgumentException(
                    "realtimeInput is empty; set one of audio, video, text, activityStart, activityEnd, audioStreamEnd.");
        }
        input.text().filter(String::isEmpty).ifPresent(empty -> {
            throw new IllegalArgumentException("The text is empty; there is nothing to send.");
        });
        input.audio().ifPresent(audio -> checkMedia("audio", audio, "audio/pcm;rate=16000", "audio/"));
        input.video().ifPresent(frame -> checkMedia("video", frame, "image/jpeg", "image/"));
        checkChunks(input.mediaChunks());
        if (detection == ActivityDetection.AUTOMATIC
                && (input.activityStart().isPresent() || input.activityEnd().isPresent())) {
            throw new IllegalArgumentException(
                    "activityStart and activityEnd are refused while the service detects activity itself; set"
                            + " realtimeInputConfig.automaticActivityDetection.disabled(true) when connecting, or leave them out.");
        }
        if (detection == ActivityDetection.OFF && input.audioStreamEnd().orElse(false)) {
            throw new IllegalArgumentException(
                    "audioStreamEnd is for sessions in which the service detects activity itself, and this one has"
                            + " automaticActivityDetection.disabled; send activityEnd.");
        }
    }

    private static void checkMedia(String member, Blob media, String example, String... types) {
        String mimeType = media.mimeType().orElse("");
        String lower = mimeType.toLowerCase(Locale.ROOT);
        boolean right = false;
        for (String type : types) {
            right |= lower.startsWith(type);
        }
        if (!right) {
            throw new IllegalArgumentException("The mime type of " + member + " is "
                    + (mimeType.isEmpty() ? "not set" : "\"" + mimeType + "\"") + "; it must begin with "
                    + String.join(" or ", types) + ", such as " + example + ".");
        }
        int bytes = media.data().map(Bytes::size).orElse(0);
        if (bytes == 0) {
            throw new IllegalArgumentException("The " + member + " is empty; there is nothing to send.");
        }
        if (bytes % 2 != 0 && PcmFormat.ofMimeType(mimeType, PcmFormat.INPUT).isPresent()) {
            throw new IllegalArgumentException("The " + member + " has " + bytes
                    + " bytes, but PCM has two for each sample; keep the odd byte for the next piece.");
        }
    }

    private static void checkChunks(List<Blob> chunks) {
        if (chunks.size() > 1) {
            throw new IllegalArgumentException("mediaChunks has " + chunks.size()
                    + " elements, of which the service uses the first alone; send audio and video, one message each.");
        }
        chunks.forEach(chunk -> checkMedia("mediaChunks[0]", chunk, "audio/pcm;rate=16000", "audio/", "image/"));
    }

    private static void check(LiveClientToolResponse response) {
        if (response.functionResponses().isEmpty()) {
            throw new IllegalArgumentException("toolResponse has no functionResponses; there is nothing to send.");
        }
        for (int i = 0; i < response.functionResponses().size(); i++) {
            FunctionResponse each = response.functionResponses().get(i);
            require(i, "id", each.id().filter(id -> !id.isEmpty()), "that of the call it answers");
            require(i, "name", each.name().filter(name -> !name.isEmpty()), "that of the call it answers");
            require(i, "response", each.response(), "an object, by convention with a member output or error");
        }
    }

    private static void require(int index, String member, Optional<?> value, String what) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "functionResponses[" + index + "]." + member + " is not set; it must be " + what + ".");
        }
    }

    private static void check(LiveClientContextUpdate update) {
        if (present(update.systemInstruction(), update.tools()) == 0
                && update.unknownFields().names().isEmpty()) {
            throw new IllegalArgumentException("contextUpdate is empty; set systemInstruction or tools.");
        }
    }
}
