package dev.ephemera.telemetry.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.GeminiClient;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionTelemetry;
import dev.ephemera.types.LiveConnectConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code in docs/telemetry.md stands here and runs. */
@Timeout(60)
final class DocumentedUseTest {

    private static final Pattern JAVA = Pattern.compile("```java\\R(.*?)\\R```", Pattern.DOTALL);

    private static void talk(SessionOptions options) {
        try (GeminiEmulator emulator =
                        GeminiEmulator.start(EmulatorOptions.builder().build());
                GeminiClient client = GeminiClient.builder()
                        .apiKey(emulator.apiKey())
                        .baseUrl(emulator.baseUrl())
                        .build();
                LiveSession session =
                        client.live().connect("m", LiveConnectConfig.builder().build(), options)) {
            session.sendText("Hello");
            assertThat(session.turn().text()).isNotEmpty();
        }
    }

    @Test
    void listener_isToldOfTheAnswer() throws Exception {
        BlockingQueue<String> log = new LinkedBlockingQueue<>();
        SessionOptions options = SessionOptions.builder()
                .telemetry(() -> new SessionTelemetry() {
                    @Override
                    public void turnLatency(Input input, Duration latency) {
                        log.add("answered " + input + " after " + latency);
                    }
                })
                .build();
        talk(options);

        assertThat(log.poll(20, TimeUnit.SECONDS)).startsWith("answered TEXT after PT");
    }

    @Test
    void meters_countTheSession() {
        MeterRegistry registry = new SimpleMeterRegistry();
        SessionOptions options =
                SessionOptions.builder().telemetry(EphemeraMetrics.in(registry)).build();
        talk(options);

        awaitOne(
                registry.get("ephemera.live.session").tag("kind", "closed_here").timer()); // the end is told last
        assertThat(registry.get("ephemera.live.turn.latency")
                        .tag("input", "text")
                        .timer()
                        .count())
                .isOne();
        assertThat(registry.get("ephemera.live.setup").timer().count()).isOne();
        assertThat(registry.get("ephemera.live.sessions").gauge().value()).isZero();
        assertThat(registry.get("ephemera.live.queue.bytes").gauge().value()).isZero();
    }

    private static void awaitOne(Timer timer) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (timer.count() == 0) {
            assertThat(System.nanoTime() - deadline)
                    .as("nanoseconds beyond 20 s")
                    .isNegative();
            Thread.onSpinWait();
        }
    }

    @Test
    void document_showsThatCode() throws IOException {
        String source =
                Files.readString(Path.of("src/test/java/dev/ephemera/telemetry/micrometer/DocumentedUseTest.java"));
        List<String> blocks = JAVA.matcher(Files.readString(Path.of("../docs/telemetry.md")))
                .results()
                .map(block -> withoutIndent(block.group(1)))
                .toList();

        assertThat(blocks)
                .hasSize(2)
                .allSatisfy(block -> assertThat(withoutIndent(source)).contains(block));
    }

    private static String withoutIndent(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
