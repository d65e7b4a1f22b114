package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.internal.observe.FrameLog;

/** A session as the client's connection knows it, whoever plays the service's part. */
public interface ConnectedSession extends EmulatedSession {

    /** Begins, once the connection can be written to. */
    void opened();

    /**
     * Takes a message.
     *
     * @param bytes what its frames held
     * @param binary whether they were binary frames
     */
    void received(byte[] bytes, boolean binary);

    /** Ends the session with a close frame; does nothing if it has ended. */
    void refuse(Close why);

    /** Takes an end that has come already; does nothing if the session has ended. */
    void closed(SessionEnd why);

    /** Where what passes on the connection is noted. */
    FrameLog log();

    /** Whether it takes a message now. If not, it lets the connection read on later. Holds no lock. */
    default boolean isReady() {
        return true;
    }

    /** Takes that something has left for the client. Holds no lock. */
    default void left() {}
}
