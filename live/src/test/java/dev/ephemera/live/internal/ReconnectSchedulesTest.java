package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.transport.internal.LeakCheck;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Sessions that reconnect, under schedules of cuts, refusals, losses and user actions that are made from a seed; {@link
 * ReconnectSchedule} checks each. {@code -Dephemera.reconnect.seed=N} runs one schedule alone,
 * {@code -Dephemera.reconnect.long=true} all 2,000.
 */
@Timeout(600)
final class ReconnectSchedulesTest {

    private static final int SHORT = 150;
    private static final int LONG = 2_000;

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    @Test
    void schedules_ofCutsRefusalsAndUserActions_keepWhatReconnectPolicyPromises() throws Exception {
        Long alone = Long.getLong("ephemera.reconnect.seed");
        if (alone != null) {
            play(alone);
            return;
        }
        int schedules = Boolean.getBoolean("ephemera.reconnect.long") ? LONG : SHORT;
        long first = new Random().nextInt(1 << 30);
        System.out.println("reconnect schedules: seeds from " + first + ", " + schedules);
        int reconnects = 0;
        for (int i = 0; i < schedules; i++) {
            reconnects += play(first + i);
        }
        System.out.println("reconnect schedules: " + reconnects + " reconnects");
        assertThat(reconnects).isGreaterThan(schedules / 10); // else the schedules test nothing
    }

    private int play(long seed) throws Exception {
        try (ReconnectSchedule schedule = new ReconnectSchedule(seed, leaks)) {
            try {
                return schedule.play();
            } catch (Exception | AssertionError e) {
                throw new AssertionError("-Dephemera.reconnect.seed=" + seed + " fails; its steps: " + schedule, e);
            }
        }
    }
}
