package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.model.History;
import java.time.Instant;
import java.util.Optional;

/**
 * What a session can be resumed from.
 *
 * @param model the model
 * @param history what was said
 * @param guidance what guided the model
 * @param media which media have flowed since when
 */
record Snapshot(String model, History history, Guidance guidance, SessionMedia media) {

    /**
     * Returns what a session begins with.
     *
     * @param setup the setup that counts
     * @param resumed what it goes on from, if it resumes another
     * @param now when it begins
     */
    static Snapshot start(Setup setup, Optional<Snapshot> resumed, EmulatorOptions options, Instant now) {
        Guidance guidance = new Guidance(
                Contents.text(setup.json().path("systemInstruction")),
                setup.json().path("tools"));
        return resumed.map(old -> options.assumes(Assumption.RESUMED_SESSIONS_KEEP_THEIR_INSTRUCTION)
                        ? old
                        : new Snapshot(old.model(), old.history(), guidance, old.media()))
                .orElseGet(() -> new Snapshot(setup.model(), History.EMPTY, guidance, SessionMedia.none(now)));
    }

    /** Returns how long all of its texts are. */
    long characters() {
        return (long) model.length()
                + guidance.instruction().length()
                + history.exchanges().stream()
                        .mapToLong(exchange -> exchange.said().length())
                        .sum();
    }

    /** Shows nothing of what was said. */
    @Override
    public String toString() {
        return "Snapshot of " + model;
    }
}
