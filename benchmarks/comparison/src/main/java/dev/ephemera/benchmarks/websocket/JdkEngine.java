package dev.ephemera.benchmarks.websocket;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket of {@code java.net.http}, which takes one message at a time and gives messages in parts. Its client ends when
 * nobody knows it any more; on JDK 17 it cannot be closed.
 */
final class JdkEngine implements Engine {

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public Link open(URI uri, Inbox inbox, Duration pings) {
        Listener listener = new Listener(inbox);
        WebSocket socket =
                client.newWebSocketBuilder().buildAsync(uri, listener).join();
        Runnable ping = () -> {
            var unused = socket.sendPing(ByteBuffer.allocate(0));
        };
        Pings.each(pings, ping, listener.ended);
        return new Link() {
            private CompletableFuture<WebSocket> last = CompletableFuture.completedFuture(socket);

            @Override
            public synchronized boolean send(Message message, Runnable left) {
                last = last.thenCompose(open -> open.sendText(message.text(), true))
                        .thenApply(open -> {
                            left.run();
                            return open;
                        });
                return true;
            }

            @Override
            public synchronized void close() {
                last = last.thenCompose(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
            }

            @Override
            public CompletableFuture<Void> ended() {
                return listener.ended;
            }
        };
    }

    private static final class Listener implements WebSocket.Listener {

        private final Inbox inbox;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

        private Listener(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            if (parts.size() + bytes.length > MAX_MESSAGE_BYTES) {
                socket.abort();
                ended.complete(null);
                return null;
            }
            if (last && parts.size() == 0) {
                inbox.message(ByteBuffer.wrap(bytes));
            } else {
                parts.writeBytes(bytes);
                if (last) {
                    inbox.message(ByteBuffer.wrap(parts.toByteArray()));
                    parts.reset();
                }
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            ended.complete(null);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable thrown) {
            ended.complete(null);
        }
    }
}
