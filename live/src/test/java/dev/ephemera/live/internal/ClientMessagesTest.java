package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.LiveClientRealtimeInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientMessagesTest {

    @ParameterizedTest
    @CsvSource({"hello", "' '", "\u00e9\ud83d\ude00"})
    void text_isSentAsRealtimeInput(String text) {
        assertThat(Json.write(ClientMessages.text(text))).isEqualTo("{\"realtimeInput\":{\"text\":\"" + text + "\"}}");
    }

    @Test
    void messages_areWhatTheWireHas() {
        Blob picture = Blob.builder()
                .mimeType("image/jpeg")
                .data(Bytes.copyOf(new byte[3]))
                .build();
        assertThat(List.of(
                        ClientMessages.audio(Bytes.copyOf(new byte[] {1, 2}), PcmFormat.INPUT),
                        ClientMessages.audioStreamEnd(),
                        ClientMessages.video(picture),
                        ClientMessages.activityStart(),
                        ClientMessages.activityEnd(),
                        ClientMessages.toolResponse(List.of(FunctionResponse.builder()
                                .id("1")
                                .name("f")
                                .response(JsonObject.empty())
                                .build()))))
                .map(Json::write)
                .containsExactly(
                        "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\"AQI=\"}}}",
                        "{\"realtimeInput\":{\"audioStreamEnd\":true}}",
                        "{\"realtimeInput\":{\"video\":{\"mimeType\":\"image/jpeg\",\"data\":\"AAAA\"}}}",
                        "{\"realtimeInput\":{\"activityStart\":{}}}",
                        "{\"realtimeInput\":{\"activityEnd\":{}}}",
                        "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"1\",\"name\":\"f\",\"response\":{}}]}}");
    }

    @ParameterizedTest
    @CsvSource({"{\"audio\":{}},true", "{},false", "{\"text\":\"a\"},false"})
    void isAudioAlone_tellsWhatMayBeDropped(String json, boolean alone) {
        assertThat(ClientMessages.isAudioAlone(Json.read(json, LiveClientRealtimeInput.class)))
                .isEqualTo(alone);
    }

    @Test
    void isAudioAlone_whenMoreComesWithIt_isFalse() {
        assertThat(ClientMessages.isAudioAlone(
                        Json.read("{\"audio\":{},\"audioStreamEnd\":true}", LiveClientRealtimeInput.class)))
                .isFalse();
    }
}
