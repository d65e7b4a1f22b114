package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.memory.Recent;
import dev.ephemera.emulator.internal.observe.Listeners;
import dev.ephemera.emulator.internal.time.Timeline;
import dev.ephemera.emulator.internal.token.TokenStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** All sessions of one emulator, in the order of their opening. Safe for use by any thread. */
public final class LiveSessions {

    /** Of more sessions the oldest ended ones are forgotten. */
    private static final int MOST_KEPT = 10_000;

    private final List<ConnectedSession> sessions = new ArrayList<>();
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

    /** Opens one in which the emulator plays the service's part. */
    public LiveSession open(Handshake handshake, Peer peer) {
        return add(id -> new LiveSession(id, handshake, peer, runtime));
    }

    /** Opens one in which another endpoint does. */
    public RelayedSession relay(Handshake handshake, Peer client, Service service, Witness witness) {
        return add(id -> new RelayedSession(id, handshake, client, service, witness, runtime));
    }

    private <S extends ConnectedSession> S add(Function<String, S> made) {
        synchronized (sessions) {
            S session = made.apply(String.valueOf(++opened));
            if (sessions.size() >= MOST_KEPT) {
                forgetOne();
            }
            sessions.add(session);
            return session;
        }
    }

    private void forgetOne() {
        for (Iterator<ConnectedSession> oldest = sessions.iterator(); oldest.hasNext(); ) {
            if (oldest.next().end().isPresent()) {
                oldest.remove();
                return;
            }
        }
    }

    public List<ConnectedSession> all() {
        synchronized (sessions) {
            return new ArrayList<>(sessions);
        }
    }

    /** Ends all that are open. */
    public void close() {
        all().forEach(session -> session.refuse(Close.GOING_AWAY));
    }
}
