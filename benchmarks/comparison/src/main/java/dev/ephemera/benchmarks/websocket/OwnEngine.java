package dev.ephemera.benchmarks.websocket;

import dev.ephemera.transport.internal.websocket.OutgoingMessage;
import dev.ephemera.transport.internal.websocket.OutgoingMessages;
import dev.ephemera.transport.internal.websocket.Rfc6455Engine;
import dev.ephemera.transport.internal.websocket.WebSocketConnection;
import dev.ephemera.transport.internal.websocket.WebSocketFailure;
import dev.ephemera.transport.internal.websocket.WebSocketListener;
import dev.ephemera.transport.internal.websocket.WebSocketMessage;
import dev.ephemera.transport.internal.websocket.WebSocketRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Ephemera's framing on the socket that OkHttp hands out, with a queue that has no bound. */
final class OwnEngine implements Engine {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    private final OkHttpClient client = Clients.okHttp();
    private final Rfc6455Engine engine = new Rfc6455Engine(client, client.connectionPool()::evictAll);

    @Override
    public Link open(URI uri, Inbox inbox, Duration pings) {
        Told told = new Told(inbox);
        Queued queue = new Queued();
        WebSocketConnection connection =
                engine.open(new WebSocketRequest(uri, Map.of(), CONNECT_TIMEOUT, MAX_MESSAGE_BYTES), told, queue);
        told.opened.join();
        Pings.each(pings, connection::ping, told.ended);
        return new Link() {
            @Override
            public boolean send(Message message, Runnable left) {
                queue.messages.add(new Waiting(message.utf8(), left));
                connection.wake();
                return true;
            }

            @Override
            public void close() {
                connection.close(1000, "");
            }

            @Override
            public CompletableFuture<Void> ended() {
                return told.ended;
            }
        };
    }

    @Override
    public void close() {
        Clients.close(client);
    }

    private record Waiting(ByteBuffer utf8, Runnable whenLeft) implements OutgoingMessage {

        @Override
        public void left() {
            whenLeft.run();
        }
    }

    private static final class Queued implements OutgoingMessages {

        private final Queue<OutgoingMessage> messages = new ConcurrentLinkedQueue<>();

        @Override
        public @Nullable OutgoingMessage next() {
            return messages.poll();
        }
    }

    private static final class Told implements WebSocketListener {

        private final Inbox inbox;
        private final CompletableFuture<Void> opened = new CompletableFuture<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        private Told(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public void onOpen() {
            opened.complete(null);
        }

        @Override
        public void onMessage(WebSocketMessage message) {
            inbox.message(ByteBuffer.wrap(message.utf8()));
        }

        @Override
        public void onBroken() {
            // onFailure follows
        }

        @Override
        public void onClosing(int code, String reason) {
            // the engine answers
        }

        @Override
        public void onClosed(int code, String reason) {
            ended.complete(null);
        }

        @Override
        public void onFailure(WebSocketFailure failure) {
            opened.completeExceptionally(failure.cause());
            ended.complete(null);
        }
    }
}
