package dev.ephemera.live;

import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.live.internal.ClientMessages;
import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.Content;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveClientContextUpdate;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.LiveServerSetupComplete;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * An open conversation with a model.
 *
 * <p><b>Life.</b> A session is {@link SessionState#OPEN} when {@code connect} returns it, and lasts until one side closes it, the
 * connection breaks or dies, the client is closed, or the JVM shuts down. Whatever ends it, there is exactly one
 * {@link SessionEnd}. With a {@link ReconnectPolicy} it survives its connections.
 *
 * <p><b>Sending.</b> Messages leave in the order of the calls: of each thread, and across threads in the order in which they
 * arrived. A send returns when its message has left for the socket, and throws a {@link LiveSendException} if it does not within
 * {@link SessionOptions#sendTimeout()}, 10 seconds by default; {@link SessionOptions#outboundPolicy()} says what happens when the
 * outbound queue of {@link SessionOptions#maxQueuedBytes()}, 2 MiB by default, is full, and with one policy audio does not wait
 * until it has left ({@link OutboundPolicy#DROP_OLDEST_AUDIO}). What had not left before the end stands in
 * {@link SessionEnd#unsent()}, or in {@link SessionEnd#leaving()} if it was being written. That the service received a message is
 * not known.
 *
 * <p>What cannot work is refused by an {@link IllegalArgumentException} before it is sent. If the thread is interrupted while it
 * waits, the message is taken back if it can be, a {@link LiveSendException} says whether, and the flag stays set.
 *
 * <p><b>Receiving.</b> What arrives waits, in order, until somebody reads it, from the first message on. When
 * {@link SessionOptions#maxUnreadBytes()} wait, 8 MiB by default, the socket is not read any more, so that a slow reader slows the
 * service down instead of losing something; pings are not answered then, and a close by the service is noticed only when the reader
 * goes on. A connection that a send finds broken meanwhile ends the session; what this machine had received can still be read.
 *
 * <p>Safe for use by any thread.
 */
public interface LiveSession extends AutoCloseable {

    /**
     * Sends text as the user's input, which every Live model takes ({@code realtimeInput.text}); the model answers.
     *
     * @param text what the user says, not empty
     */
    default void sendText(String text) {
        send(ClientMessages.text(text));
    }

    /**
     * Sends a piece of audio at the service's own rate: PCM, signed, 16 bits, little-endian, mono, 16,000 Hz. Pieces of 20 to 100 ms
     * (640 to 3,200 bytes) are recommended.
     *
     * <p>With {@link OutboundPolicy#DROP_OLDEST_AUDIO} it returns as soon as the audio waits, before it has left, so that nobody who
     * speaks is held up; so does each other way to send audio. {@link LiveEvent.AudioDropped} tells how much was lost afterwards,
     * and {@link SessionEnd} what had not left in the end; {@link AsyncLiveSession} tells what becomes of each piece. In a session that
     * may reconnect ({@link SessionOptions#reconnect()}) it waits as the policy says, but returns as well when the audio was dropped or
     * did not leave in time, and {@link LiveEvent.AudioDropped} tells.
     *
     * @param pcm the samples, two bytes each; not empty. The array is copied
     */
    default void sendAudio(byte[] pcm) {
        sendAudio(Bytes.copyOf(pcm));
    }

    /**
     * Sends a piece of audio at the service's own rate, as {@link #sendAudio(byte[])} does.
     *
     * @param pcm the samples, two bytes each; not empty
     */
    default void sendAudio(Bytes pcm) {
        sendAudio(pcm, PcmFormat.INPUT);
    }

    /**
     * Sends a piece of audio: PCM, signed, 16 bits, little-endian, mono.
     *
     * @param pcm the samples, two bytes each; not empty
     * @param format its sample rate; others than 16,000 Hz are resampled by the service
     */
    default void sendAudio(Bytes pcm, PcmFormat format) {
        send(ClientMessages.audio(pcm, format));
    }

    /**
     * Sends a piece of audio with its type.
     *
     * @param audio the bytes, and a type that begins with {@code audio/}
     */
    default void sendAudio(Blob audio) {
        send(ClientMessages.audio(audio));
    }

    /**
     * Says that the microphone is off, so that the service waits for no more audio; later audio turns it on again. Only where the
     * service detects activity itself, as it does by default.
     */
    default void sendAudioStreamEnd() {
        send(ClientMessages.audioStreamEnd());
    }

    /**
     * Sends one picture of a video. The service looks at one a second at most.
     *
     * @param frame the picture, not empty, and a type that begins with {@code image/}, such as {@code image/jpeg}
     */
    default void sendVideo(Blob frame) {
        send(ClientMessages.video(frame));
    }

    /**
     * Says that the user begins to speak; this interrupts the model. Only with {@code automaticActivityDetection.disabled}. What is said
     * until {@link #sendActivityEnd()} may go on over another connection; {@link ReconnectPolicy} tells how.
     */
    default void sendActivityStart() {
        send(ClientMessages.activityStart());
    }

    /**
     * Says that the user has spoken, and the model may answer. Only with {@code automaticActivityDetection.disabled}. Where all audio
     * since {@link #sendActivityStart()} was dropped, the mark is dropped as well, for the service would close the session.
     */
    default void sendActivityEnd() {
        send(ClientMessages.activityEnd());
    }

    /**
     * Sends realtime input as it is. Its members are streams of their own, without an order between them.
     *
     * @param input one member or several
     */
    default void sendRealtimeInput(LiveClientRealtimeInput input) {
        send(ClientMessages.realtime(input));
    }

    /**
     * Adds turns to the conversation and lets the model answer. It interrupts the model. Newer models take it only for the initial
     * history; {@link #sendText} works with all.
     *
     * @param turns the turns, the last one usually the user's
     */
    default void sendClientContent(Content... turns) {
        sendClientContent(
                LiveClientContent.builder().addTurns(turns).turnComplete(true).build());
    }

    /**
     * Adds turns to the conversation. It interrupts the model.
     *
     * @param content the turns, and whether the model shall answer now; without {@code turnComplete} it waits for more. One without
     *     turns makes the model answer what was said before, or, without {@code turnComplete} too, only interrupts
     */
    default void sendClientContent(LiveClientContent content) {
        send(ClientMessages.content(content));
    }

    /**
     * Answers function calls.
     *
     * @param responses an answer for each, with the id and the name of its call
     */
    default void sendToolResponse(FunctionResponse... responses) {
        sendToolResponse(List.of(responses));
    }

    /**
     * Answers function calls.
     *
     * @param responses an answer for each, with the id and the name of its call
     */
    default void sendToolResponse(List<FunctionResponse> responses) {
        send(ClientMessages.toolResponse(responses));
    }

    /**
     * Changes the system instruction or the tools while the session is open. That the Developer API takes it is not established.
     *
     * @param update what replaces what was set
     */
    default void sendContextUpdate(LiveClientContextUpdate update) {
        send(ClientMessages.contextUpdate(update));
    }

    /**
     * Sends a message as it is.
     *
     * @param message exactly one of {@code clientContent}, {@code realtimeInput}, {@code toolResponse} and
     *     {@code contextUpdate}; or one unknown member, for a newer service
     * @throws IllegalArgumentException if it cannot work, such as one that holds the setup, which {@code connect} has sent
     * @throws LiveSendException if it did not leave
     */
    void send(LiveClientMessage message);

    /**
     * What the service says, from the first message on and as long as the session lasts, not only for one turn. The iterator waits
     * for the next event, and stops when the session has ended and everything has been read, whatever ended it; {@link #end()}
     * tells that.
     *
     * <p>Each event goes to one reader; a new iterator goes on where another one stopped. With several readers at once, another
     * one may take the last event between {@code hasNext()} and {@code next()}, which throws a
     * {@link java.util.NoSuchElementException} then. If the thread is interrupted while it
     * waits, the iterator throws a {@link dev.ephemera.transport.GeminiException} and nothing is lost. After {@link #close()}, what
     * had come can still be read, and nothing more is added.
     *
     * @return the events not read yet
     */
    Iterable<LiveEvent> events();

    /**
     * Waits for the next event, at most for a time.
     *
     * @param timeout how long; zero or less does not wait
     * @return the event; empty if none came in time, or if the session has ended and everything has been read
     * @throws dev.ephemera.transport.GeminiException if the thread is interrupted; nothing is lost, and its flag stays set
     */
    Optional<LiveEvent> poll(Duration timeout);

    /**
     * What the service says, message by message: another view of what {@link #events()} shows, and what one has taken, the other
     * does not show. A message of which some events were taken comes whole. A frame that is no message at all comes as an empty
     * one, for its text stands in its event alone; events of this side, such as {@link LiveEvent.AudioDropped}, are passed over.
     *
     * @return the messages not read yet
     */
    Iterable<LiveServerMessage> messages();

    /**
     * Lets a listener have the events from now on, one at a time, on threads that may be blocked. It is the session's one
     * subscriber, as with {@link AsyncLiveSession#events()}.
     *
     * @param listener who is told
     * @return closing it takes the listener away
     * @throws IllegalStateException if the events have a subscriber already
     */
    default LiveListener.Registration listen(LiveListener listener) {
        return async().listen(listener);
    }

    /**
     * Collects the model's next turn, from the events that nobody has read, and waits for its end, however long that takes;
     * {@link #turn(Duration)} waits no longer than is said.
     *
     * <p>Turns are a view over {@link #events()}: each event goes to one reader, so whoever wants whole turns reads nothing else.
     * A turn in which the model waits for a function ends only when that is answered: by
     * {@link SessionOptions#tools()}, or in {@link #turn(Consumer)}. A model that only transcribes completes no turns.
     *
     * @return the turn; one that the session's end cut short says so
     * @throws java.util.NoSuchElementException if the session has ended and nothing of a turn is left; {@link #end()} tells how
     * @throws dev.ephemera.transport.GeminiException if the thread is interrupted while it waits; nothing is lost, what was
     *     collected belongs to the turn that is returned next
     */
    default Turn turn() {
        return turn(event -> {});
    }

    /**
     * Collects the model's next turn, as {@link #turn()} does, and waits for its end at most for a time.
     *
     * @param timeout how long; zero or less does not wait, and takes a turn that has come whole already
     * @return the turn; empty if it was not over in time, and then what was collected belongs to the turn that is returned next;
     *     empty also if the session has ended and nothing of a turn is left, which {@link #end()} tells
     * @throws dev.ephemera.transport.GeminiException as {@link #turn()}
     */
    Optional<Turn> turn(Duration timeout);

    /**
     * Collects the model's next turn, as {@link #turn()} does, and shows each event meanwhile, so that audio can be played and
     * functions can be answered before the turn is over.
     *
     * @param seen is given each event once it is collected, on this thread; what it throws is thrown here, and what was collected
     *     belongs to the turn that is returned next
     * @return the turn
     * @throws java.util.NoSuchElementException as {@link #turn()}
     * @throws dev.ephemera.transport.GeminiException as {@link #turn()}
     */
    Turn turn(Consumer<? super LiveEvent> seen);

    /**
     * The model's turns, each as {@link #turn()} collects it, until the session has ended. The iterator collects a turn when it is
     * asked whether there is one, and takes it when that is asked for. Events behind the last turn that belong to none,
     * such as {@link LiveEvent.GoAway}, are not shown.
     *
     * @return the turns not read yet
     */
    Iterable<Turn> turns();

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
     * From where the conversation can be resumed, in another session or another process, as the service has said last. It tells
     * that only of sessions whose config has {@code sessionResumption}, as a rule, or that are resumed or kept
     * ({@link SessionOptions#resume()}, {@link SessionOptions#keepIn()}); the first time after {@code connect} has returned, and
     * again as the conversation goes on, often behind the end of a turn. It is known as soon as it was read from the socket, before
     * {@link #events()} show it.
     *
     * @return the newest one; of a resumed session the one that it was resumed from, until there is a newer one; after the end the
     *     last one, with the time of the end. Empty if the service has given none
     */
    Optional<Resumption> resumption();

    /**
     * How the session ended.
     *
     * @return the end; empty as long as it has not
     */
    Optional<SessionEnd> end();

    /**
     * Learns how the session ends, as {@link AsyncLiveSession#ended()} does, for whoever does not read until then;
     * {@code ended().join()} waits.
     *
     * @return the end to come, a future of the caller's own: it never fails, and completing it does nothing to the session
     */
    default CompletableFuture<SessionEnd> ended() {
        return async().ended();
    }

    /**
     * The same session without blocking.
     *
     * @return a view that shares everything with this one
     */
    AsyncLiveSession async();

    /**
     * Closes the session behind all that was accepted for sending, and waits until the service has answered, for at most the
     * client's {@code closeTimeout}; then the socket is released in any case. Does nothing more if the session has ended, and
     * waits for the end if somebody else has begun to close it.
     *
     * <p>If the thread is interrupted, it does not wait; its flag stays set, and the session closes all the same.
     */
    @Override
    void close();
}
