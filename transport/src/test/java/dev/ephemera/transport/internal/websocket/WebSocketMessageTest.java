package dev.ephemera.transport.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WebSocketMessageTest {

    @Test
    void message_ofBytes_holdsTheSameOnesAndShowsTheirNumberOnly() {
        byte[] bytes = {'m', (byte) 0xff};
        WebSocketMessage message = WebSocketMessage.of(bytes);

        assertThat(message.utf8()).isSameAs(bytes);
        assertThat(message.text()).isEqualTo("m\uFFFD");
        assertThat(message.size()).isEqualTo(2);
        assertThat(message).hasToString("WebSocketMessage[2 bytes]");
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
