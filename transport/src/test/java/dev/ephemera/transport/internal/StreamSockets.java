package dev.ephemera.transport.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Plain sockets, as a caller may make them, whose stream the test makes whenever somebody asks for it. */
public final class StreamSockets extends SocketFactory {

    /** Makes a stream of a socket's own. */
    public interface Streams {
        InputStream of(InputStream in) throws IOException;
    }

    private final Streams streams;

    public StreamSockets(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public InputStream getInputStream() throws IOException {
                return streams.of(super.getInputStream());
            }
        };
    }

    private static UnsupportedOperationException connected() {
        return new UnsupportedOperationException("OkHttp connects its sockets itself.");
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw connected();
    }
}
