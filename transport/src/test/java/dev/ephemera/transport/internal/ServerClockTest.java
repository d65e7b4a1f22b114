package dev.ephemera.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a Date header proves: only that the service's clock showed it between sending and receiving, to the second. */
final class ServerClockTest {

    private static final Instant SENT = Instant.parse("2030-01-01T00:00:00Z");

    @ParameterizedTest(name = "date {0} s, answer after {1} s, known {2} s")
    @CsvSource({
        // date, received and known correction, and the one that holds then; in seconds
        "0, 0, 0, 0",
        "0, 2.5, 0, 0",
        "2, 2.5, 0, 0",
        "-1, 2.5, 0, 0",
        "3, 2.5, 0, 0",
        "-2, 2, 0, -3",
        "4, 2, 0, 3",
        "1200, 0, 0, 1200",
        "1200, 4, 0, 1198",
        "1200, 4, 1199, 1199",
        "0, 0, 1200, 0",
        "-1200, 0, 0, -1200",
    })
    void corrected_byADate_changesOnlyIfTheDateDisprovesIt(long date, double received, long known, long expected) {
        Instant now = SENT.plusMillis((long) (received * 1000));
        ServerClock clock = new ServerClock(Clock.fixed(now, ZoneOffset.UTC));

        assertThat(clock.corrected(SENT.plusSeconds(date), new ServerClock.Reading(SENT, Duration.ofSeconds(known))))
                .isEqualTo(Duration.ofSeconds(expected));

        clock.learn(now.plusSeconds(known), now);
        clock.learn(SENT.plusSeconds(date), SENT);
        assertThat(clock.instant()).isEqualTo(now.plusSeconds(expected));
        assertThat(clock.known()).isTrue();
    }
}
