package dev.ephemera.benchmarks.websocket;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** OkHttp's own WebSocket. It tells of no message that it has left, and encodes each text anew. */
final class OkHttpEngine implements Engine {

    private final OkHttpClient client = Clients.okHttp();
    private final boolean binary;

    /**
     * Makes an engine.
     *
     * @param binary whether messages go as binary frames, whose bytes are prepared
     */
    OkHttpEngine(boolean binary) {
        this.binary = binary;
    }

    @Override
    public Link open(URI uri, Inbox inbox, Duration pings) {
        OkHttpClient pinging = pings.equals(NEVER)
                ? client
                : client.newBuilder().pingInterval(pings).build();
        Listener listener = new Listener(inbox);
        WebSocket socket =
                pinging.newWebSocket(new Request.Builder().url(uri.toString()).build(), listener);
        listener.opened.join();
        return new Link() {
            @Override
            public boolean send(Message message, Runnable left) {
                return binary ? socket.send(message.bytes()) : socket.send(message.text());
            }

            @Override
            public void close() {
                socket.close(1000, null);
            }

            @Override
            public CompletableFuture<Void> ended() {
                return listener.ended;
            }
        };
    }

    @Override
    public void close() {
        Clients.close(client);
    }

    private static final class Listener extends WebSocketListener {

        private final Inbox inbox;
        private final CompletableFuture<Void> opened = new CompletableFuture<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        private Listener(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            opened.complete(null);
        }

        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            inbox.message(bytes.asByteBuffer());
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(1000, null);
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            ended.complete(null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable thrown, @Nullable Response response) {
            opened.completeExceptionally(thrown);
            ended.complete(null);
        }
    }
}
