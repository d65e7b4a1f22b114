package dev.ephemera.live;

import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.GroundingMetadata;
import dev.ephemera.types.InteractionStatus;
import dev.ephemera.types.Part;
import dev.ephemera.types.Transcription;
import dev.ephemera.types.TurnCompleteReason;
import dev.ephemera.types.UrlContextMetadata;
import dev.ephemera.types.UsageMetadata;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/**
 * One turn of the model: all that came from the end of the turn before it, or from the beginning of the session, to its own end.
 *
 * <p>A turn ends at {@link LiveEvent.TurnComplete}, also where {@link #interactionStatus()} says that the model still works: then
 * another turn follows without any input, and {@link #moreFollows()} is true. (Google's newest Python client goes on instead of
 * ending there.) An interrupted turn ends at the {@code TurnComplete} that follows the interruption, or at the next output of the
 * model if none does. A turn may have no content at all; that is how a model keeps silent.
 *
 * <p>A turn is held in memory whole: a minute of 24 kHz audio is 2.9 MB, for a moment twice that. Its length is the model's choice;
 * {@link LiveSession#events()} is for those who must not hold it.
 *
 * <p>Immutable.
 */
@Value.Immutable
@ValueStyle
public interface Turn {

    /** How a turn ended. */
    enum End {
        /** The model said all that it wanted to. */
        COMPLETE,
        /** The user's input cut it short. */
        INTERRUPTED,
        /** Functions that it waited for were cancelled, nothing came any more, and the service did not say that it was interrupted. */
        CANCELLED,
        /** The session ended within it; {@link #sessionEnd()} says how. */
        SESSION_ENDED,
        /** Its connection was lost, or left, within it, and the session went on over another ({@link LiveEvent.Reconnecting}). */
        LOST
    }

    /**
     * Audio of one sample rate: PCM, signed, 16 bits, little-endian, mono.
     *
     * @param pcm the samples
     * @param sampleRate samples a second, in Hz
     */
    record Audio(Bytes pcm, int sampleRate) {}

    /**
     * Which turn of the session it is, as {@link LiveEvent.Audio#turn()} counts.
     *
     * @return the number, from 1
     */
    long number();

    /**
     * How it ended.
     *
     * @return the end
     */
    End end();

    /**
     * What the model answered as text.
     *
     * @return the text, perhaps empty
     */
    @Value.Default
    default String text() {
        return "";
    }

    /**
     * What the model thought, which is no part of its answer.
     *
     * @return the text, perhaps empty
     */
    @Value.Default
    default String thoughts() {
        return "";
    }

    /**
     * What the model answered as audio. Of an interrupted turn it is what came, of which the user has heard less.
     *
     * @return one element for each change of the sample rate: none, or one by all that was seen
     */
    List<Audio> audio();

    /**
     * What the model says, as pieces of a transcript.
     *
     * @return the pieces, in the order in which they came
     */
    List<Transcription> outputTranscriptions();

    /**
     * What the model says, as text.
     *
     * @return the pieces of the transcript, joined
     */
    default String outputTranscript() {
        return joined(outputTranscriptions());
    }

    /**
     * What the user was heard to say while this turn was collected. It comes in no certain order with the answer: the words that
     * this turn answers may stand in the turn before or after it.
     *
     * @return the pieces, in the order in which they came
     */
    List<Transcription> inputTranscriptions();

    /**
     * What the user was heard to say, as text.
     *
     * @return the pieces of the transcript, joined
     */
    default String inputTranscript() {
        return joined(inputTranscriptions());
    }

    /**
     * What the user was heard to say and may still change, if no final piece has replaced it within the turn.
     *
     * @return the newest
     */
    Optional<Transcription> interimInputTranscription();

    /**
     * The functions that the model called.
     *
     * @return the calls, those that were cancelled too
     */
    List<FunctionCall> functionCalls();

    /**
     * The calls that were cancelled meanwhile.
     *
     * @return the ids, perhaps of calls of an earlier turn
     */
    List<String> cancelledIds();

    /**
     * The sources of the answer.
     *
     * @return the sources, in the order in which they came
     */
    List<GroundingMetadata> grounding();

    /**
     * What became of the pages that the model was asked to read.
     *
     * @return the pages, in the order in which they came
     */
    List<UrlContextMetadata> urlContext();

    /**
     * What the model answered in other formats than text and PCM, such as images.
     *
     * @return the bytes and their types
     */
    List<Blob> media();

    /**
     * What the model answered otherwise: code and its result, a file, a call within the history.
     *
     * @return the parts
     */
    List<Part> otherParts();

    /**
     * Token counts.
     *
     * @return the last that came, if any did
     */
    Optional<UsageMetadata> usage();

    /**
     * Why it ended, if it ended in an unusual way.
     *
     * @return the reason, if the service says it
     */
    Optional<TurnCompleteReason> reason();

    /**
     * Whether the model still works in the background.
     *
     * @return the last status that came, if any did
     */
    Optional<InteractionStatus> interactionStatus();

    /**
     * Whether the model will go on by itself, with another turn.
     *
     * @return true if its status is {@code IN_PROGRESS}
     */
    default boolean moreFollows() {
        return interactionStatus().filter(InteractionStatus.IN_PROGRESS::equals).isPresent();
    }

    /**
     * Whether the model is silent because it expects the user to go on.
     *
     * @return true if the service says it
     */
    @Value.Default
    default boolean waitingForInput() {
        return false;
    }

    /**
     * How the session ended, if that ended the turn.
     *
     * @return the end, for {@link End#SESSION_ENDED}
     */
    Optional<SessionEnd> sessionEnd();

    /**
     * What came meanwhile and belongs to no turn: {@link LiveEvent.GoAway}, resumption updates, voice activity, failed functions,
     * what was not recognized.
     *
     * @return the events, in order
     */
    List<LiveEvent> otherEvents();

    private static String joined(List<Transcription> pieces) {
        return pieces.stream().map(piece -> piece.text().orElse("")).collect(Collectors.joining());
    }

    /**
     * Starts with nothing set.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /** Sets the values one by one; not for use by several threads at once. */
    final class Builder extends ImmutableTurn.Builder {

        Builder() {}
    }
}
