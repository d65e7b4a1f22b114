package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is put together is what the codec writes. */
final class ClientTextsTest {

    private static final Bytes PCM = pcm(3_200);

    private static Bytes pcm(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Bytes.copyOf(bytes);
    }

    private static LiveClientMessage audio(String mimeType, Bytes data) {
        return ClientMessages.audio(Blob.builder().mimeType(mimeType).data(data).build());
    }

    private static LiveClientMessage read(String text) {
        return Json.read(text, LiveClientMessage.class);
    }

    static Stream<LiveClientMessage> messages() {
        Blob named = Blob.builder()
                .mimeType("audio/pcm;rate=16000")
                .data(PCM)
                .displayName("a name")
                .build();
        return Stream.concat(
                IntStream.of(0, 1, 2, 3, 4, 640, 641, 48_000)
                        .mapToObj(length -> audio("audio/pcm;rate=16000", pcm(length))),
                Stream.of(
                        ClientMessages.audio(PCM, new PcmFormat(8_000)),
                        audio("audio/\"data\":\"\" and \\ and é\u2028", PCM),
                        audio("audio/pcm;rate=16000", PCM),
                        ClientMessages.audio(named),
                        ClientMessages.audio(Blob.builder().data(PCM).build()),
                        ClientMessages.audio(
                                Blob.builder().mimeType("audio/pcm;rate=16000").build()),
                        ClientMessages.video(named),
                        ClientMessages.text("hello"),
                        ClientMessages.realtime(LiveClientRealtimeInput.builder()
                                .audio(PcmFormat.INPUT.blob(PCM))
                                .text("and text")
                                .build()),
                        read(
                                "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm\",\"data\":\"AAAA\",\"newer\":1}}}"),
                        read(
                                "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm\",\"data\":\"AAAA\"},\"newer\":1}}"),
                        read(
                                "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm\",\"data\":\"AAAA\"}},\"newer\":1}")));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void of_withAnyMessage_isWhatTheCodecWrites(LiveClientMessage message) {
        assertThat(new String(ClientTexts.of(message), StandardCharsets.UTF_8)).isEqualTo(Json.write(message));
    }
}
