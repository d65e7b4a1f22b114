package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.script.Action;
import dev.ephemera.emulator.script.Expectation;
import dev.ephemera.emulator.script.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A recorder with little memory, before an endpoint that says a great deal. */
final class RecordMemoryTest {

    private static final int MEGABYTE = 1 << 20;
    private static final int PIECE = 32 << 10;
    private static final String HEAP = "-Xmx96m";

    @RegisterExtension
    final Emulators emulators = new Emulators();

    /** What is asked for a number answers with as many megabytes. */
    private GeminiEmulator upstream(int megabytes) {
        GeminiEmulator upstream =
                emulators.start(options -> options.apiKey("the-key-of-upstream").keptMessages(0));
        List<Action> answer = Collections.nCopies(megabytes * MEGABYTE / PIECE, Action.text("x".repeat(PIECE)));
        upstream.script(Script.builder()
                .expect(
                        Expectation.text("talk"),
                        Stream.concat(answer.stream(), Stream.of(Action.turnComplete()))
                                .toArray(Action[]::new))
                .build());
        return upstream;
    }

    private static void talk(EmulatorProcess recorder, int megabytes) {
        try (LiveClient client = recorder.live().setUp("{\"model\":\"models/m\"}")) {
            String said = LiveClient.said(
                    client.send("{\"realtimeInput\":{\"text\":\"talk\"}}").turn());
            assertThat(said).hasSize(megabytes * MEGABYTE);
            client.hangUp();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static long sessions(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("name: recorded session "))
                    .count();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void recorder_ofMoreThanItsMemoryHolds_writesItAll(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("sessions.yaml");
        int count = 24;
        try (EmulatorProcess recorder = EmulatorProcess.recording(upstream(3), file, HEAP)) {
            for (int i = 1; i <= count; i++) {
                talk(recorder, 3);
                long written = 3L * i * MEGABYTE;
                Await.until("it is written", () -> size(file) > written);
            }
            assertThat(recorder.mint()).startsWith("auth_tokens/");
        }
        assertThat(sessions(file)).isEqualTo(count);
        assertThat(Files.readString(file)).doesNotContain("incomplete");
    }

    @Test
    void sessions_withSetupsOfMoreThanItsMemory_whenEnded_areNotHeld(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("sessions.yaml");
        String setup = "{\"model\":\"models/m\",\"systemInstruction\":{\"parts\":[{\"text\":\""
                + "x".repeat(3 * MEGABYTE) + "\"}]}}";
        int count = 40;
        try (EmulatorProcess recorder = EmulatorProcess.recording(upstream(0), file, HEAP)) {
            for (int i = 1; i <= count; i++) {
                try (LiveClient client = recorder.live().setUp(setup)) {
                    client.hangUp();
                }
                long written = i;
                Await.until("it is written", () -> size(file) > 3 * MEGABYTE * written);
            }
            assertThat(recorder.mint()).startsWith("auth_tokens/");
        }
        assertThat(sessions(file)).isEqualTo(count);
    }

    @Test
    void session_ofMoreThanMemoryHolds_goesOnAndIsCalledIncomplete(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("session.yaml");
        try (EmulatorProcess recorder = EmulatorProcess.recording(upstream(40), file, HEAP)) {
            talk(recorder, 40);
            Await.until("it is written", () -> sessions(file) == 1);
        }
        assertThat(Files.size(file)).isBetween(8L * MEGABYTE, 16L * MEGABYTE);
        List<Script> recorded = Script.readAll(file);
        assertThat(recorded).hasSize(1);
        assertThat(recorded.get(0).toYaml()).startsWith("name: recorded session 1, incomplete");
    }
}
