package dev.ephemera.transport.internal.websocket;

import java.io.Closeable;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okio.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the socket of a handshake that has succeeded until the WebSocket takes it. OkHttp forgets it if the call is cancelled
 * just between: the connection would stay in the pool, closed but counted, and be reported as leaked later.
 */
final class UpgradedSocket implements Interceptor {

    private volatile @Nullable Socket socket;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        socket = response.socket();
        return response;
    }

    /** The WebSocket reads and writes now, and releases the socket itself. */
    void taken() {
        socket = null;
    }

    void releaseUnlessTaken() {
        Socket forgotten = socket;
        if (forgotten != null) {
            close(forgotten.getSink());
            close(forgotten.getSource());
        }
    }

    private static void close(Closeable end) {
        try {
            end.close();
        } catch (IOException e) {
            // It is cancelled; closing is for the pool's count.
        }
    }
}
