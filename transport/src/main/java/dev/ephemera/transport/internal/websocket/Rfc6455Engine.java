package dev.ephemera.transport.internal.websocket;

import dev.ephemera.transport.internal.TaskRelay;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okio.Socket;

/**
 * RFC 6455 on the socket that OkHttp hands out after a 101: connecting, TLS, proxy, interceptors and pool are OkHttp's, the frames
 * are ours. One thread reads each connection; others, shared by all, run only while something is written.
 */
public final class Rfc6455Engine implements WebSocketEngine, AutoCloseable {

    private static final int NONCE_BYTES = 16;

    private final OkHttpClient client;
    private final TaskRelay writing;
    private final Runnable abandoned;
    private final SecureRandom random = new SecureRandom();

    /** OkHttp knows a call no more once its thread has left it. */
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    /**
     * Opens WebSockets with a client. Like OkHttp's own WebSockets they pass its interceptors, but no network interceptor and no
     * event listener.
     *
     * @param client a client without read and write timeouts, whose dispatcher has room for every handshake and a thread for each
     *     socket's reader; its threads also write
     * @param abandoned is told of each handshake that was given up: it may have put a connection into the pool that has never been
     *     used
     */
    public Rfc6455Engine(OkHttpClient client, Runnable abandoned) {
        this.abandoned = abandoned;
        OkHttpClient.Builder own = client.newBuilder()
                .protocols(List.of(Protocol.HTTP_1_1)) // no other has the handshake
                .eventListener(EventListener.NONE);
        own.networkInterceptors().clear();
        own.addNetworkInterceptor(Rfc6455Engine::watchSocket);
        this.client = own.build();
        this.writing = new TaskRelay(this.client.dispatcher().executorService());
    }

    /**
     * Sees a socket before OkHttp can forget it, and makes it wait without a block of memory. Ends one that has left HTTP but that
     * OkHttp would put back into its pool.
     */
    private static Response watchSocket(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        java.net.Socket bare = Objects.requireNonNull(chain.connection()).socket();
        Socket upgraded = response.socket();
        if (upgraded == null) {
            if (response.code() == Handshake.SWITCHING_PROTOCOLS) {
                bare.close();
            }
            return response;
        }
        Objects.requireNonNull(chain.call().request().tag(Connection.class)).upgraded(upgraded);
        return response.newBuilder().socket(QuietSocket.of(upgraded, bare)).build();
    }

    @Override
    public WebSocketConnection open(WebSocketRequest request, WebSocketListener listener, OutgoingMessages outgoing) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Connection connection = new Connection(
                request,
                listener,
                outgoing,
                client,
                new Handshake(nonce),
                new Masks(random),
                writing,
                abandoned,
                connections::remove);
        connections.add(connection);
        try {
            connection.begin();
        } catch (RuntimeException | Error e) { // nobody will tell how it ended
            connections.remove(connection);
            throw e;
        }
        return connection;
    }

    /**
     * Counts the WebSockets that are being opened or are open.
     *
     * @return how many
     */
    public int connections() {
        return connections.size();
    }

    /** Breaks all of them; returns at once, and the listeners learn it on their own threads. The client is the caller's. */
    @Override
    public void close() {
        connections.forEach(Connection::cancel);
    }
}
