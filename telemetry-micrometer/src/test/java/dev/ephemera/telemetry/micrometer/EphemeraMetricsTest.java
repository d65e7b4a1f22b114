package dev.ephemera.telemetry.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionTelemetry;
import dev.ephemera.live.SessionTelemetry.Input;
import dev.ephemera.live.SessionTelemetry.Why;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class EphemeraMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EphemeraMetrics metrics = EphemeraMetrics.in(registry);

    private static SessionEnd end(SessionEnd.Kind kind) {
        return SessionEnd.builder()
                .by(SessionEnd.By.NETWORK)
                .kind(kind)
                .code(1006)
                .reason("")
                .build();
    }

    private double gauge(String name) {
        return registry.get("ephemera.live." + name).gauge().value();
    }

    private double counter(String name) {
        return registry.get("ephemera.live." + name).counter().count();
    }

    private Timer timer(String name, String... tags) {
        return registry.get("ephemera.live." + name).tags(tags).timer();
    }

    @Test
    void gauges_areTheSumsOfTheSessions_andForgetThoseThatEnd() {
        SessionTelemetry one = metrics.get();
        SessionTelemetry two = metrics.get();
        SessionTelemetry never = metrics.get();
        one.opened(Duration.ofMillis(100));
        two.opened(Duration.ofMillis(200));
        one.queueDepth(3, 300, 350);
        two.queueDepth(1, 50, 60);
        one.queueDepth(2, 200, 300);
        never.ended(end(SessionEnd.Kind.NEVER_OPENED), Duration.ofSeconds(1));

        assertThat(gauge("sessions")).isEqualTo(2);
        assertThat(gauge("queue.messages")).isEqualTo(3);
        assertThat(gauge("queue.bytes")).isEqualTo(250);
        assertThat(registry.get("ephemera.live.queue.peak").summary().max()).isEqualTo(350);

        one.ended(end(SessionEnd.Kind.CONNECTION_LOST), Duration.ofMinutes(2));

        assertThat(gauge("sessions")).isEqualTo(1);
        assertThat(gauge("queue.messages")).isEqualTo(1);
        assertThat(gauge("queue.bytes")).isEqualTo(50);
        assertThat(timer("session", "kind", "connection_lost").totalTime(TimeUnit.SECONDS))
                .isEqualTo(120);
        assertThat(timer("session", "kind", "never_opened").count()).isOne();
        assertThat(timer("setup").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(300);
    }

    @Test
    void measurements_areRecordedByTheirTag() {
        SessionTelemetry session = metrics.get();
        session.turnLatency(Input.TEXT, Duration.ofMillis(400));
        session.turnLatency(Input.TEXT, Duration.ofMillis(200));
        session.turnLatency(Input.SPEECH_END, Duration.ofMillis(700));
        session.timeToFirstAudio(Input.SPEECH_END, Duration.ofMillis(900));
        session.dropped(3, 9_000);
        session.dropped(1, 1_000);
        session.reconnected(Why.LOSS, 2, Duration.ofSeconds(4));
        session.tokenAge(Duration.ofMinutes(9));
        session.missed(5);

        assertThat(timer("turn.latency", "input", "text").mean(TimeUnit.MILLISECONDS))
                .isEqualTo(300);
        assertThat(timer("turn.latency", "input", "speech_end").count()).isOne();
        assertThat(timer("turn.first.audio", "input", "speech_end").totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(900);
        assertThat(counter("dropped.messages")).isEqualTo(4);
        assertThat(counter("dropped.bytes")).isEqualTo(10_000);
        assertThat(timer("reconnect.gap", "why", "loss").totalTime(TimeUnit.SECONDS))
                .isEqualTo(4);
        assertThat(registry.get("ephemera.live.reconnect.attempts").summary().totalAmount())
                .isEqualTo(2);
        assertThat(timer("token.age").totalTime(TimeUnit.MINUTES)).isEqualTo(9);
        assertThat(counter("missed")).isEqualTo(5);
    }
}
