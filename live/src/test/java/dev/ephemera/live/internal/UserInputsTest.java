package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.SessionTelemetry.Input;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveClientContextUpdate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UserInputsTest {

    @Test
    void of_whatAsksForAnAnswer_isItsKind() {
        assertThat(UserInputs.of(ClientMessages.text("t"))).isEqualTo(Input.TEXT);
        assertThat(UserInputs.of(ClientMessages.content(
                        LiveClientContent.builder().turnComplete(true).build())))
                .isEqualTo(Input.CONTENT);
        assertThat(UserInputs.of(ClientMessages.activityEnd())).isEqualTo(Input.ACTIVITY_END);
        assertThat(UserInputs.of(ClientMessages.audioStreamEnd())).isEqualTo(Input.SPEECH_END);
        assertThat(UserInputs.of(ClientMessages.audio(Bytes.empty(), PcmFormat.INPUT)))
                .isEqualTo(Input.AUDIO);
        assertThat(UserInputs.of(ClientMessages.toolResponse(List.of()))).isEqualTo(Input.TOOL_RESPONSE);
    }

    @Test
    void of_whatAsksForNothingYet_isNone() {
        assertThat(UserInputs.of(
                        ClientMessages.content(LiveClientContent.builder().build())))
                .isNull();
        assertThat(UserInputs.of(ClientMessages.content(
                        LiveClientContent.builder().turnComplete(false).build())))
                .isNull();
        assertThat(UserInputs.of(ClientMessages.activityStart())).isNull();
        assertThat(UserInputs.of(ClientMessages.video(Blob.builder().build()))).isNull();
        assertThat(UserInputs.of(ClientMessages.contextUpdate(
                        LiveClientContextUpdate.builder().build())))
                .isNull();
    }
}
