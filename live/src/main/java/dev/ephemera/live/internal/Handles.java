package dev.ephemera.live.internal;

import dev.ephemera.types.LiveServerSessionResumptionUpdate;
import java.util.Optional;

/** By what a session can be resumed, as far as the service has told. Thread-safe. */
final class Handles {

    private Optional<String> newest = Optional.empty();
    private boolean resumable;

    /** The service told from where the session can be resumed, or that it cannot at the moment. */
    synchronized void remember(LiveServerSessionResumptionUpdate update) {
        resumable = update.resumable().orElse(false);
        newest = update.newHandle().filter(value -> !value.isEmpty()).or(() -> newest);
    }

    synchronized Optional<String> newest() {
        return newest;
    }

    /** Whether the newest still stands. */
    synchronized boolean resumable() {
        return resumable && newest.isPresent();
    }
}
