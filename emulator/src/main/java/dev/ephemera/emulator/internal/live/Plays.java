package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.EmulatedSession;
import java.util.Optional;

/** Knows who plays the service's part in the sessions to come. Safe for use by any thread. */
public interface Plays {

    /**
     * Finds who plays in a connection that opens. Called once for each.
     *
     * @return empty for the small model
     */
    Optional<Play> open(Stage stage, EmulatedSession session);
}
