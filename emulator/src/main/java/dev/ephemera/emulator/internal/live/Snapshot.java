package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.model.History;

/**
 * What a session can be resumed from.
 *
 * @param model the model
 * @param history what was said
 * @param instruction the system instruction; empty for none
 */
record Snapshot(String model, History history, String instruction) {

    /** Shows nothing of what was said. */
    @Override
    public String toString() {
        return "Snapshot of " + model;
    }
}
