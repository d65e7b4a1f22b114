package dev.ephemera.live;

import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.GroundingMetadata;
import dev.ephemera.types.InteractionStatus;
import dev.ephemera.types.LiveServerContent;
import dev.ephemera.types.LiveServerGoAway;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.LiveServerSessionResumptionUpdate;
import dev.ephemera.types.LiveServerSetupComplete;
import dev.ephemera.types.Part;
import dev.ephemera.types.TurnCompleteReason;
import dev.ephemera.types.UrlContextMetadata;
import dev.ephemera.types.UsageMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something that the service said in a session. One message of the wire may hold several things and then brings several events,
 * in the order in which the nested types stand here; each keeps the whole {@link #message()}, and no message brings none.
 *
 * <p>More kinds may come with later versions: code that tells them apart needs a branch for the others. Immutable.
 */
public interface LiveEvent {

    /**
     * The message that brought the event, with whatever else stands in it.
     *
     * @return the message as it came
     */
    LiveServerMessage message();

    /**
     * The setup is complete: the first event of a session, unless the service says something even before it.
     *
     * @param message the message
     * @param setupComplete what the service tells of the session, usually nothing
     */
    record SetupComplete(LiveServerMessage message, LiveServerSetupComplete setupComplete) implements LiveEvent {}

    /**
     * The user began or ceased to speak, as the service hears it.
     *
     * @param message the message
     * @param voiceActivity which of both, and where in the audio
     */
    record VoiceActivity(LiveServerMessage message, dev.ephemera.types.VoiceActivity voiceActivity)
            implements LiveEvent {}

    /**
     * The user began or ceased to speak, in the form that only some projects are sent.
     *
     * @param message the message
     * @param signal which of both
     */
    record VoiceActivityDetectionSignal(
            LiveServerMessage message, dev.ephemera.types.VoiceActivityDetectionSignal signal) implements LiveEvent {}

    /**
     * What the user says, while it may still change; an {@link InputTranscription} follows.
     *
     * @param message the message
     * @param transcription the text so far
     */
    record InterimInputTranscription(LiveServerMessage message, dev.ephemera.types.Transcription transcription)
            implements LiveEvent {}

    /**
     * What the user said, piece by piece. It comes in no certain order with the model's answer.
     *
     * @param message the message
     * @param transcription the next piece
     */
    record InputTranscription(LiveServerMessage message, dev.ephemera.types.Transcription transcription)
            implements LiveEvent {

        /**
         * The next piece of text.
         *
         * @return the text, perhaps empty
         */
        public String text() {
            return transcription.text().orElse("");
        }
    }

    /**
     * A piece of the model's answer as text.
     *
     * @param message the message
     * @param text the next piece
     */
    record Text(LiveServerMessage message, String text) implements LiveEvent {}

    /**
     * A piece of what the model thinks, which is no part of its answer; only if the config asks for thoughts.
     *
     * @param message the message
     * @param text the next piece
     */
    record Thought(LiveServerMessage message, String text) implements LiveEvent {}

    /**
     * A piece of the model's answer as audio: PCM, signed, 16 bits, little-endian, mono. It comes faster than it plays.
     *
     * @param message the message
     * @param pcm the samples
     * @param sampleRate samples a second, in Hz; 24,000 by all that was seen
     * @param turn the number of the model's turn to which it belongs; {@link Interrupted} tells which turns are stale
     */
    record Audio(LiveServerMessage message, Bytes pcm, int sampleRate, long turn) implements LiveEvent {

        /**
         * The format of {@link #pcm()}, by its MIME type; 24 kHz if that states no rate. Audio of a type that is not PCM, or of
         * several channels, is no such event but a {@link Media}, with its type as it came.
         *
         * @return the format
         */
        public PcmFormat format() {
            return new PcmFormat(sampleRate);
        }
    }

    /**
     * A piece of the model's answer in another format, such as an image.
     *
     * @param message the message
     * @param media the bytes and their type
     */
    record Media(LiveServerMessage message, Blob media) implements LiveEvent {}

    /**
     * A piece of the model's answer of another kind: code that the service runs and its result, a file, a call within the history.
     *
     * @param message the message
     * @param part the part
     */
    record ModelPart(LiveServerMessage message, Part part) implements LiveEvent {}

    /**
     * What the model says, as text, piece by piece. It runs only roughly along with the audio.
     *
     * @param message the message
     * @param transcription the next piece
     */
    record OutputTranscription(LiveServerMessage message, dev.ephemera.types.Transcription transcription)
            implements LiveEvent {

        /**
         * The next piece of text.
         *
         * @return the text, perhaps empty
         */
        public String text() {
            return transcription.text().orElse("");
        }
    }

    /**
     * The sources of the answer.
     *
     * @param message the message
     * @param grounding the sources
     */
    record Grounding(LiveServerMessage message, GroundingMetadata grounding) implements LiveEvent {}

    /**
     * What became of the pages that the model was asked to read.
     *
     * @param message the message
     * @param urlContext the pages
     */
    record UrlContext(LiveServerMessage message, UrlContextMetadata urlContext) implements LiveEvent {}

    /**
     * The model asks for functions to be run; it waits for the answers unless the function does not block.
     *
     * @param message the message
     * @param functionCalls the calls, each with an id that its answer repeats
     */
    record ToolCall(LiveServerMessage message, List<FunctionCall> functionCalls) implements LiveEvent {

        /**
         * Copies the list.
         *
         * @param message the message
         * @param functionCalls the calls
         */
        public ToolCall {
            functionCalls = List.copyOf(functionCalls);
        }
    }

    /**
     * Earlier calls must not be run any more, or should be undone.
     *
     * @param message the message
     * @param ids the ids of the calls
     */
    record ToolCallCancellation(LiveServerMessage message, List<String> ids) implements LiveEvent {

        /**
         * Copies the list.
         *
         * @param message the message
         * @param ids the ids of the calls
         */
        public ToolCallCancellation {
            ids = List.copyOf(ids);
        }
    }

    /**
     * The session can be resumed from here, or cannot at the moment.
     *
     * @param message the message
     * @param update the handle, which is a secret and does not show in {@code toString()}, and whether it can
     */
    record ResumptionUpdate(LiveServerMessage message, LiveServerSessionResumptionUpdate update) implements LiveEvent {

        /**
         * Whether the session can be resumed from here.
         *
         * @return false while the model speaks or a tool runs
         */
        public boolean resumable() {
            return update.resumable().orElse(false);
        }
    }

    /**
     * Token counts.
     *
     * @param message the message
     * @param usage the counts
     */
    record Usage(LiveServerMessage message, UsageMetadata usage) implements LiveEvent {}

    /**
     * All of the turn has been generated; when it has also been played, {@link TurnComplete} follows. Not sent for a turn that is
     * interrupted.
     *
     * @param message the message
     */
    record GenerationComplete(LiveServerMessage message) implements LiveEvent {}

    /**
     * The user's input cut the turn short: audio that waits to be played is stale. {@link TurnComplete} follows.
     *
     * <p>A session counts the model's turns from 1. The next begins behind a {@code turnComplete} or an interruption; audio in the
     * same message as the interruption belongs to the turn that it cuts, and the {@code turnComplete} that follows it ends no other
     * turn. So a player needs one rule: it drops what it holds, and whatever still comes, of turns up to {@link #staleThrough()}.
     *
     * @param message the message
     * @param staleThrough the number of the turn that was cut; its audio and that of the turns before it should not be played any
     *     more, and what comes later has higher numbers
     */
    record Interrupted(LiveServerMessage message, long staleThrough) implements LiveEvent {}

    /**
     * The model is silent because it expects the user to go on.
     *
     * @param message the message
     */
    record WaitingForInput(LiveServerMessage message) implements LiveEvent {}

    /**
     * Whether the model still works in the background.
     *
     * @param message the message
     * @param status the status
     */
    record InteractionStatusChange(LiveServerMessage message, InteractionStatus status) implements LiveEvent {}

    /**
     * The model's turn is over. It may have had no content.
     *
     * @param message the message
     * @param turn the number of the turn, as {@link Audio#turn()} counts
     */
    record TurnComplete(LiveServerMessage message, long turn) implements LiveEvent {

        /**
         * Token counts, if the same message has them.
         *
         * @return the counts
         */
        public Optional<UsageMetadata> usage() {
            return message.usageMetadata();
        }

        /**
         * Why the turn ended, if it ended in an unusual way.
         *
         * @return the reason, if the service says it
         */
        public Optional<TurnCompleteReason> reason() {
            return message.serverContent().flatMap(LiveServerContent::turnCompleteReason);
        }
    }

    /**
     * The service will end the connection soon.
     *
     * @param message the message
     * @param goAway when
     */
    record GoAway(LiveServerMessage message, LiveServerGoAway goAway) implements LiveEvent {

        /**
         * How long the connection still lives.
         *
         * @return the time, if the service says it
         */
        public Optional<Duration> timeLeft() {
            return goAway.timeLeft();
        }
    }

    /**
     * The connection is over, or is about to be, and the session goes on over another ({@link ReconnectPolicy}). No message brought this
     * event.
     *
     * @param message an empty message
     * @param why how the connection ended, as it would have ended the session, or {@link SessionEnd.Kind#MOVED}
     * @param staleThrough the number of the turn that was cut: it is lost, and its audio should not be played any more, for the model is
     *     asked again; what comes later has higher numbers. 0 if none was cut: all that has come may be played to its end
     */
    record Reconnecting(LiveServerMessage message, SessionEnd why, long staleThrough) implements LiveEvent {}

    /**
     * The session goes on.
     *
     * @param message the message that completed the new setup
     * @param stateRestored whether the model remembers all that it has answered: the service resumed the session by a handle newer than
     *     the last complete turn. Otherwise it remembers less; without a handle that the service takes, only what {@code seeded} tells
     * @param lostEvents whether the service may have said something that never arrived: false only where the old connection was closed in
     *     order by this side
     * @param resentMessages how many messages are sent again
     * @param forgottenMessages how many messages should have been sent again and are not, for there was no room to keep them
     *     ({@link ReconnectPolicy#maxUnansweredBytes()})
     * @param seeded whether the model, which remembers nothing, is told as text what was said so far
     *     ({@link ReconnectPolicy.WithoutHandle#START_SEEDED})
     * @param gap how long nothing could be said, from the end of the old connection on; where the session moved, what closing that took
     *     comes on top
     */
    record Reconnected(
            LiveServerMessage message,
            boolean stateRestored,
            boolean lostEvents,
            int resentMessages,
            int forgottenMessages,
            boolean seeded,
            Duration gap)
            implements LiveEvent {}

    /**
     * Audio that was to be sent has been dropped, because newer audio had no room ({@link OutboundPolicy#DROP_OLDEST_AUDIO}), because
     * it had become too old for a new connection ({@link ReconnectPolicy#maxAudioAge()}) or was cut off by the end of the one before,
     * or because it did not leave in time ({@link SessionOptions#sendTimeout()}) in a session that drops audio or may reconnect. An
     * {@code activityEnd} is dropped with its audio. No message brought this event; several drops that nobody has read yet are one.
     *
     * @param message an empty message
     * @param messages how many messages were dropped: audio, and ends of activity that went with it
     * @param bytes their length on the wire
     */
    record AudioDropped(LiveServerMessage message, long messages, long bytes) implements LiveEvent {}

    /**
     * A function of {@link SessionOptions#tools()} gave no result, or a response could not be sent. No message brought this event.
     *
     * @param message an empty message
     * @param functionCall the call, as it came first
     * @param cause what the handler threw, a {@link java.util.concurrent.TimeoutException} if its time was over, an
     *     {@link IllegalArgumentException} if nobody knows the function: the model is told next. Or a {@link LiveSendException} if
     *     the response, be it one that tells such a failure, did not leave, so that the model waits. Or a
     *     {@link java.util.concurrent.CancellationException} if the service has forgotten the call at a change of the connection
     *     and the model did not call again, so that it does not learn what became of it; see {@link LiveTools}
     */
    record ToolFailed(LiveServerMessage message, FunctionCall functionCall, Throwable cause) implements LiveEvent {}

    /**
     * A message that this version makes nothing of: it has only members that a newer service knows, it is empty, which happens,
     * or it is malformed, which one value of the wrong kind makes it as a whole. The session lives on, unless 1,000 malformed ones come
     * in a row ({@link SessionEnd.Kind#PROTOCOL_VIOLATION}).
     *
     * @param message the message with its unknown members; empty if it is malformed
     * @param malformed the text of a frame that is no message at all; empty otherwise. It does not show in {@code toString()}
     */
    record Unrecognized(LiveServerMessage message, String malformed) implements LiveEvent {

        @Override
        public String toString() {
            return "Unrecognized[message=" + message + ", malformed=" + malformed.length() + " characters]";
        }
    }
}
