package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.time.Timeline.Alarm;
import dev.ephemera.emulator.internal.token.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** How long a connection lasts: its token's time, its own, and the client's silence. Guarded by its session's lock. */
final class Lifetime {

    private final List<Alarm> alarms = new ArrayList<>();
    private final EmulatorOptions options;
    private final SessionTime time;
    private final Consumer<Close> end;
    private Alarm silence = Alarm.DONE;

    /**
     * Counts the time of a session that is set up.
     *
     * @param opened when its connection was opened
     * @param setUp when it was set up
     * @param out takes what is sent
     * @param end takes why it ends
     */
    Lifetime(
            EmulatorOptions options,
            SessionTime time,
            Instant opened,
            Instant setUp,
            Optional<Token> token,
            Consumer<ObjectNode> out,
            Consumer<Close> end) {
        this.options = options;
        this.time = time;
        this.end = end;
        Instant goAway = opened.plus(options.goAwayAfter());
        if (!options.assumes(Assumption.NO_GO_AWAY)) {
            alarms.add(time.at(goAway, () -> out.accept(ServerMessages.goAway(options.goAwayTimeLeft()))));
        }
        Close overdue =
                options.assumes(Assumption.OVERDUE_CONNECTIONS_EXCEED_A_DEADLINE) ? Close.DEADLINE : Close.OVERDUE;
        alarms.add(time.at(goAway.plus(options.goAwayTimeLeft()), () -> end.accept(overdue)));
        token.ifPresent(
                held -> alarms.add(time.at(held.expireTime(), () -> end.accept(Close.TOKEN_EXPIRED_MEANWHILE))));
        heard(setUp);
    }

    /** The client has sent something. */
    void heard(Instant when) {
        silence.cancel();
        silence = options.silentSessionLimit()
                .map(limit -> time.at(when.plus(limit), () -> end.accept(Close.ABORTED)))
                .orElse(Alarm.DONE);
    }

    void stop() {
        silence.cancel();
        alarms.forEach(Alarm::cancel);
    }
}
