package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.LiveServerContent;
import dev.ephemera.types.LiveServerMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** Audio that is read around the codec is read as the codec reads it. */
final class ServerTextsTest {

    private static final byte[] PCM = random(4_801);
    private static final String DATA = Base64.getEncoder().encodeToString(PCM);

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String turn(String parts) {
        return "{\"serverContent\":{\"modelTurn\":{\"parts\":[" + parts + "]}}}";
    }

    private static String part(String blob) {
        return "{\"inlineData\":{" + blob + "}}";
    }

    private static LiveServerMessage read(String text) {
        return ServerTexts.read(text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<String> texts() {
        String mime = "\"mimeType\":\"audio/pcm;rate=24000\",";
        String data = "\"data\":\"" + DATA + "\"";
        String one = part(mime + data);
        String urlSafe = Base64.getUrlEncoder().encodeToString(PCM);
        return Stream.of(
                turn(one),
                turn(part(data)),
                turn(part("\"data\" :\n \"" + DATA + "\" ") + " \n").replace("}", "\r\n\t}"),
                turn(part(data + ",\"mimeType\":\"audio/pcm\"")),
                turn(part(mime + "\"newer\":{\"x\":[1]}," + data)),
                turn("{\"thought\":true,\"newer\":1,\"inlineData\":{" + data + "}}"),
                turn(one + "," + one),
                turn("{\"text\":\"\\\"data\\\":\\\"\"}," + one),
                turn(one + ",{\"text\":\"" + "word ".repeat(200) + "\"}"),
                turn(part("\"data\":\"AAAA\"," + data)),
                turn(part(data + ",\"data\":\"AAAA\"")),
                turn(part(mime + "\"data\":\"" + urlSafe + "\"")),
                turn(part(mime + "\"data\":\"" + DATA.replace("=", "") + "\"")),
                turn(part(mime + "\"data\":\"" + DATA.replace("/", "\\/") + "\"")),
                turn(part(mime + "\"data\":null,\"displayName\":\"" + "x".repeat(600) + "\"")),
                turn("{\"functionCall\":{\"name\":\"f\",\"args\":{" + data + "}}}"),
                "{\"toolCall\":{\"functionCalls\":[{\"name\":\"f\",\"args\":{" + data + "}}]}}",
                "{\"newer\":{" + data + "},\"serverContent\":{\"turnComplete\":true}}",
                "{\"usageMetadata\":{\"totalTokenCount\":7}," + turn(one).substring(1),
                "{\"serverContent\":{\"turnComplete\":true,\"modelTurn\":{\"role\":\"model\",\"parts\":[" + one
                        + "]}}}",
                "{\"serverContent\":{\"modelTurn\":{\"parts\":[" + one + "]},\"turnComplete\":true}}",
                "{\"serverContent\":{\"turnComplete\":true}}",
                " {} ");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void read_withAnyMessage_isWhatTheCodecReads(String text) {
        assertThat(read(text)).isEqualTo(Json.read(text, LiveServerMessage.class));
    }

    @Test
    void read_withOnePieceOfAudio_keepsItsBytes() {
        assertThat(read(turn(part("\"data\":\"" + DATA + "\"")))
                        .serverContent()
                        .flatMap(LiveServerContent::modelTurn)
                        .orElseThrow()
                        .parts()
                        .get(0)
                        .inlineData()
                        .orElseThrow()
                        .data())
                .contains(Bytes.copyOf(PCM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "}", "]}", "\"", "x"})
    void read_withAnotherEnd_isRefusedAsByTheCodec(String end) {
        String text = turn(part("\"data\":\"" + DATA + "\""));
        String cut = text.substring(0, text.length() - 3) + end;
        assertThatThrownBy(() -> read(cut)).isInstanceOf(JacksonException.class);
    }

    @Test
    void read_withWhatIsNoBase64_isRefusedAsByTheCodec() {
        String text = turn(part("\"data\":\"" + DATA.substring(0, 4_000) + "!!!!" + "\""));
        assertThatThrownBy(() -> read(text)).isInstanceOf(JacksonException.class);
    }
}
