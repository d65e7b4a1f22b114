package dev.ephemera.emulator.internal.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * A connection below the protocols that are spoken on it: bytes as they are, and the ends that TCP knows.
 *
 * @param endPoint what the server reads and writes; under TLS, in clear
 */
record Wire(EndPoint endPoint) {

    private static final int DISCARDED_AT_ONCE = 8192;

    static Wire of(Request request) {
        return new Wire(request.getConnectionMetaData().getConnection().getEndPoint());
    }

    /** Writes bytes. No other write may be under way. */
    void write(ByteBuffer bytes, Callback callback) {
        endPoint.write(callback, bytes);
    }

    /** Ends the emulator's direction with FIN; under TLS with no word of it. What comes in still can be read. */
    void finish() {
        tcp().shutdownOutput();
    }

    /** Ends the emulator's direction, and takes the connection from the server. */
    void drop() {
        finish();
        discard();
    }

    /** Ends both directions with RST. */
    void reset() {
        EndPoint tcp = tcp();
        try {
            if (tcp instanceof SocketChannelEndPoint socket) {
                socket.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException ended) {
            tcp.close(ended); // the client was quicker
            return;
        }
        tcp.close();
    }

    private EndPoint tcp() {
        EndPoint tcp = endPoint;
        while (tcp instanceof EndPoint.Wrapper wrapper) {
            tcp = wrapper.unwrap();
        }
        return tcp;
    }

    /** Takes the connection from the server: what comes in is thrown away, until the client ends it. */
    void discard() {
        endPoint.setIdleTimeout(0);
        ByteBuffer buffer = BufferUtil.allocate(DISCARDED_AT_ONCE);
        try {
            int filled = endPoint.fill(buffer);
            while (filled > 0) {
                BufferUtil.clear(buffer);
                filled = endPoint.fill(buffer);
            }
            if (filled == 0) {
                endPoint.fillInterested(Callback.from(this::discard, endPoint::close));
            } else {
                endPoint.close();
            }
        } catch (IOException ended) {
            endPoint.close(ended);
        }
    }
}
