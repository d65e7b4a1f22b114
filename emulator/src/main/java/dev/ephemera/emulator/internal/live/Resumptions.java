package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.memory.Recent;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The handles by which sessions are resumed, but for the oldest of very many. Safe for use by any thread. */
final class Resumptions {

    private static final int RANDOM_BYTES = 24;

    /** As many handles of one session as stay good; the newest is the one to use. */
    private static final int MOST_OF_A_SESSION = 64;

    /** The handles of one session, and how long they stay good once it has ended. */
    static final class Line {
        private final Deque<String> handles = new ArrayDeque<>();
        private Instant until = Instant.MAX;

        /** Whether nobody needs to know any more that there were such handles. */
        private boolean forgotten(Instant now, Duration lifetime) {
            return !until.equals(Instant.MAX) && !now.isBefore(until.plus(lifetime));
        }
    }

    record Saved(Snapshot snapshot, Line line) {}

    private final SecureRandom random = new SecureRandom();
    private final Recent<String, Saved> saved;
    private final Map<Object, Line> open = new HashMap<>();
    private final Duration lifetime;

    Resumptions(Duration lifetime) {
        this(lifetime, new Recent<>());
    }

    Resumptions(Duration lifetime, Recent<String, Saved> saved) {
        this.lifetime = lifetime;
        this.saved = saved;
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
        Line line = open.computeIfAbsent(session, key -> new Line());
        String before = line.handles.peekLast();
        if (before != null) {
            saved.get(before).ifPresent(older -> saved.reweigh(before, older.snapshot.bytesBeside(snapshot)));
        }
        line.handles.addLast(handle);
        if (line.handles.size() > MOST_OF_A_SESSION) {
            saved.remove(line.handles.removeFirst());
        }
        saved.put(handle, new Saved(snapshot, line), snapshot.bytes());
    }

    /** Lets the handles of a session grow old from now on. */
    synchronized void ended(Object session, Instant now) {
        Line line = open.remove(session);
        if (line != null) {
            line.until = now.plus(lifetime);
        }
        saved.forgetWhile(oldest -> oldest.line.forgotten(now, lifetime));
    }

    synchronized Optional<Snapshot> find(String handle, Instant now) {
        return saved.get(handle).filter(found -> now.isBefore(found.line.until)).map(Saved::snapshot);
    }

    /** Tells whether a handle was good once. */
    synchronized boolean expired(String handle, Instant now) {
        return saved.get(handle)
                .filter(found -> !now.isBefore(found.line.until) && !found.line.forgotten(now, lifetime))
                .isPresent();
    }
}
