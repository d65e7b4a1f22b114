package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a listener was promised, whatever an engine's threads do; here one thread stands in a call and another comes. */
final class SerialListenerTest {

    private static final WebSocketMessage MESSAGE =
            WebSocketMessage.of(ByteBuffer.wrap("m".getBytes(StandardCharsets.UTF_8)));

    @Test
    void end_whenACallIsUnderWay_waitsForItsReturnAndDropsTheRest() {
        SerialListener[] serial = new SerialListener[1];
        RecordingListener recording = new RecordingListener() {
            @Override
            public void onMessage(WebSocketMessage message) {
                serial[0].failed(WebSocketFailure.of(new IOException("broken by the writer")));
                assertNothingMore();
                super.onMessage(message);
            }
        };
        serial[0] = new SerialListener(recording);

        serial[0].message(MESSAGE);
        serial[0].message(MESSAGE);
        serial[0].closing(1000, "");
        serial[0].closed(1000, "");

        recording.assertNext("message m");
        assertThat(recording.assertFailure().cause()).hasMessage("broken by the writer");
        recording.assertNothingMore();
    }

    @Test
    void end_whenItComesTwice_isToldOnce() {
        RecordingListener recording = new RecordingListener();
        SerialListener serial = new SerialListener(recording);

        serial.opened();
        serial.closed(1000, "bye");
        serial.closed(1001, "");
        serial.failed(WebSocketFailure.of(new IOException()));

        recording.assertNext("open", "closed 1000 bye");
        recording.assertNothingMore();
    }

    @Test
    void call_whenTheListenerThrows_tellsItTheFailureAndTheEngineToo() {
        Error error = new AssertionError("of the test");
        RecordingListener recording = new RecordingListener() {
            @Override
            public void onOpen() {
                throw error;
            }
        };
        SerialListener serial = new SerialListener(recording);

        assertThatThrownBy(serial::opened)
                .isInstanceOf(IllegalStateException.class)
                .hasCause(error);

        assertThat(recording.assertFailure().cause()).isSameAs(error);
        serial.message(MESSAGE);
        recording.assertNothingMore();
    }

    @Test
    void message_whenRead_leavesItsBytesUntouched() {
        ByteBuffer view = MESSAGE.utf8();
        assertThat(view.isReadOnly()).isTrue();
        assertThat(view.get()).isEqualTo((byte) 'm');

        assertThat(MESSAGE.text()).isEqualTo("m");
        assertThat(MESSAGE.size()).isEqualTo(1);
        assertThat(MESSAGE).hasToString("WebSocketMessage[1 bytes]");
    }
}
