package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Refusal;
import java.util.OptionalInt;

/** Counts the sessions that are set up, and lets no more in than may be. Safe for use by any thread. */
final class OpenSessions {

    private final OptionalInt most;
    private int open;

    OpenSessions(OptionalInt most) {
        this.most = most;
    }

    /**
     * Takes a place.
     *
     * @throws RefusedException if none is left
     */
    synchronized void enter() throws RefusedException {
        if (open >= most.orElse(Integer.MAX_VALUE)) {
            throw new RefusedException(Close.of(Refusal.QUOTA_EXCEEDED));
        }
        open++;
    }

    /** Gives a place back. */
    synchronized void leave() {
        open--;
    }
}
