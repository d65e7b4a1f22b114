package dev.ephemera.emulator.internal.script;

import dev.ephemera.emulator.internal.live.Stage;
import dev.ephemera.emulator.internal.time.Timeline.Alarm;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** Does one thing after the other, each in its time. Guarded by its session's lock. */
final class Sequence {

    private final Stage stage;
    private final Deque<Cue> due = new ArrayDeque<>();
    private Alarm alarm = Alarm.DONE;
    private boolean busy;

    Sequence(Stage stage) {
        this.stage = stage;
    }

    void add(Collection<Cue> cues) {
        due.addAll(cues);
        if (!busy) {
            proceed();
        }
    }

    /** Goes on until there is something to wait for; the delay of a thing counts from the end of the one before. */
    private void proceed() {
        busy = true;
        while (!due.isEmpty()) {
            Duration delay = due.getFirst().after();
            if (!delay.isZero()) {
                alarm = stage.after(delay, () -> {
                    perform();
                    proceed();
                });
                return;
            }
            perform();
        }
        busy = false;
    }

    private void perform() {
        due.removeFirst().deeds().forEach(deed -> deed.accept(stage));
    }

    /** Drops what is still to be done. */
    void stop() {
        alarm.cancel();
        due.clear();
        busy = false;
    }
}
