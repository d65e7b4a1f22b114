package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.memory.Weight;
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

    /** What it takes up, in bytes, about. */
    long bytes() {
        return ownBytes() + guidance.bytes();
    }

    /** What it takes up beside a later one of the same session, which bears what both hold. */
    long bytesBeside(Snapshot later) {
        return guidance == later.guidance ? ownBytes() : bytes();
    }

    private long ownBytes() {
        return Weight.of(model)
                + history.exchanges().stream()
                        .mapToLong(exchange -> Weight.of(exchange.said()))
                        .sum();
    }

    /** Shows nothing of what was said. */
    @Override
    public String toString() {
        return "Snapshot of " + model;
    }
}
