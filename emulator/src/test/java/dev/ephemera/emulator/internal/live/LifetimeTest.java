package dev.ephemera.emulator.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.observe.Listeners;
import dev.ephemera.emulator.internal.observe.News;
import dev.ephemera.emulator.internal.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LifetimeTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** The client hears of the setup, and may move the time, before its session counts it. */
    @Test
    void silence_whenTimeHasMovedSinceTheSetup_countsFromTheSetup() {
        VirtualTimeline timeline = new VirtualTimeline(START);
        List<Close> ends = new ArrayList<>();
        try (Listeners nobody = new Listeners("test")) {
            timeline.moveTo(START.plus(LIMIT));

            Lifetime unused = new Lifetime(
                    EmulatorOptions.builder().silentSessionLimit(LIMIT).build(),
                    new SessionTime(timeline, News.begun(nobody)),
                    START,
                    START,
                    Optional.empty(),
                    message -> {},
                    ends::add);

            assertThat(ends).containsExactly(Close.ABORTED);
        }
    }
}
