package dev.ephemera.transport.internal.websocket;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** OkHttp's own WebSocket. */
public final class OkHttpWebSocketEngine implements WebSocketEngine {

    private static final int NORMAL = 1000;
    private static final long MAX_BODY_EXCERPT_BYTES = 2048;

    private final OkHttpClient client;

    /**
     * Opens WebSockets with a client.
     *
     * @param client a client whose dispatcher has room for every socket and whose calls have no deadline
     */
    public OkHttpWebSocketEngine(OkHttpClient client) {
        this.client = client;
    }

    @Override
    public WebSocketConnection open(WebSocketRequest request, WebSocketListener listener) {
        Request.Builder handshake = new Request.Builder().url(request.uri().toString());
        request.headers().forEach(handshake::header);
        return new Connection(client.newWebSocket(handshake.build(), new Adapter(listener)));
    }

    private record Connection(WebSocket socket) implements WebSocketConnection {

        @Override
        public boolean send(String text) {
            return socket.send(text);
        }

        @Override
        public long queuedBytes() {
            return socket.queueSize();
        }

        @Override
        public void close(int code, String reason) {
            socket.close(code, reason);
        }

        @Override
        public void abort() {
            socket.cancel();
        }
    }

    /** Passes OkHttp's calls on, and makes sure that exactly one of them is the last. */
    private static final class Adapter extends okhttp3.WebSocketListener {

        private final WebSocketListener listener;
        private final AtomicBoolean over = new AtomicBoolean();

        Adapter(WebSocketListener listener) {
            this.listener = listener;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            listener.onOpen();
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            listener.onMessage(ByteString.encodeUtf8(text));
        }

        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            listener.onMessage(bytes);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            listener.onClosing(code, reason);
            // OkHttp leaves the answer to us; the peer's code may be one that cannot be sent, such as 1005.
            socket.close(NORMAL, null);
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            if (over.compareAndSet(false, true)) {
                listener.onClosed(code, reason);
            }
        }

        @Override
        public void onFailure(WebSocket socket, Throwable cause, @Nullable Response response) {
            if (over.compareAndSet(false, true)) {
                listener.onFailure(
                        response != null && cause instanceof ProtocolException
                                ? new WebSocketFailure(cause, response.code(), beginning(response))
                                : new WebSocketFailure(cause, null, ""));
            }
        }

        private static String beginning(Response response) {
            try (Buffer buffer = new Buffer()) {
                while (buffer.size() < MAX_BODY_EXCERPT_BYTES
                        && response.body().source().read(buffer, MAX_BODY_EXCERPT_BYTES - buffer.size()) >= 0) {}
                return buffer.readString(StandardCharsets.UTF_8);
            } catch (IOException | IllegalStateException e) {
                return "(the body could not be read: " + e.getMessage() + ")";
            }
        }
    }
}
