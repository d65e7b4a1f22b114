package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.transport.internal.Json;
import dev.ephemera.types.LiveClientMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientMessagesTest {

    private static LiveClientMessage message(String json) {
        return Json.read(json, LiveClientMessage.class);
    }

    @ParameterizedTest
    @CsvSource({"hello", "' '", "\u00e9\ud83d\ude00"})
    void text_isSentAsRealtimeInput(String text) {
        assertThat(Json.write(ClientMessages.text(text))).isEqualTo("{\"realtimeInput\":{\"text\":\"" + text + "\"}}");
    }

    @Test
    void text_whenItIsEmpty_isRefused() {
        assertThatThrownBy(() -> ClientMessages.text(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"clientContent\":{\"turnComplete\":true}}",
                "{\"realtimeInput\":{\"audioStreamEnd\":true}}",
                "{\"realtimeInput\":{}}",
                "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"1\"}]}}",
                "{\"contextUpdate\":{\"tools\":{}}}",
                "{\"newer\":{\"a\":1}}"
            })
    void checked_whenTheMessageHasOneMember_returnsIt(String json) {
        LiveClientMessage message = message(json);

        assertThat(ClientMessages.checked(message)).isSameAs(message);
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
                "{\"setup\":{},\"realtimeInput\":{}} | holds a setup"
            })
    void checked_whenTheServiceWouldRefuseTheShape_saysWhy(String json, String reason) {
        assertThatThrownBy(() -> ClientMessages.checked(message(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
