package dev.ephemera.emulator.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.ModelGeneration;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import dev.ephemera.emulator.internal.memory.Recent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What handles keep is weighed, the tools of the setup included. */
final class ResumptionsTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String TOOLS =
            "[{\"functionDeclarations\":[{\"name\":\"f\",\"description\":\"" + "x".repeat(10_000) + "\"}]}]";

    /** Of such tools it holds those of two sessions, and not of three. */
    private final Resumptions resumptions = new Resumptions(Duration.ofHours(2), new Recent<>(200_000));

    private static JsonNode json(String text) {
        try {
            return Json.parse(text);
        } catch (MalformedJsonException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static Snapshot snapshot() {
        Setup setup = new Setup((ObjectNode) json("{\"model\":\"models/m\",\"tools\":" + TOOLS + "}"));
        return Snapshot.start(setup, Optional.empty(), EmulatorOptions.builder().build(), NOW);
    }

    private boolean isKept(String handle) {
        return resumptions.find(handle, NOW).isPresent();
    }

    @Test
    void handles_ofSessionsWithLargeTools_areForgottenOldestFirst() {
        String first = resumptions.save(new Object(), snapshot());
        String second = resumptions.save(new Object(), snapshot());
        assertThat(isKept(first)).isTrue();
        String third = resumptions.save(new Object(), snapshot());
        assertThat(isKept(first)).isFalse();
        assertThat(isKept(second)).isTrue();
        assertThat(isKept(third)).isTrue();
    }

    @Test
    void handles_ofOneSession_bearItsToolsOnce() {
        Object session = new Object();
        Snapshot snapshot = snapshot();
        String first = resumptions.save(session, snapshot);
        for (int i = 0; i < 20; i++) {
            resumptions.save(session, snapshot);
        }
        assertThat(isKept(first)).isTrue();
        resumptions.save(new Object(), snapshot());
        assertThat(isKept(first)).isTrue();
        resumptions.save(new Object(), snapshot());
        assertThat(isKept(first)).isFalse();
    }

    @Test
    void handles_afterContextUpdates_bearTheToolsOfEach() throws Exception {
        Object session = new Object();
        Snapshot snapshot = snapshot();
        String first = resumptions.save(session, snapshot);
        for (int i = 0; i < 2; i++) {
            Guidance updated = snapshot.guidance()
                    .updated(
                            json("{\"tools\":{\"tools\":" + TOOLS + "}}"),
                            ModelGeneration.known().get(0));
            snapshot = new Snapshot(snapshot.model(), snapshot.history(), updated, snapshot.media());
            resumptions.save(session, snapshot);
        }
        assertThat(isKept(first)).isFalse();
    }
}
