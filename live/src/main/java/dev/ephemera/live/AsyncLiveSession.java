package dev.ephemera.live;

import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.live.internal.ClientMessages;
import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveClientContextUpdate;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import dev.ephemera.types.LiveServerSetupComplete;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * {@link LiveSession} without blocking; what is said there of its life, of sending and of receiving holds here too. Failures come
 * through the futures, as the exceptions that {@link LiveSession} throws.
 *
 * <p><b>Sending.</b> Whatever is wrong with a message comes through the future too, also an argument that is null. A send that
 * finds no room in the outbound queue is pending, in its place in the order, until there is room, for at most
 * {@link SessionOptions#sendTimeout()} ({@link OutboundPolicy#WAIT}); so whoever waits for the futures is held back. Whoever does
 * not is held back by nothing: what waits in that time stays in memory, as its text on the wire and the message itself, and only
 * the heap bounds it. Audio at 16 kHz takes some 80 kB for each second of it, so less than a megabyte in 10 seconds in which
 * nothing leaves; a loop that sends 100,000 pieces of 100 ms at once holds some 800 MB. Cancelling a send, or any other end of its
 * future such as {@code orTimeout}, takes its message back, if it has not begun to leave.
 *
 * <p>Messages leave in the order of the calls, and their futures complete in any: one after another as long as what depends on them
 * returns soon, and around one whose dependents block, even on another one. Work of more than some milliseconds belongs on a thread
 * of its own ({@code thenRunAsync}): otherwise the futures of later sends wait for it.
 *
 * <p>Safe for use by any thread. What depends on a future runs on a thread that may be blocked, never on one that reads a socket.
 */
public interface AsyncLiveSession {

    /**
     * Sends text as the user's input.
     *
     * @param text as {@link LiveSession#sendText(String)} takes it
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendText(String text) {
        return sending(() -> ClientMessages.text(text));
    }

    /**
     * Sends a piece of 16 kHz audio; the array is copied.
     *
     * @param pcm as {@link LiveSession#sendAudio(byte[])} takes it
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendAudio(byte[] pcm) {
        return sending(() -> ClientMessages.audio(Bytes.copyOf(pcm), PcmFormat.INPUT));
    }

    /**
     * Sends a piece of 16 kHz audio.
     *
     * @param pcm as {@link LiveSession#sendAudio(Bytes)} takes it
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendAudio(Bytes pcm) {
        return sendAudio(pcm, PcmFormat.INPUT);
    }

    /**
     * Sends a piece of audio.
     *
     * @param pcm as {@link LiveSession#sendAudio(Bytes,PcmFormat)} takes it
     * @param format as {@link LiveSession#sendAudio(Bytes,PcmFormat)} takes it
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendAudio(Bytes pcm, PcmFormat format) {
        return sending(() -> ClientMessages.audio(pcm, format));
    }

    /**
     * Sends a piece of audio with its type.
     *
     * @param audio as {@link LiveSession#sendAudio(Blob)} takes it
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendAudio(Blob audio) {
        return sending(() -> ClientMessages.audio(audio));
    }

    /**
     * Says that the microphone is off.
     *
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendAudioStreamEnd() {
        return sending(() -> ClientMessages.audioStreamEnd());
    }

    /**
     * Sends one picture of a video.
     *
     * @param frame as {@link LiveSession#sendVideo(Blob)} takes it
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendVideo(Blob frame) {
        return sending(() -> ClientMessages.video(frame));
    }

    /**
     * Says that the user begins to speak.
     *
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendActivityStart() {
        return sending(() -> ClientMessages.activityStart());
    }

    /**
     * Says that the user has spoken.
     *
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendActivityEnd() {
        return sending(() -> ClientMessages.activityEnd());
    }

    /**
     * Sends realtime input as it is.
     *
     * @param input as {@link LiveSession#sendRealtimeInput(LiveClientRealtimeInput)} takes it
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendRealtimeInput(LiveClientRealtimeInput input) {
        return sending(() -> ClientMessages.realtime(input));
    }

    /**
     * Adds turns to the conversation.
     *
     * @param content as {@link LiveSession#sendClientContent(LiveClientContent)} takes it
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendClientContent(LiveClientContent content) {
        return sending(() -> ClientMessages.content(content));
    }

    /**
     * Answers function calls.
     *
     * @param responses as {@link LiveSession#sendToolResponse(FunctionResponse...)} takes them
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendToolResponse(FunctionResponse... responses) {
        return sending(() -> ClientMessages.toolResponse(List.of(responses)));
    }

    /**
     * Answers function calls.
     *
     * @param responses as {@link LiveSession#sendToolResponse(List)} takes it
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendToolResponse(List<FunctionResponse> responses) {
        return sending(() -> ClientMessages.toolResponse(responses));
    }

    /**
     * Changes the system instruction or the tools.
     *
     * @param update as {@link LiveSession#sendContextUpdate(LiveClientContextUpdate)} takes it
     * @return done when the message has left for the socket
     */
    default CompletableFuture<Void> sendContextUpdate(LiveClientContextUpdate update) {
        return sending(() -> ClientMessages.contextUpdate(update));
    }

    /**
     * Sends a message as it is.
     *
     * @param message as {@link LiveSession#send(LiveClientMessage)} takes it
     * @return done when the message has left for the socket
     */
    CompletableFuture<Void> send(LiveClientMessage message);

    private CompletableFuture<Void> sending(Supplier<LiveClientMessage> message) {
        try {
            return send(message.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * What the service says, from the first event that nobody has read. The publisher hands over as many events as are asked for,
     * one at a time, on threads that may be blocked, and completes when the session has ended and everything was handed over,
     * whatever ended it; {@link #ended()} tells that. It never ends by an error of the session.
     *
     * <p>It has one subscriber at a time: another one is refused with an {@link IllegalStateException}, until the first has
     * cancelled, and then goes on where that stopped; an event that is just being handed over still goes to the first. What a
     * subscriber throws cancels its subscription and goes to the uncaught
     * exception handler of the thread.
     *
     * @return the events
     */
    Flow.Publisher<LiveEvent> events();

    /**
     * Lets a listener have the events from now on, as {@link LiveSession#listen(LiveListener)} does.
     *
     * @param listener who is told
     * @return closing it takes the listener away
     * @throws IllegalStateException if the events have a subscriber already
     */
    LiveListener.Registration listen(LiveListener listener);

    /**
     * Collects the model's next turn, as {@link LiveSession#turn()} does. It subscribes to {@link #turns()} for that long, so it is
     * refused with an {@link IllegalStateException} while somebody else does, or while another one is pending.
     *
     * @return the turn to come; fails with {@link java.util.NoSuchElementException} if the session has ended and nothing of a turn
     *     is left. After cancelling it, or a timeout, what was collected belongs to the next turn that is asked for
     */
    CompletableFuture<Turn> turn();

    /**
     * The model's turns, each as {@link LiveSession#turn()} collects it. The publisher collects a turn only when one is asked for,
     * and otherwise does as that of {@link #events()}; of both, each event goes to one.
     *
     * @return the turns
     */
    Flow.Publisher<Turn> turns();

    /**
     * Where the session stands.
     *
     * @return the state at this moment
     */
    SessionState state();

    /**
     * The service's answer to the setup.
     *
     * @return what it told of the session, usually nothing
     */
    LiveServerSetupComplete setupComplete();

    /**
     * From where the conversation can be resumed, as {@link LiveSession#resumption()} tells.
     *
     * @return the newest one; empty if the service has given none
     */
    Optional<Resumption> resumption();

    /**
     * Learns how the session ends.
     *
     * @return the end to come, a future of the caller's own: it never fails, and completing it does nothing to the session. What
     *     depends on it has a thread of its own, so blocking there holds up nobody else
     */
    CompletableFuture<SessionEnd> ended();

    /**
     * Begins to close the session, as {@link LiveSession#close()} does.
     *
     * @return the end to come, after the client's {@code closeTimeout} at the latest
     */
    CompletableFuture<SessionEnd> close();
}
