package dev.ephemera.emulator.internal.live;

/** What goes on in a session once it is set up. Guarded by its session's lock. */
interface Conversation {

    /** Begins, right after {@code setupComplete}. */
    void start();

    /**
     * Takes a message of the client.
     *
     * @throws RefusedException if the session ends because of it
     */
    void accept(ClientMessage message) throws RefusedException;

    /** Falls silent for good. */
    void stop();
}
