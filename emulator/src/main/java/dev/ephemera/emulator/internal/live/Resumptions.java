package dev.ephemera.emulator.internal.live;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The handles by which sessions are resumed. Safe for use by any thread. */
final class Resumptions {

    private static final int RANDOM_BYTES = 24;

    /** As many handles of one session as stay good; the newest is the one to use. */
    private static final int MOST_OF_A_SESSION = 64;

    /** The handles of one session, and how long they stay good once it has ended. */
    private static final class Line {
        private final Map<String, Snapshot> handles = new LinkedHashMap<>();
        private Instant until = Instant.MAX;

        /** Whether nobody needs to know any more that there were such handles. */
        private boolean forgotten(Instant now, Duration lifetime) {
            return !until.equals(Instant.MAX) && !now.isBefore(until.plus(lifetime));
        }
    }

    private final SecureRandom random = new SecureRandom();
    private final Map<Object, Line> sessions = new LinkedHashMap<>();
    private final Duration lifetime;

    Resumptions(Duration lifetime) {
        this.lifetime = lifetime;
    }

    /** Makes a handle for what a session is now. */
    synchronized String save(Object session, Snapshot snapshot) {
        byte[] secret = new byte[RANDOM_BYTES];
        random.nextBytes(secret);
        String handle = HexFormat.of().formatHex(secret);
        keep(session, handle, snapshot);
        return handle;
    }

    /** Takes a handle that somebody else has made. */
    synchronized void keep(Object session, String handle, Snapshot snapshot) {
        Map<String, Snapshot> handles = sessions.computeIfAbsent(session, key -> new Line()).handles;
        handles.put(handle, snapshot);
        if (handles.size() > MOST_OF_A_SESSION) {
            Iterator<String> oldest = handles.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Lets the handles of a session grow old from now on. */
    synchronized void ended(Object session, Instant now) {
        sessions.values().removeIf(line -> line.forgotten(now, lifetime));
        Line line = sessions.get(session);
        if (line != null) {
            line.until = now.plus(lifetime);
        }
    }

    synchronized Optional<Snapshot> find(String handle, Instant now) {
        return sessions.values().stream()
                .filter(line -> now.isBefore(line.until))
                .flatMap(line -> Optional.ofNullable(line.handles.get(handle)).stream())
                .findFirst();
    }

    /** Tells whether a handle was good once. */
    synchronized boolean expired(String handle, Instant now) {
        return sessions.values().stream()
                .anyMatch(line -> !now.isBefore(line.until) && line.handles.containsKey(handle));
    }
}
