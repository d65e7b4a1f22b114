package dev.ephemera.live;

import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveServerSetupComplete;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * {@link LiveSession} without blocking; what is said there of its life, of sending and of receiving holds here too. Failures come
 * through the futures, as the exceptions that {@link LiveSession} throws.
 *
 * <p>Safe for use by any thread. What depends on a future runs on a thread that may be blocked, never on one that reads a socket.
 */
public interface AsyncLiveSession {

    /**
     * Sends text as the user's input.
     *
     * @param text what the user says, not empty
     * @return done when the text stands in the outbound queue; it is never pending
     */
    CompletableFuture<Void> sendText(String text);

    /**
     * Sends a message as it is.
     *
     * @param message as {@link LiveSession#send(LiveClientMessage)} takes it
     * @return done when the message stands in the outbound queue; it is never pending
     */
    CompletableFuture<Void> send(LiveClientMessage message);

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
     * Learns how the session ends.
     *
     * @return the end to come, a future of the caller's own: it never fails, and completing it does nothing to the session
     */
    CompletableFuture<SessionEnd> ended();

    /**
     * Begins to close the session, as {@link LiveSession#close()} does.
     *
     * @return the end to come, after the client's {@code closeTimeout} at the latest
     */
    CompletableFuture<SessionEnd> close();
}
