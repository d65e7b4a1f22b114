package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.memory.Recent;
import dev.ephemera.emulator.internal.observe.Listeners;
import dev.ephemera.emulator.internal.time.Timeline;
import dev.ephemera.emulator.internal.token.TokenStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** All sessions of one emulator, in the order of their opening. Safe for use by any thread. */
public final class LiveSessions {

    /** Of more sessions the oldest ended ones are forgotten. */
    private static final int MOST_KEPT = 10_000;

    private final List<LiveSession> sessions = new ArrayList<>();
    private final SessionRuntime runtime;
    private long opened;

    public LiveSessions(
            EmulatorOptions options, Timeline timeline, TokenStore tokens, Listeners listeners, Plays plays) {
        Resumptions resumptions = new Resumptions(options.resumptionLifetime());
        OpenSessions open = new OpenSessions(options.maxOpenSessions());
        Admission admission = new Admission(options, tokens, resumptions, open);
        this.runtime = new SessionRuntime(
                options, timeline, admission, resumptions, open, listeners, plays, new Recent<>(), new Recent<>());
    }

    public LiveSession open(Handshake handshake, Peer peer) {
        synchronized (sessions) {
            LiveSession session = new LiveSession(String.valueOf(++opened), handshake, peer, runtime);
            if (sessions.size() >= MOST_KEPT) {
                forgetOne();
            }
            sessions.add(session);
            return session;
        }
    }

    private void forgetOne() {
        for (Iterator<LiveSession> oldest = sessions.iterator(); oldest.hasNext(); ) {
            if (oldest.next().end().isPresent()) {
                oldest.remove();
                return;
            }
        }
    }

    public List<LiveSession> all() {
        synchronized (sessions) {
            return new ArrayList<>(sessions);
        }
    }

    /** Ends all that are open. */
    public void close() {
        all().forEach(session -> session.refuse(Close.GOING_AWAY));
    }
}
