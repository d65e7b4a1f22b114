package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.EmulatorOptions;
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
    private final EmulatorOptions options;
    private final Timeline timeline;
    private final Resumptions resumptions;
    private final OpenSessions open;
    private final Admission admission;

    public LiveSessions(EmulatorOptions options, Timeline timeline, TokenStore tokens) {
        this.options = options;
        this.timeline = timeline;
        this.resumptions = new Resumptions(options.resumptionLifetime());
        this.open = new OpenSessions(options.maxOpenSessions());
        this.admission = new Admission(options, tokens, resumptions, open);
    }

    public LiveSession open(Handshake handshake, Peer peer) {
        LiveSession session = new LiveSession(handshake, peer, options, timeline, admission, resumptions, open);
        synchronized (sessions) {
            if (sessions.size() >= MOST_KEPT) {
                forgetOne();
            }
            sessions.add(session);
        }
        return session;
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
