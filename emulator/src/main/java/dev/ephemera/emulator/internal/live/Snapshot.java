package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.model.History;

/**
 * What a session can be resumed from.
 *
 * @param model the model
 * @param history what was said
 * @param guidance what guided the model
 * @param media which media have flowed since when
 */
record Snapshot(String model, History history, Guidance guidance, SessionMedia media) {

    /** Shows nothing of what was said. */
    @Override
    public String toString() {
        return "Snapshot of " + model;
    }
}
