package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.time.Timeline.Alarm;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Ends a session that lasts too long for the media in it. Guarded by its session's lock. */
final class SessionLimit {

    private final EmulatorOptions options;
    private final SessionTime time;
    private final Consumer<Close> end;
    private final boolean endless;
    private SessionMedia media;
    private Optional<Instant> limit = Optional.empty();
    private Alarm alarm = Alarm.DONE;

    /**
     * Counts on.
     *
     * @param media what has flowed before
     * @param endless whether there is no limit
     * @param end takes why the session ends
     */
    SessionLimit(EmulatorOptions options, SessionTime time, SessionMedia media, boolean endless, Consumer<Close> end) {
        this.options = options;
        this.time = time;
        this.end = end;
        this.endless = endless;
        this.media = media;
    }

    void start() {
        apply(media);
    }

    void heard() {
        apply(media.heard());
    }

    void saw() {
        apply(media.saw(time.now()));
    }

    private void apply(SessionMedia now) {
        media = now;
        if (!endless && !media.limit(options).equals(limit)) {
            limit = media.limit(options);
            alarm.cancel();
            alarm = time.at(limit.orElseThrow(), () -> end.accept(Close.ABORTED));
        }
    }

    SessionMedia media() {
        return media;
    }

    void stop() {
        alarm.cancel();
    }
}
