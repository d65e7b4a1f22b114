package dev.ephemera.live;

import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveServerSetupComplete;
import java.util.Optional;

/**
 * An open conversation with a model.
 *
 * <p><b>Life.</b> A session is {@link SessionState#OPEN} when {@code connect} returns it, and lasts until one side closes it, the
 * connection breaks, or the client is closed. Whatever ends it, there is exactly one {@link SessionEnd}.
 *
 * <p><b>Sending.</b> Messages leave in the order in which they were accepted, from any number of threads. A send returns when the
 * message stands in the outbound queue of 16 MiB, and throws if it does not; what was accepted and did not leave before the end
 * stands in {@link SessionEnd#unsent()}. That the service received a message is not known.
 *
 * <p><b>Receiving.</b> What arrives waits, in order, until somebody reads it. When 8 MiB wait, the socket is not read any more, so
 * that a slow reader slows the service down instead of losing something; a close by the service is then noticed only when the
 * reader goes on. A single message is read whole, however long it is: that the service sends no endless one is trusted.
 *
 * <p>Safe for use by any thread.
 */
public interface LiveSession extends AutoCloseable {

    /**
     * Sends text as the user's input, which every Live model takes ({@code realtimeInput.text}); the model answers.
     *
     * @param text what the user says, not empty
     * @throws IllegalArgumentException if it is empty
     * @throws LiveSendException if it was not accepted for sending
     */
    void sendText(String text);

    /**
     * Sends a message as it is, for all that has no method of its own.
     *
     * @param message exactly one of {@code clientContent}, {@code realtimeInput}, {@code toolResponse} and
     *     {@code contextUpdate}; or one unknown member, for a newer service
     * @throws IllegalArgumentException if it holds the setup, which {@code connect} has sent, or not exactly one member
     * @throws LiveSendException if it was not accepted for sending
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
     * How the session ended.
     *
     * @return the end; empty as long as it has not
     */
    Optional<SessionEnd> end();

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
