package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What a session may make the emulator do and remember has bounds that no good client meets. */
final class BoundsTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    @Test
    void text_longerThanAContextWindow_isAnsweredByItsEnd() {
        LiveClient client = emulators.live(emulators.start()).setUp("{\"model\":\"models/m\"}");
        for (int i = 0; i < 10; i++) {
            client.send("{\"clientContent\":{\"turns\":[{\"parts\":[{\"text\":\"" + "x".repeat(1 << 20) + "\"}]}]}}");
        }
        client.send(
                "{\"clientContent\":{\"turns\":[{\"parts\":[{\"text\":\"What did I say?\"}]}],\"turnComplete\":true}}");
        List<JsonNode> turn = client.turn();
        assertThat(LiveClient.said(turn)).isEqualTo("You said nothing before.");
        assertThat(turn.get(turn.size() - 1)
                        .path("usageMetadata")
                        .path("promptTokenCount")
                        .asInt())
                .isEqualTo(32 * 1024);
    }

    @Test
    void functions_inTensOfThousands_areLookedForInAContextWindowOfText() {
        StringBuilder tools = new StringBuilder();
        for (int tool = 0; tool < 100; tool++) {
            tools.append(tool == 0 ? "" : ",").append("{\"functionDeclarations\":[");
            for (int function = 0; function < 512; function++) {
                tools.append(function == 0 ? "" : ",")
                        .append("{\"name\":\"f")
                        .append(tool)
                        .append('_')
                        .append(function)
                        .append("\"}");
            }
            tools.append("]}");
        }
        LiveClient client = emulators
                .live(emulators.start())
                .setUp("{\"model\":\"models/m\",\"tools\":[" + tools + "]}")
                .send("{\"realtimeInput\":{\"text\":\"" + "x".repeat(1 << 20) + " f99_511\"}}");
        JsonNode calls = client.message().path("toolCall").path("functionCalls");
        assertThat(calls.size()).isOne();
        assertThat(calls.get(0).path("name").asString()).isEqualTo("f99_511");
    }

    @Test
    void contents_inTensOfThousands_areRead() {
        StringBuilder turns = new StringBuilder("{\"parts\":[{\"text\":\"a\"}]}");
        for (int i = 0; i < 30_000; i++) {
            turns.append(
                    i % 2 == 0
                            ? ",{\"role\":\"model\",\"parts\":[{\"text\":\"b\"}]}"
                            : ",{\"parts\":[{\"text\":\"a\"}]}");
        }
        LiveClient client = emulators
                .live(emulators.start())
                .setUp("{\"model\":\"models/m\"}")
                .send("{\"clientContent\":{\"turns\":[" + turns + "],\"turnComplete\":true}}");
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: a");
    }

    @Test
    void session_whenItHasEnded_stillShowsWhatCameAndWhatCounted() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client =
                emulators.live(emulator).setUp("{\"model\":\"models/m\",\"generation_config\":{\"topK\":2}}");
        emulator.sessions().get(0).close(1000, "");
        assertThat(client.end().code()).isEqualTo(1000);
        EmulatedSession session = emulator.sessions().get(0);
        assertThat(session.received()).hasSize(1);
        assertThat(session.received().get(0).toString()).contains("setup");
        assertThat(session.effectiveSetup().orElseThrow().names()).containsExactly("model", "generationConfig");
    }
}
