package dev.ephemera.live;

/**
 * Is told of a session's events, one at a time and in order, on threads that may be blocked; while it is busy, later events wait in
 * the session.
 */
@FunctionalInterface
public interface LiveListener {

    /** A listener's place at a session. */
    interface Registration extends AutoCloseable {

        /** Takes the listener away; an event that it is just being told still gets through. Thread-safe. */
        @Override
        void close();
    }

    /**
     * Something came.
     *
     * @param event the event
     */
    void onEvent(LiveEvent event);

    /**
     * All events were told, and the session is over. The last call; it does not come after the listener was taken away.
     *
     * @param end how the session ended
     */
    default void onEnd(SessionEnd end) {}

    /**
     * {@link #onEvent} has thrown. That ends nothing: the next event comes all the same.
     *
     * @param event what it was told
     * @param thrown what it threw; goes to the thread's uncaught exception handler by default
     */
    default void onFailure(LiveEvent event, Throwable thrown) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    }
}
