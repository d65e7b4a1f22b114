package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Turns in text and in audio, and their interruption. */
final class TurnTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final String TEXT = "{\"model\":\"models/m\"}";
    private static final String AUDIO =
            "{\"model\":\"models/m\",\"generationConfig\":{\"responseModalities\":[\"AUDIO\"]}}";
    private static final String TRANSCRIBED =
            "{\"model\":\"models/a-native-audio-model\",\"outputAudioTranscription\":{}}";

    private static String ask(String text) {
        return "{\"realtimeInput\":{\"text\":\"" + text + "\"}}";
    }

    private static String tell(String turns, boolean complete) {
        return "{\"clientContent\":{\"turns\":[" + turns + "],\"turnComplete\":" + complete + "}}";
    }

    private static String content(String role, String text) {
        return "{\"role\":\"" + role + "\",\"parts\":[{\"text\":\"" + text + "\"}]}";
    }

    @Test
    void text_whenAsked_comesInPiecesThenGenerationCompleteThenTurnComplete() {
        LiveClient client = emulators.live(emulators.start()).setUp(TEXT).send(ask("Tell me a story"));
        List<JsonNode> turn = client.turn();
        assertThat(turn.size()).isGreaterThanOrEqualTo(5);
        List<JsonNode> pieces = turn.subList(0, turn.size() - 2);
        assertThat(pieces).allSatisfy(piece -> {
            assertThat(piece.propertyNames()).containsExactly("serverContent");
            assertThat(piece.path("serverContent").propertyNames()).containsExactly("modelTurn");
            assertThat(piece.path("serverContent").path("modelTurn").has("role"))
                    .isFalse();
        });
        assertThat(LiveClient.said(pieces)).isEqualTo("You said: Tell me a story");
        assertThat(turn.get(turn.size() - 2).toString()).isEqualTo("{\"serverContent\":{\"generationComplete\":true}}");
        // 15 characters are 4 tokens, and the answer's 25 are 7.
        assertThat(turn.get(turn.size() - 1).toString())
                .isEqualTo("{\"serverContent\":{\"turnComplete\":true},\"usageMetadata\":{\"promptTokenCount\":4,"
                        + "\"responseTokenCount\":7,\"totalTokenCount\":11,"
                        + "\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":4}],"
                        + "\"responseTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":7}]}}");
        assertThat(client.isQuiet()).isTrue();
    }

    @Test
    void text_whenAskedTheSameTwice_isTheSame() {
        GeminiEmulator emulator = emulators.start();
        List<JsonNode> first =
                emulators.live(emulator).setUp(TEXT).send(ask("Hello")).turn();
        List<JsonNode> second =
                emulators.live(emulator).setUp(TEXT).send(ask("Hello")).turn();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void text_whenItIsLong_isCut() {
        LiveClient client = emulators.live(emulators.start()).setUp(TEXT).send(ask("word ".repeat(5000)));
        List<JsonNode> turn = client.turn();
        assertThat(turn.size()).isLessThan(12);
        assertThat(LiveClient.said(turn)).startsWith("You said: word word").endsWith("…");
    }

    @Test
    void audio_whenAsked_comesAtOnceAndTurnCompleteWhenItHasPlayed() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators.live(emulator).setUp(TRANSCRIBED).send(ask("Hi"));
        List<JsonNode> answer =
                client.until(message -> message.path("serverContent").has("generationComplete"));
        List<JsonNode> pieces = answer.subList(0, answer.size() - 1);
        int bytes = 0;
        for (JsonNode piece : pieces) {
            JsonNode content = piece.path("serverContent");
            assertThat(content.propertyNames()).containsExactly("modelTurn", "outputTranscription");
            JsonNode data = content.path("modelTurn").path("parts").path(0).path("inlineData");
            assertThat(data.path("mimeType").asString()).isEqualTo("audio/pcm;rate=24000");
            bytes += Base64.getDecoder().decode(data.path("data").asString()).length;
        }
        assertThat(LiveClient.said(pieces)).isEqualTo("You said: Hi");
        // Twelve characters of ten milliseconds at 24,000 samples of two bytes.
        assertThat(bytes).isEqualTo(12 * 10 * 24 * 2);
        emulator.clock().advance(Duration.ofMillis(119));
        assertThat(emulator.sessions().get(0).end()).isEmpty();
        assertThat(client.isQuiet()).isTrue();
        emulator.clock().advance(Duration.ofMillis(1));
        JsonNode over = client.message();
        assertThat(over.path("serverContent").path("turnComplete").asBoolean()).isTrue();
        assertThat(over.path("usageMetadata").path("responseTokensDetails").toString())
                .isEqualTo("[{\"modality\":\"AUDIO\",\"tokenCount\":3}]");
    }

    @Test
    void audio_whenNoTranscriptionIsAskedFor_hasNone() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators.live(emulator).setUp(AUDIO).send(ask("Hi"));
        assertThat(client.until(message -> message.path("serverContent").has("generationComplete")))
                .noneMatch(message -> message.path("serverContent").has("outputTranscription"));
    }

    @Test
    void audio_isATone() {
        LiveClient client = emulators.live(emulators.start()).setUp(AUDIO).send(ask("Hi"));
        JsonNode first = client.message();
        byte[] pcm = Base64.getDecoder()
                .decode(first.path("serverContent")
                        .path("modelTurn")
                        .path("parts")
                        .path(0)
                        .path("inlineData")
                        .path("data")
                        .asString());
        int crossings = 0;
        short before = 0;
        for (int i = 0; i < pcm.length; i += 2) {
            short sample = (short) ((pcm[i] & 0xff) | pcm[i + 1] << 8);
            crossings += before < 0 != sample < 0 ? 1 : 0;
            before = sample;
        }
        double seconds = pcm.length / 2.0 / 24_000;
        assertThat(crossings / 2.0 / seconds).isBetween(390.0, 490.0);
    }

    @Test
    void pieces_whenTheModelTakesItsTime_comeOneByOne() {
        GeminiEmulator emulator = emulators.start(options -> options.modelPace(Duration.ofMillis(100)));
        LiveClient client = emulators.live(emulator).setUp(TEXT).send(ask("a b"));
        awaitReceived(emulator, 2);
        assertThat(client.isQuiet()).isTrue();
        for (String piece : List.of("You ", "said: ", "a ", "b")) {
            emulator.clock().advance(Duration.ofMillis(100));
            assertThat(LiveClient.said(List.of(client.message()))).isEqualTo(piece);
        }
        assertThat(client.turn()).hasSize(2);
    }

    @Test
    void clientContent_whileTheModelSpeaks_interrupts() {
        GeminiEmulator emulator = emulators.start(options -> options.modelPace(Duration.ofMillis(100)));
        LiveClient client = emulators.live(emulator).setUp(TEXT).send(ask("one two three"));
        awaitReceived(emulator, 2);
        emulator.clock().advance(Duration.ofMillis(200));
        assertThat(LiveClient.said(List.of(client.message(), client.message()))).isEqualTo("You said: ");
        client.send(tell(content("user", "Stop"), false));
        assertThat(client.message().toString()).isEqualTo("{\"serverContent\":{\"interrupted\":true}}");
        JsonNode over = client.message();
        assertThat(over.path("serverContent").toString()).isEqualTo("{\"turnComplete\":true}");
        assertThat(over.path("usageMetadata").path("responseTokenCount").asInt())
                .isEqualTo(3);
        emulator.clock().advance(Duration.ofSeconds(10));
        client.send("{\"clientContent\":{\"turnComplete\":true}}");
        awaitReceived(emulator, 4);
        emulator.clock().advance(Duration.ofSeconds(10));
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: Stop");
    }

    @Test
    void text_whileAudioPlays_interruptsAndIsAnswered() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators.live(emulator).setUp(TRANSCRIBED).send(ask("First"));
        client.until(message -> message.path("serverContent").has("generationComplete"));
        client.send(ask("Second"));
        assertThat(client.message().path("serverContent").has("interrupted")).isTrue();
        assertThat(client.message().path("serverContent").has("turnComplete")).isTrue();
        assertThat(LiveClient.said(
                        client.until(message -> message.path("serverContent").has("generationComplete"))))
                .isEqualTo("You said: Second");
    }

    @Test
    void text_whileAudioPlaysAndNothingInterrupts_isAnsweredAfterwards() {
        GeminiEmulator emulator = emulators.start();
        LiveClient client = emulators
                .live(emulator)
                .setUp("{\"model\":\"models/audio\",\"outputAudioTranscription\":{},"
                        + "\"realtimeInputConfig\":{\"activityHandling\":\"NO_INTERRUPTION\"}}")
                .send(ask("First"));
        client.until(message -> message.path("serverContent").has("generationComplete"));
        client.send(ask("Second"));
        awaitReceived(emulator, 3);
        assertThat(client.isQuiet()).isTrue();
        emulator.clock().advance(Duration.ofSeconds(5));
        assertThat(client.message().path("serverContent").has("turnComplete")).isTrue();
        assertThat(LiveClient.said(
                        client.until(message -> message.path("serverContent").has("generationComplete"))))
                .isEqualTo("You said: Second");
    }

    @Test
    void clientContent_untilTheTurnIsComplete_onlyGathers() {
        LiveClient client = emulators.live(emulators.start()).setUp(TEXT);
        client.send(tell(content("user", "One"), false)).send(tell(content("user", "two"), false));
        client.send("{\"clientContent\":{\"turnComplete\":true}}");
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: One two");
        client.send("{\"clientContent\":{\"turnComplete\":true}}");
        assertThat(LiveClient.said(client.turn())).isEqualTo("I am listening.");
    }

    @Test
    void clientContent_withAHistory_isAnsweredToTheLastOfIt() {
        LiveClient client = emulators.live(emulators.start()).setUp(TEXT);
        client.send(
                tell(content("user", "Red") + "," + content("model", "Blue") + "," + content("user", "Green"), true));
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: Green");
        client.send(ask("What did I say?"));
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said before: Red / Green");
    }

    @Test
    void clientContent_asInitialHistory_isNotAnswered() {
        LiveClient client = emulators
                .live(emulators.start())
                .setUp("{\"model\":\"models/m\",\"history_config\":{\"initial_history_in_client_content\":true}}");
        client.send(tell(content("user", "Red"), false));
        client.send(tell(content("model", "Blue"), true));
        client.send(ask("What did I say?"));
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said before: Red");
        client.send(tell(content("user", "Green"), true));
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: Green");
    }

    @Test
    void clientContent_withAnotherRole_closes() {
        LiveClient client = emulators.live(emulators.start()).setUp(TEXT);
        assertThat(client.send(tell(content("system", "x"), true)).event().reason())
                .isEqualTo("Request contains an invalid argument.");
    }

    @Test
    void instruction_whenAskedFor_isTheSetups() {
        LiveClient client = emulators
                .live(emulators.start())
                .setUp("{\"model\":\"models/m\",\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\"}]}}")
                .send(ask("What are your instructions?"));
        List<JsonNode> turn = client.turn();
        assertThat(LiveClient.said(turn)).isEqualTo("My instructions: Be brief.");
        assertThat(turn.get(turn.size() - 1)
                        .path("usageMetadata")
                        .path("promptTokenCount")
                        .asInt())
                .isEqualTo(7 + 3);
    }

    @Test
    void contextUpdate_whenSent_replacesInstructionAndTools() {
        LiveClient client = emulators
                .live(emulators.start())
                .setUp("{\"model\":\"models/m\",\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"}]}]}");
        client.send(
                "{\"contextUpdate\":{\"systemInstruction\":{\"parts\":[{\"text\":\"New\"}]},\"tools\":{\"tools\":[]}}}");
        client.send(ask("f"));
        assertThat(LiveClient.said(client.turn())).isEqualTo("You said: f");
        client.send(ask("What are your instructions?"));
        assertThat(LiveClient.said(client.turn())).isEqualTo("My instructions: New");
    }

    private static void awaitReceived(GeminiEmulator emulator, int messages) {
        Await.until(
                messages + " messages are received",
                () -> emulator.sessions().get(0).received().size() == messages);
    }
}
