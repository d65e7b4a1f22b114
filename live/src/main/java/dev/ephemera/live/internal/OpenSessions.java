package dev.ephemera.live.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The sessions of a client that have not ended; as long as there is one, the JVM's shutdown is watched. Thread-safe. */
final class OpenSessions {

    private final Set<SessionCore> sessions = new LinkedHashSet<>();
    private final ShutdownHook shutdown;

    /**
     * Holds none.
     *
     * @param shuttingDown is run when the JVM shuts down with a session open
     */
    OpenSessions(Runnable shuttingDown) {
        shutdown = new ShutdownHook(shuttingDown);
    }

    synchronized void add(SessionCore session) {
        if (sessions.isEmpty()) {
            shutdown.arm();
        }
        sessions.add(session);
    }

    /** It has ended. */
    synchronized void remove(SessionCore session) {
        if (sessions.remove(session) && sessions.isEmpty()) {
            shutdown.disarm();
        }
    }

    synchronized List<SessionCore> all() {
        return List.copyOf(sessions);
    }
}
