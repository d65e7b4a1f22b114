package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class QueueDepthTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final QueueDepth depth = new QueueDepth();
    private int tellings;

    private QueueDepthTest add(long messages, long bytes, long now) {
        if (depth.add(messages, bytes, now)) {
            depth.told(now);
            tellings++;
        }
        return this;
    }

    @Test
    void changes_areToldAtFirst_onceASecond_andWhenNothingWaitsAnyMore() {
        assertThat(depth.add(1, 10, 0)).isTrue();
        depth.told(0);
        assertThat(depth.add(1, 10, 1)).isFalse();
        assertThat(depth.add(-1, -10, 2)).isFalse();
        assertThat(depth.add(-1, -10, 3)).isTrue();
        depth.told(3);
        assertThat(depth.add(1, 10, 4)).isFalse();
        assertThat(depth.add(-1, -10, 5)).isFalse();
        assertThat(depth.add(1, 10, 3 + SECOND)).isTrue();
    }

    @Test
    void peak_isTheMostSinceTheLastTelling() {
        add(1, 10, 0).add(5, 50, 1).add(-5, -50, 2);
        assertThat(depth.peakBytes()).isEqualTo(60);

        add(0, 0, SECOND).add(1, 5, SECOND + 1);
        assertThat(depth.peakBytes()).isEqualTo(15);
        assertThat(depth.bytes()).isEqualTo(15);
        assertThat(depth.messages()).isEqualTo(2);
    }

    @Test
    void anHourOfAudio_isToldTwiceASecondAtMost() {
        for (long now = 0; now < 3_600 * SECOND; now += SECOND / 50) {
            add(1, 1_000, now).add(-1, -1_000, now + 1_000);
        }
        assertThat(tellings).isBetween(3_600, 7_200);
    }
}
