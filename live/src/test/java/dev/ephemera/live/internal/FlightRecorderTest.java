package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionTelemetry.Why;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.UserThreads;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class FlightRecorderTest {

    private static final String PREFIX = "dev.ephemera.live.";

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    @TempDir
    Path directory;

    private interface Work {
        void run() throws Exception;
    }

    private List<RecordedEvent> recorded(Work work) throws Exception {
        Path file = directory.resolve("live.jfr");
        try (Recording recording = new Recording()) {
            for (String name : List.of("Session", "Turn", "Reconnect", "Drop")) {
                recording.enable(PREFIX + name);
            }
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        // A recording keeps the events of each thread together, and so not in the order of time.
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith(PREFIX))
                .sorted(Comparator.comparing(RecordedEvent::getEndTime))
                .toList();
    }

    private static List<String> names(List<RecordedEvent> events) {
        return events.stream()
                .map(event -> event.getEventType().getName().substring(PREFIX.length()))
                .toList();
    }

    @Test
    void session_whileItIsRecorded_leavesItsTurnsAndItself() throws Exception {
        List<RecordedEvent> events = recorded(() -> {
            try (GeminiEmulator emulator =
                            GeminiEmulator.start(EmulatorOptions.builder().build());
                    WebSocketLive live = new WebSocketLive(leaks.open(ClientOptions.builder()
                            .apiKey(emulator.apiKey())
                            .baseUrl(emulator.baseUrl())
                            .build()))) {
                LiveSession session = live.connect("m");
                session.sendText("Hello");
                assertThat(session.turn().text()).isNotEmpty();
                session.close();
            }
        });

        assertThat(names(events)).containsExactly("Turn", "Session");
        RecordedEvent turn = events.get(0);
        RecordedEvent session = events.get(1);
        assertThat(turn.getLong("session")).isEqualTo(session.getLong("session"));
        assertThat(turn.getString("end")).isEqualTo("COMPLETE");
        assertThat(turn.getString("input")).isEqualTo("TEXT");
        assertThat(turn.getDuration("latency")).isPositive();
        assertThat(turn.getLong("timeToFirstAudio")).isEqualTo(-1);
        assertThat(session.getString("kind")).isEqualTo("CLOSED_HERE");
        assertThat(session.getString("by")).isEqualTo("CLIENT");
        assertThat(session.getInt("code")).isEqualTo(1000);
        assertThat(session.getLong("messagesSent")).isOne();
        assertThat(session.getLong("bytesSent")).isEqualTo("{\"realtimeInput\":{\"text\":\"Hello\"}}".length());
        assertThat(session.getLong("messagesReceived")).isGreaterThan(2);
        assertThat(session.getLong("bytesReceived")).isPositive();
        assertThat(session.getLong("turns")).isOne();
        assertThat(session.getDuration()).isGreaterThan(turn.getDuration());
        assertThat(session.getStackTrace()).isNull();
        assertThat(session.getEventType().getCategoryNames()).containsExactly("Ephemera", "Live");
    }

    @Test
    void reconnectsAndDrops_whileTheyAreRecorded_leaveAnEventEach() throws Exception {
        ManualTime time = new ManualTime();
        List<RecordedEvent> events = recorded(() -> {
            SessionMeter meter = new SessionMeter(SessionOptions.defaults(), time, new UserThreads(Runnable::run));
            meter.connecting(Credentials.token(TestLive.TOKEN));
            meter.opened();
            meter.dropped(3, 4_000);
            meter.lost(Why.GO_AWAY);
            meter.connecting(Credentials.token(TestLive.TOKEN));
            time.elapse(Duration.ofSeconds(2));
            meter.connecting(Credentials.token(TestLive.TOKEN));
            meter.opened();
            meter.lost(Why.LOSS);
            time.elapse(Duration.ofSeconds(9));
            meter.ended(SessionEnd.builder()
                    .by(SessionEnd.By.NETWORK)
                    .kind(SessionEnd.Kind.CONNECTION_LOST)
                    .code(1006)
                    .reason("")
                    .build());
        });

        assertThat(names(events)).containsExactly("Drop", "Reconnect", "Reconnect", "Session");
        assertThat(events.get(0).getLong("messages")).isEqualTo(3);
        assertThat(events.get(0).getLong("bytes")).isEqualTo(4_000);
        assertThat(events.get(1).getString("why")).isEqualTo("GO_AWAY");
        assertThat(events.get(1).getBoolean("succeeded")).isTrue();
        assertThat(events.get(1).getInt("attempts")).isEqualTo(2);
        assertThat(events.get(1).getDuration("gap")).isEqualTo(Duration.ofSeconds(2));
        assertThat(events.get(2).getString("why")).isEqualTo("LOSS");
        assertThat(events.get(2).getBoolean("succeeded")).isFalse();
        assertThat(events.get(2).getDuration("gap")).isEqualTo(Duration.ofSeconds(9));
        assertThat(events.get(3).getLong("reconnects")).isOne();
        assertThat(events.get(3).getLong("messagesDropped")).isEqualTo(3);
        assertThat(events.get(3).getDuration("tokenAge")).isEqualTo(Duration.ofSeconds(11));
    }

    /** A program that talks once, and prints whether its runtime has a recorder. */
    static final class Talk {

        private Talk() {}

        /**
         * Runs it.
         *
         * @param args the service's address
         */
        public static void main(String[] args) {
            try (WebSocketLive live =
                    new WebSocketLive(dev.ephemera.transport.internal.HttpTransport.create(ClientOptions.builder()
                            .apiKey(TestLive.KEY)
                            .baseUrl(args[0])
                            .setupTimeout(Duration.ofSeconds(45)) // this JVM has just begun
                            .build()))) {
                LiveSession session = live.connect("m");
                session.sendText("Hello");
                String answer = session.turn().text();
                session.close();
                System.out.println(FlightLog.Recorder.PRESENT + " " + answer + " "
                        + session.end().orElseThrow().kind());
            }
        }
    }

    private static String talk(String address, String... options) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Talk.class.getName(), address));
        Process child =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        try {
            String printed = child.inputReader(StandardCharsets.UTF_8).readLine();
            assertThat(child.waitFor(50, TimeUnit.SECONDS)).isTrue();
            return printed;
        } finally {
            child.destroyForcibly();
        }
    }

    /** As on Android, and in small runtimes. */
    @Test
    void session_inARuntimeWithoutTheRecorder_isTheSame() throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
            frames.read();
            frames.text("{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\"Hi\"}]},\"turnComplete\":true}}");
            TestLive.answerClose(peer, frames);
        })) {
            assertThat(talk(server.url(), "--limit-modules", "java.logging,java.naming,java.desktop,jdk.unsupported"))
                    .isEqualTo("false Hi CLOSED_HERE");
            assertThat(talk(server.url())).isEqualTo("true Hi CLOSED_HERE");
        }
    }
}
