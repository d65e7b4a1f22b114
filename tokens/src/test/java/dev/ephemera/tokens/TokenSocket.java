package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.GeminiEmulator;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection of a client that is not ours: it sends its setup and takes what comes. */
final class TokenSocket implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long DEADLINE_SECONDS = 20;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final WebSocket socket;

    private TokenSocket(GeminiEmulator emulator, String method, String query) {
        socket = HTTP.newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://" + emulator.baseUrl().getAuthority() + "/ws/google.ai.generativelanguage."
                                + method + "?" + query),
                        this)
                .join();
    }

    /** Opens a session with a token and sends a setup. */
    static TokenSocket withToken(GeminiEmulator emulator, String token, String setup) {
        return new TokenSocket(
                        emulator, "v1alpha.GenerativeService.BidiGenerateContentConstrained", "access_token=" + token)
                .send("{\"setup\":" + setup + "}");
    }

    /** Opens a session with the key and sends a setup. */
    static TokenSocket withKey(GeminiEmulator emulator, String setup) {
        return new TokenSocket(emulator, "v1beta.GenerativeService.BidiGenerateContent", "key=" + emulator.apiKey())
                .send("{\"setup\":" + setup + "}");
    }

    TokenSocket send(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** The next message, or the close frame as code and reason. */
    String next() throws InterruptedException {
        String next = received.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("what came in").isNotNull();
        return next;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        message.writeBytes(bytes);
        if (last) {
            received.add(message.toString(StandardCharsets.UTF_8));
            message.reset();
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        received.add(code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        received.add("failed: " + failure);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
