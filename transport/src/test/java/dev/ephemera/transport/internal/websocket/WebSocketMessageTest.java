package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WebSocketMessageTest {

    @Test
    void message_whenRead_leavesItsBytesUntouched() {
        WebSocketMessage message = WebSocketMessage.of(ByteBuffer.wrap("m".getBytes(StandardCharsets.UTF_8)));
        ByteBuffer view = message.utf8();
        assertThat(view.isReadOnly()).isTrue();
        assertThat(view.get()).isEqualTo((byte) 'm');

        assertThat(message.text()).isEqualTo("m");
        assertThat(message.size()).isEqualTo(1);
        assertThat(message).hasToString("WebSocketMessage[1 bytes]");
    }

    @Test
    void request_whenShown_hidesTheHeaderValues() {
        assertThat(new WebSocketRequest(
                                URI.create("ws://localhost/x"),
                                Map.of("x-goog-api-key", "secret"),
                                Duration.ofSeconds(1),
                                1)
                        .toString())
                .contains("x-goog-api-key")
                .doesNotContain("secret");
    }
}
