package dev.ephemera.emulator.internal.live;

/** The service's end of a session that is handed on. */
public interface Service extends Line {

    /** Begins to read, and tells the session what comes. */
    void serve(RelayedSession session);
}
