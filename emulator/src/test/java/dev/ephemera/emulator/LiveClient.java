package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform's WebSocket, with what came in kept in order. */
final class LiveClient implements WebSocket.Listener, AutoCloseable {

    /** What came in: a message, or how the connection ended. */
    record Event(String text, boolean binary, int code, String reason) {}

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket socket;

    static String path(String version, boolean constrained) {
        return "/ws/google.ai.generativelanguage." + version + ".GenerativeService.BidiGenerateContent"
                + (constrained ? "Constrained" : "");
    }

    static LiveClient open(GeminiEmulator emulator, String version, boolean constrained, String query) {
        return open(HTTP, "ws://" + emulator.baseUrl().getAuthority() + path(version, constrained) + "?" + query);
    }

    static LiveClient open(HttpClient http, String url, String... headers) {
        LiveClient client = new LiveClient();
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        client.socket = builder.buildAsync(URI.create(url), client).join();
        return client;
    }

    LiveClient send(String json) {
        socket.sendText(json, true).join();
        return this;
    }

    LiveClient sendPart(String json) {
        socket.sendText(json, false).join();
        return this;
    }

    LiveClient ping(String message) {
        socket.sendPing(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)))
                .join();
        return this;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        events.add(new Event("pong: " + StandardCharsets.UTF_8.decode(message), true, 0, ""));
        from.request(1);
        return null;
    }

    /** Sends, unless the emulator has closed meanwhile. */
    void sendIfOpen(String json) {
        socket.sendText(json, true).exceptionally(closed -> socket).join();
    }

    LiveClient sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /** Sends a setup and waits until it is complete. */
    LiveClient setUp(String setup) {
        send("{\"setup\":" + setup + "}");
        assertThat(message().has("setupComplete")).isTrue();
        return this;
    }

    Event event() {
        try {
            Event event = events.poll(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            return event == null ? fail("nothing came in") : event;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The next message. */
    JsonNode message() {
        Event event = event();
        assertThat(event.code()).as("closed: " + event.reason()).isZero();
        return MAPPER.readTree(event.text());
    }

    /** The messages up to and with the first that is wanted. */
    List<JsonNode> until(Predicate<JsonNode> wanted) {
        List<JsonNode> messages = new ArrayList<>();
        do {
            messages.add(message());
        } while (!wanted.test(messages.get(messages.size() - 1)));
        return messages;
    }

    /** The messages of a turn. */
    List<JsonNode> turn() {
        return until(message -> message.path("serverContent").has("turnComplete"));
    }

    /** The text of all model turns among messages. */
    static String said(List<JsonNode> messages) {
        StringBuilder said = new StringBuilder();
        for (JsonNode message : messages) {
            JsonNode content = message.path("serverContent");
            content.path("modelTurn")
                    .path("parts")
                    .forEach(part -> said.append(part.path("text").asString("")));
            said.append(content.path("outputTranscription").path("text").asString(""));
        }
        return said.toString();
    }

    /** How the connection ended; messages before that are dropped. */
    Event end() {
        Event event = event();
        while (event.code() == 0) {
            event = event();
        }
        return event;
    }

    /** Whether nothing has come in that was not taken. */
    boolean isQuiet() {
        return events.isEmpty();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            events.add(new Event(text.toString(), false, 0, ""));
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        binary.writeBytes(bytes);
        if (last) {
            events.add(new Event(binary.toString(StandardCharsets.UTF_8), true, 0, ""));
            binary.reset();
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        events.add(new Event("", false, code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        events.add(new Event("", false, 1006, String.valueOf(failure)));
    }

    /** Closes as a client does, unless the emulator has closed meanwhile. */
    void hangUp() {
        hangUp("Client closing");
    }

    void hangUp(String reason) {
        socket.sendClose(1000, reason).exceptionally(closed -> socket).join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
