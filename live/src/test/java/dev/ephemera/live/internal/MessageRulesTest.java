package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.AutomaticActivityDetection;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.RealtimeInputConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageRulesTest {

    private static final String START = "{\"realtimeInput\":{\"activityStart\":{}}}";
    private static final String END = "{\"realtimeInput\":{\"activityEnd\":{}}}";
    private static final String STREAM_END = "{\"realtimeInput\":{\"audioStreamEnd\":true}}";

    private final MessageRules rules = MessageRules.of(config(false), false);

    private static LiveClientMessage message(String json) {
        return Json.read(json, LiveClientMessage.class);
    }

    private static LiveConnectConfig config(boolean detectionOff) {
        return LiveConnectConfig.builder()
                .realtimeInputConfig(RealtimeInputConfig.builder()
                        .automaticActivityDetection(AutomaticActivityDetection.builder()
                                .disabled(detectionOff)
                                .build())
                        .build())
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"clientContent\":{\"turnComplete\":true}}",
                "{\"clientContent\":{}}",
                "{\"realtimeInput\":{\"audioStreamEnd\":true}}",
                "{\"realtimeInput\":{\"text\":\" \"}}",
                "{\"realtimeInput\":{\"audioStreamEnd\":true,\"text\":\"a\"}}",
                "{\"realtimeInput\":{\"newer\":1}}",
                "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\"AAA=\"}}}",
                "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm\",\"data\":\"AAA=\"}}}",
                "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/ogg\",\"data\":\"AAAA\"}}}",
                "{\"realtimeInput\":{\"video\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}}",
                "{\"realtimeInput\":{\"mediaChunks\":[{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}]}}",
                "{\"realtimeInput\":{\"mediaChunks\":[{\"mimeType\":\"audio/pcm\",\"data\":\"AAA=\"}]}}",
                "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"1\",\"name\":\"f\",\"response\":{}}]}}",
                "{\"contextUpdate\":{\"tools\":{}}}",
                "{\"newer\":{\"a\":1}}"
            })
    void checked_whenTheMessageCanWork_returnsItAsItIs(String json) {
        LiveClientMessage message = message(json);

        assertThat(rules.checked(message)).isSameAs(message);
        assertThat(Json.write(message)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | has 0 members",
                "{\"clientContent\":{},\"realtimeInput\":{}} | has 2 members",
                "{\"clientContent\":{},\"toolResponse\":{},\"contextUpdate\":{}} | has 3 members",
                "{\"realtimeInput\":{},\"newer\":1} | has 2 members",
                "{\"newer\":1,\"newest\":2} | has 2 members",
                "{\"setup\":{}} | holds a setup",
                "{\"setup\":{},\"realtimeInput\":{}} | holds a setup",
                "{\"realtimeInput\":{}} | realtimeInput is empty; set one of audio",
                "{\"realtimeInput\":{\"text\":\"\"}} | The text is empty",
                "{\"realtimeInput\":{\"audio\":{\"data\":\"AAA=\"}}} | The mime type of audio is not set; it must begin with audio/",
                "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"pcm\",\"data\":\"AAA=\"}}} | The mime type of audio is \"pcm\"",
                "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm\"}}} | The audio is empty",
                "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm\",\"data\":\"AAAA\"}}} | The audio has 3 bytes, but PCM has two for each",
                "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"AUDIO/PCM;rate=8000\",\"data\":\"AAAA\"}}} | The audio has 3 bytes",
                "{\"realtimeInput\":{\"video\":{\"mimeType\":\"video/mp4\",\"data\":\"AAAA\"}}} | The mime type of video is \"video/mp4\"; it must begin with image/",
                "{\"realtimeInput\":{\"video\":{\"mimeType\":\"image/png\",\"data\":\"\"}}} | The video is empty",
                "{\"realtimeInput\":{\"mediaChunks\":[{},{}]}} | mediaChunks has 2 elements, of which the service uses the first alone",
                "{\"realtimeInput\":{\"mediaChunks\":[{\"data\":\"AAAA\"}]}} | The mime type of mediaChunks[0] is not set; it must begin with audio/ or image/",
                "{\"realtimeInput\":{\"mediaChunks\":[{\"mimeType\":\"text/plain\",\"data\":\"AAAA\"}]}} | The mime type of mediaChunks[0] is \"text/plain\"",
                "{\"realtimeInput\":{\"mediaChunks\":[{\"mimeType\":\"image/png\"}]}} | The mediaChunks[0] is empty",
                "{\"realtimeInput\":{\"mediaChunks\":[{\"mimeType\":\"audio/pcm\",\"data\":\"AAAA\"}]}} | The mediaChunks[0] has 3 bytes, but PCM",
                "{\"toolResponse\":{}} | no functionResponses",
                "{\"toolResponse\":{\"functionResponses\":[{\"name\":\"f\",\"response\":{}}]}} | functionResponses[0].id is not set",
                "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"\",\"name\":\"f\",\"response\":{}}]}} | functionResponses[0].id is not set",
                "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"1\",\"response\":{}}]}} | functionResponses[0].name is not set",
                "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"1\",\"name\":\"f\",\"response\":{}},{\"id\":\"2\",\"name\":\"f\"}]}} | functionResponses[1].response is not set",
                "{\"contextUpdate\":{}} | contextUpdate is empty"
            })
    void checked_whenTheServiceWouldRefuseIt_saysWhy(String json, String reason) {
        assertThatThrownBy(() -> rules.checked(message(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {START, END})
    void checked_activityMarks_needDetectionOff(String json) {
        assertThatThrownBy(() -> rules.checked(message(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("automaticActivityDetection.disabled(true)");
        assertThatThrownBy(() -> MessageRules.of(LiveConnectConfig.builder().build(), false)
                        .checked(message(json)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> MessageRules.of(config(true), false).checked(message(json)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {START, END, STREAM_END})
    void checked_whatATokenMayHaveLocked_isLetThrough(String json) {
        assertThatCode(() -> MessageRules.of(config(true), true).checked(message(json)))
                .doesNotThrowAnyException();
        assertThatCode(() -> MessageRules.of(config(false), true).checked(message(json)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = STREAM_END)
    void checked_theEndOfTheAudioStream_needsDetectionOn(String json) {
        assertThatThrownBy(() -> MessageRules.of(config(true), false).checked(message(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("send activityEnd");
    }
}
