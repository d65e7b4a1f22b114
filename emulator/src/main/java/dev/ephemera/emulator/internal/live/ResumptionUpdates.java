package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.time.Timeline.Alarm;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Tells the client what it can resume from, where it wants to know. Guarded by its session's lock. */
final class ResumptionUpdates {

    private static final Duration INTERVAL = Duration.ofMillis(1200);

    private final boolean wanted;
    private final boolean regular;
    private final SessionTime time;
    private final Consumer<ObjectNode> out;
    private final Function<Snapshot, String> save;
    private final Supplier<Snapshot> state;
    private boolean resumable;
    private Alarm alarm = Alarm.DONE;

    /**
     * Makes them.
     *
     * @param save makes a handle
     * @param state what to resume from
     */
    ResumptionUpdates(
            Setup setup,
            EmulatorOptions options,
            SessionTime time,
            Consumer<ObjectNode> out,
            Function<Snapshot, String> save,
            Supplier<Snapshot> state) {
        this.wanted = setup.resumptionUpdates(options);
        this.regular = options.assumes(Assumption.RESUMPTION_UPDATES_COME_REGULARLY);
        this.time = time;
        this.out = out;
        this.save = save;
        this.state = state;
    }

    /** What was said is complete: there is a handle for it. */
    void resumable() {
        resumable = true;
        tell();
    }

    /** The model is at work: nothing can be resumed for now. */
    void notResumable() {
        resumable = false;
        tell();
    }

    private void tell() {
        if (!wanted) {
            return;
        }
        if (regular) {
            alarm.cancel();
            alarm = time.after(INTERVAL, this::tell);
        }
        out.accept(resumable ? ServerMessages.resumable(save.apply(state.get())) : ServerMessages.notResumable());
    }

    void stop() {
        alarm.cancel();
    }
}
