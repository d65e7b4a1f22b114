package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Thousands of sessions in a small process. Every build holds a share of them; {@code -Dephemera.load.long=true} holds
 * 5,000 idle and 2,000 talking ones. What is printed depends on the machine, what is asserted does not.
 */
final class LoadTest {

    private static final boolean LONG = Boolean.getBoolean("ephemera.load.long");
    private static final int IDLE = LONG ? 5_000 : 500;
    private static final int TALKING = LONG ? 2_000 : 100;
    private static final int TURNS = LONG ? 5 : 3;
    private static final Duration DEADLINE = Duration.ofMinutes(LONG ? 10 : 2);

    @Test
    void sessions_idleAndTalking_areHeldInASmallHeap() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start("-Xmx256m");
                Crowd crowd = new Crowd(emulator.port())) {
            emulator.talk();
            String before = emulator.footprint();
            byte[] upgrade = RawClient.upgrade(EmulatorProcess.KEY);

            long start = System.nanoTime();
            crowd.join(IDLE, Crowd.Part.talking(upgrade, 0));
            await(crowd, "all sessions are set up", () -> crowd.ready.get() == IDLE);
            double opened = (System.nanoTime() - start) / 1e9;
            String idle = emulator.footprint();

            start = System.nanoTime();
            int silent = crowd.messages.get();
            crowd.join(TALKING, Crowd.Part.talking(upgrade, TURNS));
            await(crowd, "every turn is complete", () -> crowd.turns.get() == TALKING * TURNS);
            double talked = (System.nanoTime() - start) / 1e9;
            emulator.talk();

            assertThat(crowd.ready).hasValue(IDLE + TALKING);
            assertThat(crowd.ended).hasValue(0);
            assertThat(crowd.messages.get() - silent)
                    .as("each turn is answered by audio, its end, and what belongs to it")
                    .isGreaterThan(3 * TALKING * TURNS);
            System.out.printf(
                    "LoadTest: started in %d ms; before: %s; %,d idle sessions opened in %.1f s: %s; %,d talking ones,"
                            + " %,d spoken turns in %.1f s, %,.0f chunks of audio a second heard and %,.0f messages sent: %s%n",
                    emulator.startedIn().toMillis(),
                    before,
                    IDLE,
                    opened,
                    idle,
                    TALKING,
                    TALKING * TURNS,
                    talked,
                    TALKING * TURNS * Crowd.CHUNKS / talked,
                    (crowd.messages.get() - silent) / talked,
                    emulator.footprint());
        }
    }

    static void await(Crowd crowd, String what, BooleanSupplier condition) {
        Await.until(DEADLINE, what, () -> {
            crowd.check();
            return condition.getAsBoolean();
        });
    }
}
