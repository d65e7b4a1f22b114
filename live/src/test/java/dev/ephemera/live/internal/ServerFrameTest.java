package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.transport.internal.websocket.WebSocketMessage;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerFrameTest {

    private static ServerFrame read(byte[] bytes) {
        return ServerFrame.read(WebSocketMessage.of(bytes), new TurnCounter());
    }

    private static ServerFrame read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void read_whenTheFrameIsPrettyPrinted_isTheMessage() {
        ServerFrame frame = read("{\n  \"setupComplete\": {}\n}\n");

        assertThat(frame.malformed()).isFalse();
        assertThat(frame.message().setupComplete()).isPresent();
        assertThat(frame.events()).singleElement().isInstanceOf(LiveEvent.SetupComplete.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "hello",
                "{",
                "[]",
                "[{}]",
                "1",
                "\"text\"",
                "{\"setupComplete\":{}} {}",
                "{\"setupComplete\":1}",
                "{\"serverContent\":\"text\"}",
                "{\"serverContent\":{\"turnComplete\":\"maybe\"}}",
                "{\"serverContent\":{\"modelTurn\":{\"parts\":{}}}}",
                "{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"inlineData\":{\"data\":\"%%%\"}}]}}}",
                "{\"goAway\":{\"timeLeft\":\"soon\"}}",
                "{\"goAway\":{\"timeLeft\":\"99999999999999999999s\"}}",
                "{\"usageMetadata\":{\"totalTokenCount\":99999999999999999999}}",
                "{\"usageMetadata\":{\"totalTokenCount\":1e999999999}}",
                "{\"usageMetadata\":{\"totalTokenCount\":NaN}}"
            })
    void read_whenTheFrameIsNoMessage_keepsItsText(String text) {
        ServerFrame frame = read(text);

        assertThat(frame.malformed()).isTrue();
        assertThat(frame.events()).singleElement().isInstanceOfSatisfying(LiveEvent.Unrecognized.class, event -> {
            assertThat(event.malformed()).isEqualTo(text);
            assertThat(event.message()).isEqualTo(frame.message());
        });
    }

    @Test
    void read_whenTheBytesAreNoUtf8_isMalformed() {
        assertThat(read(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}).malformed())
                .isTrue();
    }

    @Test
    void read_whenTheNestingHasNoEnd_isMalformed() {
        assertThat(read("{\"newer\":" + "[".repeat(100_000)).malformed()).isTrue();
    }

    @Test
    void read_whenTheMessageIsMalformed_doesNotShowItsText() {
        assertThat(read("SECRET").events().get(0))
                .asString()
                .contains("6 characters")
                .doesNotContain("SECRET");
    }

    /** Whatever comes, it is an event and never an exception, which would break the connection. */
    @Test
    void read_whenBytesOfAMessageAreChangedAtRandom_neverThrows() {
        byte[] message = """
                {"serverContent":{"modelTurn":{"parts":[{"text":"a\\u00e9"},{"inlineData":{"mimeType":"audio/pcm;rate=24000",
                "data":"AAAA"}}]},"turnComplete":true,"inputTranscription":{"words":[{"word":"a","startOffset":"1.5s"}]}},
                "goAway":{"timeLeft":"50s"},"usageMetadata":{"totalTokenCount":1,"promptTokensDetails":[{"modality":"TEXT",
                "tokenCount":-1.0}]},"toolCall":{"functionCalls":[{"args":{"a":[null,1e9,{}]}}]},"x":0}
                """.getBytes(StandardCharsets.UTF_8);
        String alphabet = "{}[]\":,0123456789eE+-.truefalsn\\u \u00e9";
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = message.clone();
            for (int change = random.nextInt(6); change >= 0; change--) {
                changed[random.nextInt(changed.length)] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
            }
            String shown = "seed " + seed + ": " + new String(changed, StandardCharsets.UTF_8);
            try {
                assertThat(read(changed).events()).as(shown).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError(shown, e);
            }
        }
    }
}
