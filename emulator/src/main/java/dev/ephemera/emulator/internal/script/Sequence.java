package dev.ephemera.emulator.internal.script;

import dev.ephemera.emulator.internal.live.Stage;
import dev.ephemera.emulator.internal.time.Timeline.Alarm;
import java.time.Duration;
import java.time.Instant;
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
            proceed(stage.now());
        }
    }

    /**
     * Goes on until there is something to wait for.
     *
     * @param since when the thing before was done; the delay of the next counts from there and not from now, so that it
     *     does not matter when time is moved
     */
    private void proceed(Instant since) {
        busy = true;
        while (!due.isEmpty()) {
            Duration delay = due.getFirst().after();
            if (!delay.isZero()) {
                Instant then = since.plus(delay);
                alarm = stage.at(then, () -> {
                    perform();
                    proceed(then);
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
