package dev.ephemera.transport.internal.websocket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp's own WebSocket: one thread reads each connection, writing happens on OkHttp's threads.
 *
 * <p>It cannot bound an inbound message, nor tell when a frame has left; and while a listener blocks it sees no close.
 */
public final class OkHttpWebSocketEngine implements WebSocketEngine {

    private static final long MAX_BODY_BYTES = 64L << 10;
    private static final int NORMAL = 1000;
    private static final int NO_CODE = 1005;

    private final OkHttpClient client;

    /**
     * Opens WebSockets with a client.
     *
     * @param client a client whose dispatcher has room, and a thread, for every socket
     */
    public OkHttpWebSocketEngine(OkHttpClient client) {
        this.client = client;
    }

    @Override
    public WebSocketConnection open(
            WebSocketRequest request, WebSocketListener listener, OutgoingMessages outgoing) {
        Request.Builder handshake = new Request.Builder().url(request.uri().toString());
        request.headers().forEach(handshake::header);
        // OkHttp's call timeout covers a WebSocket until its handshake is over.
        UpgradedSocket upgraded = new UpgradedSocket();
        OkHttpClient bounded = client.newBuilder()
                .callTimeout(request.connectTimeout())
                .addInterceptor(upgraded)
                .build();
        Connection connection = new Connection(outgoing);
        connection.socket = bounded.newWebSocket(handshake.build(), new Adapter(listener, upgraded, connection));
        return connection;
    }

    private static final class Connection implements WebSocketConnection {

        private final OutgoingMessages outgoing;
        @SuppressWarnings("NullAway")
        private volatile WebSocket socket;
        private volatile boolean open;

        @SuppressWarnings("NullAway")
        Connection(OutgoingMessages outgoing) {
            this.outgoing = outgoing;
        }

        @Override
        public synchronized void wake() {
            if (!open) {
                return;
            }
            for (OutgoingMessage m = outgoing.next(); m != null; m = outgoing.next()) {
                if (socket.send(StandardCharsets.UTF_8.decode(m.utf8()).toString())) {
                    m.left();
                }
            }
        }

        @Override
        public void ping() {}

        @Override
        public long received() {
            return 0;
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

    /** Brings OkHttp's calls into our form. */
    private static final class Adapter extends okhttp3.WebSocketListener {

        private final SerialListener listener;
        private final UpgradedSocket upgraded;

        private final Connection connection;

        Adapter(WebSocketListener listener, UpgradedSocket upgraded, Connection connection) {
            this.connection = connection;
            this.listener = new SerialListener(listener);
            this.upgraded = upgraded;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            upgraded.taken();
            connection.socket = socket;
            connection.open = true;
            listener.opened();
            connection.wake();
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            onMessage(socket, ByteString.encodeUtf8(text));
        }

        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            listener.message(WebSocketMessage.of(bytes.asByteBuffer()));
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            listener.closing(code, reason);
            socket.close(code == NO_CODE ? NORMAL : code, null); // OkHttp leaves the answer to us
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            listener.closed(code, reason);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable cause, @Nullable Response response) {
            upgraded.releaseUnlessTaken();
            listener.failed(
                    response == null
                            ? WebSocketFailure.of(cause)
                            : new WebSocketFailure(
                                    cause,
                                    OptionalInt.of(response.code()),
                                    response.headers().toMultimap(),
                                    beginning(response)));
        }

        /** What can be read of a refusal until the limit, the end or the deadline. */
        private static String beginning(Response response) {
            Buffer buffer = new Buffer();
            try {
                long read = 0;
                while (read >= 0 && buffer.size() < MAX_BODY_BYTES) {
                    read = response.body().source().read(buffer, MAX_BODY_BYTES - buffer.size());
                }
            } catch (IOException | IllegalStateException e) {
                // The status says enough without the rest; a 101 has no body to read.
                return buffer.readString(StandardCharsets.UTF_8);
            }
            return buffer.readString(StandardCharsets.UTF_8);
        }
    }
}
